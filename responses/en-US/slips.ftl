# Friendly answers where something did not work. Each is private and offers a way on.
slip-no-such-course = I do not know a course called { $words }. These I know: { $courses }.
slip-no-such-provider = I do not know a cloud called { $words }. These I know: { $providers }.
slip-stale = **This button belongs to an older version of the catalogue. Here is the question again: what do you mostly do?**
slip-unknown-command = I do not know this command. It may be older than I am: reload Discord, or begin with the button below.
slip-unreadable = I could not read that. Try it again, or begin with the button below.
slip-trouble = Something went wrong on my side and nothing was changed. Try it again, or begin with the button below.
slip-may-not-share = You may not send messages here, so nothing was shared. Whoever manages this channel can grant Send Messages under its permissions.
slip-busy = Many people are asking at this moment, so I could not look at this one. Try it again in a few seconds.
slip-not-for-bots = Bots take no trainings, so I recommended nothing. Choose a person, or begin with the button below.
slip-lacks = I cannot post here: I lack { $rights }. Whoever manages this channel can grant that under its permissions. Nothing was posted.
slip-not-a-member = I am not a member here, so I can answer you, but not post a reply of my own. Nothing was posted.

# Permissions, as Discord calls them in this language.
right-see = View Channel
right-write = Send Messages
right-write-in-threads = Send Messages in Threads
right-read-back = Read Message History
