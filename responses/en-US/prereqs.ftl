# What to know before a course.
prereqs-lead = **Before any FinOps course** you should know the basics of cloud and be at base level in at least one provider.
prereqs-lead-course = **Before { $course }** you should know the basics of cloud and be at base level in at least one provider.
prereqs-lead-provider = For { $provider }: { $trainings }.
prereqs-title = What to know first
prereqs-basics = You should be able to say yes to these
prereqs-provider = Base level in { $provider }
prereqs-one-is-enough = Already comfortable with one of { $providers }? Then you are ready; one is enough.
prereqs-find = Find my course

# $kind is training, certification, course or learning-path.
training-name = { $kind ->
    [certification] { $name } certification
    [course] { $name } course
    [learning-path] { $name } learning path
   *[training] { $name } training
}
# $days is 0 where unknown; $better is "yes" for the one to prefer.
training = { $name }{ $days ->
    [0] {""}
    [one] , about a full day
   *[other] , about { $days } full days
}{ $better ->
    [yes] {" "}(the better choice)
   *[no] {""}
}
training-linked = { $training } <{ $link }>
