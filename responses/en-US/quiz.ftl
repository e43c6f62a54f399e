# The guided questions: one at a time, at most four clicks.
quiz-role = **Which of these is closest to what you do?**
quiz-team = **Are you on a FinOps (cloud financial management) team, or do you work with one?**
quiz-team-kind = **What do you have to do with the FinOps team?**
quiz-finops = **How long have you practised FinOps itself?**
quiz-cloud = **Which cloud do you know your way around in?**
quiz-step = *Step { $step } of { $total } · nothing you answer is stored*
quiz-note = *Nothing you answer is stored*
quiz-so-far = So far: { $answers }
quiz-menu = Choose one
quiz-on-team = I am on, or joining, a FinOps team
quiz-other-role = None of these
quiz-no-cloud = None of them yet
quiz-skip = Skip this

team-member = On the team
team-joining = Joining one
team-supporting = Supporting teams as consultant, vendor or trainer
team-hiring = Hiring for one
team-working-with = Not on it, but working with it
team-not-sure = Not sure

finops-none = Not yet
finops-some = Up to a year
finops-growing = One to two years
finops-experienced = About three years or more

ask-no-role = **I cannot tell yet which training fits. What do you mostly do?**
ask-ambiguous = **I cannot tell from { $words } which training fits. What do you mostly do?**
ask-ambiguous-words-gone = **I cannot tell yet which training fits. What do you mostly do?**
ask-off-topic = **I only know about FinOps trainings. If one might be for you: what do you mostly do?**
ask-instruction = **I go by what you do, not by what I am told to say. So: what do you mostly do?**
