//! Bodies and encoded texts, as they come over the wire.

use axum::http::{HeaderMap, header};
use serde_json::Value;

/// The JSON of a body: `Null` for none, nothing if it is malformed. Of a form with files it is the
/// part named `payload_json`.
pub(super) fn body(headers: &HeaderMap, bytes: &[u8]) -> Option<Value> {
    if bytes.is_empty() {
        return Some(Value::Null);
    }
    let kind = headers.get(header::CONTENT_TYPE);
    let kind = kind.and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    match kind.split_once("boundary=") {
        Some((_, boundary)) if kind.starts_with("multipart/form-data") => {
            let payload = form_part(bytes, boundary.trim_matches('"'), "payload_json")?;
            serde_json::from_slice(payload).ok()
        }
        _ => serde_json::from_slice(bytes).ok(),
    }
}

fn form_part<'b>(bytes: &'b [u8], boundary: &str, name: &str) -> Option<&'b [u8]> {
    let marker = format!("--{boundary}");
    let wanted = format!("name=\"{name}\"");
    let mut rest = bytes;
    while let Some(start) = find(rest, marker.as_bytes()) {
        rest = rest.get(start + marker.len()..)?;
        let end = find(rest, marker.as_bytes()).unwrap_or(rest.len());
        let part = rest.get(..end)?;
        let split = find(part, b"\r\n\r\n");
        if let Some(split) = split
            && find(part.get(..split)?, wanted.as_bytes()).is_some()
        {
            return part.get(split + 4..)?.strip_suffix(b"\r\n");
        }
    }
    None
}

fn find(in_bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    in_bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

/// Undoes percent encoding, in queries and in audit log reasons.
pub(crate) fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let escaped = (byte == b'%').then(|| {
            let mut ahead = rest.clone();
            let digit = |byte: u8| char::from(byte).to_digit(16);
            let value = digit(ahead.next()?)? * 16 + digit(ahead.next()?)?;
            u8::try_from(value).ok().map(|value| (value, ahead))
        });
        if let Some(Some((value, ahead))) = escaped {
            bytes.push(value);
            rest = ahead;
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_undone() {
        assert_eq!(percent_decoded("Gr%C3%BC%C3%9Fe%20100%"), "Grüße 100%");
    }

    #[test]
    fn a_form_yields_its_payload() {
        let form =
            b"--x\r\nContent-Disposition: form-data; name=\"files[0]\"\r\n\r\nPNG\r\n--x\r\n\
            Content-Disposition: form-data; name=\"payload_json\"\r\n\r\n{\"a\":1}\r\n--x--\r\n";
        assert_eq!(
            form_part(form, "x", "payload_json"),
            Some(&b"{\"a\":1}"[..])
        );
    }
}
