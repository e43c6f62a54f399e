//! Line and column of a byte in a file, as editors count them.

/// A place in a text; both numbers begin at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::shell) struct Place {
    pub(in crate::shell) line: usize,
    /// In characters.
    pub(in crate::shell) column: usize,
}

impl Place {
    /// The place of a byte. Beyond the end it is the end, within a character its beginning.
    pub(in crate::shell) fn of(text: &str, byte: usize) -> Self {
        let before = text
            .char_indices()
            .take_while(|(start, c)| start + c.len_utf8() <= byte)
            .map(|(_, c)| c);
        before.fold(Self { line: 1, column: 1 }, |at, c| match c {
            '\n' => Self {
                line: at.line + 1,
                column: 1,
            },
            _ => Self {
                column: at.column + 1,
                ..at
            },
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Place;

    #[track_caller]
    fn check(text: &str, byte: usize, line: usize, column: usize) {
        assert_eq!(
            Place::of(text, byte),
            Place { line, column },
            "{text:?} at {byte}"
        );
    }

    #[test]
    fn columns_count_characters() {
        check("", 0, 1, 1);
        check("ab", 1, 1, 2);
        check("é = 1", 2, 1, 2);
        check("a\nüb", 4, 2, 2);
        check("a\r\nb", 3, 2, 1);
    }

    #[test]
    fn a_byte_outside_or_within_a_character_has_a_place_too() {
        check("ab", 99, 1, 3);
        check("éa", 1, 1, 1);
    }
}
