# One course, all courses, two courses compared, the curriculum.
course-lead = **{ $course }** is for: { $audience }. <{ $link }>
courses-title = FinOps Foundation trainings at a glance
courses-lead = **The trainings of the FinOps Foundation:**
    { $courses }
courses-line = { $course } <{ $link }>
courses-menu = Look at one of them
compare-title = { $first } and { $second }
compare-lead =
    { $first }. <{ $page }>
    { $second }. <{ $other-page }>
compare-same = Those are the same course, so there is nothing to compare.
compare-value = { $course }: { $value }
compare-who = **{ $course }**: { $audience }
heading-who = Who should take which
curriculum-title = The curriculum
curriculum-lead =
    The curriculum of the FinOps Foundation is open: look at what is taught before you choose.
    { $pages }
curriculum-line = { $name } <{ $link }>
curriculum-lf-certification = Certification page of the Linux Foundation
    .about = What the Practitioner exam covers, and how to register for it.
curriculum-repository = Open source curriculum
    .about = The curriculum itself, kept in the open by the FinOps Foundation.
