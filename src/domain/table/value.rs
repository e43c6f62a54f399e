//! One TOML value to one of ours, or a fault that says what was expected.

use std::fmt::Display;
use std::ops::RangeInclusive;

use jiff::civil::Date;
use toml::de::DeValue;

use super::{At, Table, Value, closest, listed};

pub(super) fn texts(table: &Table<'_>, value: Value<'_>) -> Vec<At<String>> {
    match value.get_ref() {
        DeValue::Array(values) => values
            .iter()
            .filter_map(|value| text(table, value))
            .collect(),
        _ => {
            wrong_type::<()>(table, value, "a list of texts");
            Vec::new()
        }
    }
}

pub(super) fn text(table: &Table<'_>, value: Value<'_>) -> Option<At<String>> {
    let DeValue::String(text) = value.get_ref() else {
        return wrong_type(table, value, "a text in double quotes");
    };
    if table.document.is_reported(&value.span()) {
        return None;
    }
    if text.trim().is_empty() {
        table.error(
            value.span(),
            "This text is empty.",
            "Write the text, or remove the key: what is unknown is left out.",
        );
        return None;
    }
    Some(At::new(text.to_string(), value.span()))
}

pub(super) fn date(table: &Table<'_>, value: Value<'_>) -> Option<At<Date>> {
    let expected = "a day without quotes, such as 2021-11-18";
    let DeValue::Datetime(found) = value.get_ref() else {
        return wrong_type(table, value, expected);
    };
    let (Some(day), None, None) = (found.date, found.time, found.offset) else {
        return wrong_type(table, value, expected);
    };
    if table.document.is_reported(&value.span()) {
        return None;
    }
    let date = i16::try_from(day.year)
        .ok()
        .zip(i8::try_from(day.month).ok())
        .zip(i8::try_from(day.day).ok())
        .and_then(|((year, month), day)| Date::new(year, month, day).ok());
    if date.is_none() {
        table.error(
            value.span(),
            "This day does not exist.",
            "Write a day that exists as year-month-day: 2021-11-18.",
        );
    }
    date.map(|date| At::new(date, value.span()))
}

pub(super) fn int<N>(
    table: &Table<'_>,
    value: Value<'_>,
    range: &RangeInclusive<N>,
) -> Option<At<N>>
where
    N: TryFrom<i64> + PartialOrd + Display,
{
    let DeValue::Integer(found) = value.get_ref() else {
        return wrong_type(table, value, "a whole number");
    };
    if table.document.is_reported(&value.span()) {
        return None;
    }
    let number = i64::from_str_radix(found.as_str(), found.radix())
        .ok()
        .and_then(|number| N::try_from(number).ok())
        .filter(|number| range.contains(number));
    if number.is_none() {
        table.error(
            value.span(),
            format!("{found} is out of range."),
            format!(
                "Write a number from {} to {}, or remove the key: what is unknown is left out.",
                range.start(),
                range.end()
            ),
        );
    }
    number.map(|number| At::new(number, value.span()))
}

pub(super) fn bool(table: &Table<'_>, value: Value<'_>) -> Option<At<bool>> {
    match value.get_ref() {
        DeValue::Boolean(found) => Some(At::new(*found, value.span())),
        _ => wrong_type(table, value, "true or false, without quotes"),
    }
}

pub(super) fn word<T: Clone>(
    table: &Table<'_>,
    value: Value<'_>,
    words: &[(&str, T)],
) -> Option<At<T>> {
    let found = text(table, value)?;
    if let Some((_, meaning)) = words.iter().find(|(word, _)| *word == found.value) {
        return Some(At::new(meaning.clone(), found.span));
    }
    let known = || words.iter().map(|(word, _)| *word);
    let mend = match closest(&found.value, known()) {
        Some(word) => format!("Did you mean `{word}`?"),
        None => format!("Write one of {}.", listed(known())),
    };
    table.error(
        found.span,
        format!("`{}` is not known here.", found.value),
        mend,
    );
    None
}

pub(super) fn table<'d>(parent: &Table<'d>, value: Value<'d>, expected: &str) -> Option<Table<'d>> {
    match value.get_ref() {
        DeValue::Table(entries) => Some(Table::new(parent.document, entries, value.span())),
        _ => wrong_type(parent, value, expected),
    }
}

/// Reports the wrong type, unless the place was already reported as unreadable.
pub(super) fn wrong_type<T>(table: &Table<'_>, value: Value<'_>, expected: &str) -> Option<T> {
    if !table.document.is_reported(&value.span()) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) => "a whole number",
            DeValue::Float(_) => "a decimal number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date or a time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        table.error(
            value.span(),
            format!("This is {found}, which does not fit here."),
            format!("Write {expected}."),
        );
    }
    None
}
