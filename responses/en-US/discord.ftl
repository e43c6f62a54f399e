# The command as Discord lists it. Names are small letters without spaces, at most 32;
# descriptions at most 100 characters.
command-finops = finops
    .description = Find the FinOps Foundation training that fits you
command-recommend = recommend
    .description = Which training is right for me? Say what you like, or nothing, and I will ask.
command-prereqs = prereqs
    .description = What should I know before a course?
command-course = course
    .description = Everything about one course
command-courses = courses
    .description = All courses at a glance
command-compare = compare
    .description = Two courses side by side
command-curriculum = curriculum
    .description = Where the curriculum can be read
command-help = help
    .description = What I can do, and who is behind it
command-privacy = privacy
    .description = What is kept about you and about this server
# In the menu of a message: at most 32 characters, and spaces are allowed. The description is
# shown by help only.
command-message = Recommend a FinOps course
    .description = What would fit whoever wrote this message?

option-role = role
    .description = Your job, in your own words
option-experience = experience
    .description = How far you have come in cloud and FinOps
option-team = team
    .description = What you have to do with a FinOps team
option-cloud = cloud
    .description = A cloud that you know your way around in
option-about = about
    .description = Anything about you that may help me choose; it is not stored
option-for = for
    .description = Answer for this member, for everybody to see
option-share = share
    .description = Show the answer to everybody in this channel
option-course = course
    .description = The course that you have in mind
option-name = name
    .description = The course that you want to know about
option-first = first
    .description = One course
option-second = second
    .description = The other course

choice-experience-new-to-cloud = New to cloud
choice-experience-cloud-no-finops = Know cloud, new to FinOps
choice-experience-some-finops = Some FinOps practice
choice-experience-experienced = About three years of FinOps or more
choice-team-member = I am on a FinOps team
choice-team-joining = I am joining one
choice-team-supporting = I support teams as consultant, vendor or trainer
choice-team-hiring = I hire for one
choice-team-working-with = I am not on it, but work with it
choice-team-not-sure = Not sure
choice-cloud-none = None of them yet

# A card that is posted for everybody after private questions.
post-posting = Posting the answer in this channel.
post-posted = The answer is posted in this channel.
post-failed = I could not post the answer in this channel, so nobody else has seen it. Try it again, or ask whoever manages this channel.
post-forbidden = I lack a permission in this channel, so I posted nothing. It takes View Channel, Send Messages (in a thread: Send Messages in Threads) and Read Message History; whoever manages this channel can grant them.
post-gone = The message or its channel is gone, so I posted nothing.
post-limited = Discord asks me to slow down, so I posted nothing. Try it again in a minute.
