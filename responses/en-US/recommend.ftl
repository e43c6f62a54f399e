# The main answer. The first line of each answer stands alone where cards are off or read aloud,
# so it names the course, the reason and the link.
lead-persona = **{ $course }** fits you: { $does }, and you work with a FinOps team. <{ $link }>
lead-persona-assumed = **{ $course }** fits you: { $does }. I took it that you are not on the FinOps team yourself. <{ $link }>
lead-persona-goal = **{ $course }** fits you: you want to move into { $wants } and work with a FinOps team from there. <{ $link }>
lead-on-team = **{ $course }** fits you: you are on a FinOps team, or joining one. <{ $link }>
lead-joining = **{ $course }** fits you: you are joining a FinOps team, or want to. <{ $link }>
lead-supporting = **{ $course }** fits you: you support FinOps teams. <{ $link }>
lead-hiring = Look for **{ $course }** on a CV: it shows that someone knows the fundamentals of the practice. <{ $link }>
lead-experienced = **{ $course }** is the next step: you have practised FinOps for several years. <{ $link }>
lead-stands-in = **{ $course }** for now: { $named } would be yours, but it cannot be taken at the moment. <{ $link }>
lead-no-course = **{ $course }** is the place to start: no course is made for your role alone, and this one teaches the fundamentals. <{ $link }>
lead-basics-first = Cloud basics come first. { $next }
shown-lead = { $why } <{ $link }>

heading-why = Why this one
heading-takes = What it takes
heading-before = Before you start
heading-instead = Also worth a look
heading-next = Next step

why-on-team = You are on a FinOps team, or joining one, and that counts more than a job title.
why-joins = You are joining a FinOps team, or want to, and that counts more than a job title.
why-supports = You support FinOps teams as a consultant, vendor or trainer.
why-hires = You look for people for a FinOps team.
why-experienced = You have practised FinOps long enough for the deepest training on offer.
why-works = { $reason }.
why-wants = You want to move into { $persona }.
why-works-with = You work with a FinOps team and are not on it.
why-assumed = I took it that you are not on the FinOps team yourself.
why-no-course = None of the courses is made for your role; this one is the way into FinOps for everybody.
why-quotes = From your words: { $words }
why-stands-in = { $course } would be the one. { $status }

before-ready = You know { $providers }, so you are ready.
before-ready-any = You know how cloud works, so you are ready.
before-basics =
    Cloud basics first:
    { $trainings }
before-basics-any =
    Cloud basics first, in one cloud of your choice:
    { $trainings }
before-taken = I took it that after several years of FinOps you know your way around in a cloud.
before-unsaid = You should know the basics of at least one cloud: how it works, its key services, how it is billed.

instead-on-team = { $course }, if you are on a FinOps team or joining one.
instead-experience = { $course }, for the next level after a few years of FinOps practice on a team.
instead-not-on-team = { $course }, if you are not on the team but work with it.
instead-other-role = { $course }, for the other side of your work.
instead-fundamentals = { $course }, if you would rather begin with the fundamentals.

next-course = Open the course page, check what it says today, and enrol there.
next-basics = Start with the { $training }, then come back to the course.
next-basics-any = Start with one of these: { $trainings }. Then come back to the course.
next-announced = Look at the course page for the day it opens.
next-hiring = Put the certificate on the list of what you ask for, and look at the page for what it covers.

button-course-page = Open the course page on { $host }
button-page-of = { $name } on { $host }
button-on-team = I am on (or joining) a FinOps team
button-not-on-team = I am not on a FinOps team
button-show = Show { $course }
button-compare = Compare with { $course }
button-back-to = Back to { $course }
button-back = Back
button-restart = Start over
button-basics = What should I know first?
button-share = Share in channel
button-reply = Post as reply
button-report = Something wrong? Report it on { $host }

# About a message, told to whoever asked for its author. These lines follow the answer.
message-told = *Read from that message and said to its author. Only you see this.*
message-asked = *Read from that message. If you know its author, you can answer for them.*
message-cut = *The message is long: I read its first { $count } characters.*
message-empty = **There are no words in that message for me to go by. What does its author mostly do?**
