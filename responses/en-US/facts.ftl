# Facts in words. Numbers come from catalog.toml; what is unknown there is not mentioned at all.

# $about and $weeks are "yes" or "no"; $to is 0 where there is one number.
effort = { $about ->
    [yes] About{" "}
   *[no] {""}
}{ $to ->
    [0] { $from ->
        [one] one hour
       *[other] { $from } hours
    }
   *[other] { $from } to { $to } hours
}{ $weeks ->
    [yes] {" "}over several weeks
   *[no] {""}
}
format-self-paced = Self-paced, online
format-mostly-self-paced = Mostly self-paced
format-instructor-led = Led by an instructor
live-classes = { $count ->
    [one] One virtual instructor-led training that you must attend
   *[other] { $count } virtual instructor-led trainings that you must attend
}
access = { $months ->
    [one] One month of access to the material
   *[other] { $months } months of access to the material
}
price = { $currency } { $amount } for { $buys }
# A price or an exam with the day it was true.
fact-dated = { $fact } (as of { $date })
price-exam = the exam alone
price-course = the course
price-course-and-exam = course and exam
price-class = the live class
exam = Exam: { $parts }
exam-questions = { $count ->
    [one] one question
   *[other] { $count } questions
}
exam-minutes = { $count ->
    [one] one minute
   *[other] { $count } minutes
}
exam-pass-mark = pass mark { $percent } %
exam-attempts = { $count ->
    [one] one attempt
   *[other] { $count } attempts
}
exam-valid = { $months ->
    [one] the certificate is valid for one month
   *[other] the certificate is valid for { $months } months
}
badge = A badge and a certificate at the end
facts-stale = Some figures are past their review date and left out: see the course page.
facts-from = { $source } ({ $date })
facts-footer = Facts from { $origins }. They may have changed: check the page before you book.

status-announced = It is announced but not on sale yet: see the page for the date.
status-unavailable = It cannot be taken at the moment.
status-retired = It is no longer held.
status-replaced = It is no longer held; { $course } has taken its place.

audience-team = People who are on, or joining, a FinOps (cloud financial management) team, and those who support such teams
audience-experienced = Experienced FinOps practitioners who want the next level
audience-persona = { $persona } who are not on a FinOps team but work with one

kind-certified = Certification training
kind-persona = Persona-based training

heading-audience = Who it is for
heading-effort = Effort
heading-format = Format
heading-exam = Exam
heading-price = Price
heading-status = Can it be taken?
heading-badge = At the end
heading-access = Access

# Personas: the label of a button, then what such a person does ("you …"), the reason on the
# card (a whole sentence without its full stop), who they are in the plural, and what somebody
# moves into who wants to become one.
persona-engineers = Engineering
    .does = you build or run software and infrastructure
    .reason = You work in engineering or operations
    .who = Engineers, architects and operators
    .into = engineering
persona-finance = Finance
    .does = you work with budgets, accounts or forecasts
    .reason = You work in finance
    .who = People in finance
    .into = finance
persona-product = Product
    .does = you manage or own a product
    .reason = You work in product management
    .who = Product managers and owners
    .into = product management
persona-procurement = Procurement
    .does = you buy, source or negotiate contracts
    .reason = You work in procurement
    .who = People in procurement
    .into = procurement
persona-executives = Leadership
    .does = you lead a company or one of its main parts
    .reason = You are in a leading position
    .who = Executives
    .into = a leading position

basic-how-cloud-works = I know how cloud computing works
basic-key-services = I know the key services of my provider and what they are used for
basic-billing-and-pricing = I know the basics of billing and pricing models
basic-value-of-cloud = I know what makes cloud worth it for a company
basic-pay-as-you-go = I know what pay-as-you-go means for spending
