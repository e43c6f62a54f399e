# Help and privacy.
help-title = What I can do
help-lead = I answer one question: which FinOps Foundation training is right for you? Start with “Find my course”, or use one of the commands below.
help-line = `{ $command }`: { $description }
help-message = **{ $command }** (in the menu of a message, under Apps): { $description }
help-commands = Commands
heading-not-affiliated = Who is behind this
help-not-affiliated = This bot is not affiliated with the FinOps Foundation. Facts come from its public pages, with source and date on each card.

privacy-title = What is kept
privacy-lead = Nothing about you is stored: not your words, not your answers, not your name or id.
heading-privacy-words = Your words
privacy-words = What you type or press is read, answered and forgotten. It is not stored, not logged and not counted by person.
heading-privacy-server = This server
privacy-server = Nothing is recorded for this server.
