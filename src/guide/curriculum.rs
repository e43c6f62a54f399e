//! Where the curriculum can be read.

use super::Desk;
use super::controls::{page_of, report, share};
use super::course::find;
use super::reply::{Card, Outcome, Reply, Section};
use super::request::Request;

pub(super) fn reply(desk: Desk<'_>) -> Reply {
    let mut wording = desk.wording();
    let mut sections = Vec::new();
    let mut pages = Vec::new();
    let mut lines = Vec::new();
    for pointer in &desk.catalog().curriculum {
        wording.note(&pointer.link);
        let url = &pointer.link.value;
        let name = desk.words.family("curriculum-", &pointer.id);
        let about = desk
            .words
            .family("curriculum-", &format!("{}.about", pointer.id));
        let name = name.unwrap_or_else(|| pointer.id.clone());
        pages.push(page_of(desk, &name, url));
        lines.push(desk.words.with(
            "curriculum-line",
            &[
                ("name", name.as_str().into()),
                ("link", url.as_str().into()),
            ],
        ));
        sections.push(Section {
            heading: name,
            body: format!("{}\n<{url}>", about.unwrap_or_default()),
        });
    }
    Reply {
        text: desk
            .words
            .with("curriculum-lead", &[("pages", lines.join("\n").into())]),
        cards: vec![Card {
            title: desk.words.say("curriculum-title"),
            sections,
            footer: wording.footer(),
            ..Card::default()
        }],
        rows: vec![
            pages,
            vec![find(desk), share(desk, Request::Curriculum), report(desk)],
        ],
        outcome: Outcome::Told,
    }
}
