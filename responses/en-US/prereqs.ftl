# What to know before a course.
prereqs-lead = **Before any FinOps course** you should know the basics of cloud and be at base level in at least one provider.
prereqs-lead-course = **Before { $course }** you should know the basics of cloud and be at base level in at least one provider.
prereqs-lead-provider = For { $provider }: { $trainings }.
prereqs-title = What to know first
prereqs-basics = You should be able to say yes to these
prereqs-provider = Base level in { $provider }
prereqs-one-is-enough = Already comfortable with one of { $providers }? Then you are ready; one is enough.
prereqs-find = Find my course

# $kind is training, certification, course or learning-path; $days is 0 where unknown.
training = { $name } { $kind ->
    [certification] certification
    [course] course
    [learning-path] learning path
   *[training] training
}{ $days ->
    [0] {""}
    [one] , about a full day
   *[other] , about { $days } full days
}
training-better = Better: { $name }
training-linked = { $training } <{ $link }>
