# Small words that every answer uses. Lists: "a, b or c" is built from these three.
list-comma = { $first }, { $second }
list-or = { $first } or { $second }
list-and = { $first } and { $second }

quote = { $words }

# A date, for example 18 November 2021.
date = { $day } { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
} { $year }
