//! What can be pressed: buttons and menus in Discord's five rows, each with an id of its own.

use std::collections::HashSet;

use serenity::builder::{
    CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;

use crate::discord::components::{Deed, distinct, encode};
use crate::guide::reply::{Choice, Control, Reply, Weight};
use crate::guide::request::Request;

use super::text::{plain, units};
use super::{Audience, NOTHING, View};

const ROWS: usize = 5;
const BUTTONS: usize = 5;
const CHOICES: usize = 25;
const LABEL: usize = 80;
const LINK: usize = 512;
const CHOICE: usize = 100;
const PLACEHOLDER: usize = 150;
/// A menu's own id: its lines carry the questions.
const MENU: &str = "menu";

/// A reply's controls as rows. What does not fit into five rows is left out, the last first.
pub(super) fn rows(reply: &Reply, view: &View) -> Vec<CreateActionRow> {
    let mut ids = Ids::default();
    let mut rows = Vec::new();
    for row in &reply.rows {
        let mut buttons = Vec::new();
        for control in row {
            match control {
                Control::Menu {
                    placeholder,
                    choices,
                } => {
                    flush(&mut buttons, &mut rows);
                    rows.extend(menus(placeholder, choices, view.deed, &mut ids));
                }
                Control::Ask {
                    label,
                    request,
                    weight,
                } => buttons.push(ask(label, request, *weight, view.deed, &mut ids)),
                Control::Share {
                    label,
                    as_reply,
                    request,
                } => buttons.extend(
                    sharing(view, label, as_reply)
                        .map(|(label, deed)| ask(label, request, Weight::Plain, deed, &mut ids)),
                ),
                Control::Link { label, url } if units(url.as_str()) <= LINK => {
                    buttons.push(CreateButton::new_link(url.as_str()).label(shown(label, LABEL)));
                }
                Control::Link { .. } => {}
            }
        }
        flush(&mut buttons, &mut rows);
    }
    rows.truncate(ROWS);
    rows
}

fn flush(buttons: &mut Vec<CreateButton>, rows: &mut Vec<CreateActionRow>) {
    while !buttons.is_empty() {
        let next = buttons.split_off(buttons.len().min(BUTTONS));
        rows.push(CreateActionRow::Buttons(std::mem::replace(buttons, next)));
    }
}

/// How a card may be shown to others: private cards only, where that is allowed.
fn sharing<'l>(view: &View, label: &'l str, as_reply: &'l str) -> Option<(&'l str, Deed)> {
    if !view.may_share || view.audience != Audience::Private {
        return None;
    }
    match view.deed {
        Deed::Show => Some((label, Deed::Share)),
        Deed::ShowAbout(message) => Some((as_reply, Deed::ReplyTo(message))),
        Deed::Share | Deed::ReplyTo(_) | Deed::PostLater(_) => None,
    }
}

fn ask(label: &str, request: &Request, weight: Weight, deed: Deed, ids: &mut Ids) -> CreateButton {
    let style = match weight {
        Weight::Main => ButtonStyle::Primary,
        Weight::Plain => ButtonStyle::Secondary,
    };
    CreateButton::new(ids.own(encode(deed, request)))
        .label(shown(label, LABEL))
        .style(style)
}

fn menus(placeholder: &str, choices: &[Choice], deed: Deed, ids: &mut Ids) -> Vec<CreateActionRow> {
    let placeholder = shown(placeholder, PLACEHOLDER);
    choices
        .chunks(CHOICES)
        .map(|choices| {
            let mut values = Ids::default();
            let options = choices
                .iter()
                .map(|choice| line(choice, deed, &mut values))
                .collect();
            let menu = CreateSelectMenu::new(
                ids.own(MENU.to_owned()),
                CreateSelectMenuKind::String { options },
            );
            CreateActionRow::SelectMenu(menu.placeholder(placeholder.clone()))
        })
        .collect()
}

fn line(choice: &Choice, deed: Deed, values: &mut Ids) -> CreateSelectMenuOption {
    let value = values.own(encode(deed, &choice.request));
    let line = CreateSelectMenuOption::new(shown(&choice.label, CHOICE), value);
    match &choice.description {
        Some(text) if !text.trim().is_empty() => line.description(shown(text, CHOICE)),
        _ => line,
    }
}

/// A label, which Discord wants not to be empty.
fn shown(text: &str, limit: usize) -> String {
    let text = plain(text, limit);
    if text.trim().is_empty() {
        NOTHING.to_owned()
    } else {
        text
    }
}

/// The ids given out in one message: Discord refuses two equal ones.
#[derive(Default)]
struct Ids {
    given: HashSet<String>,
    copies: usize,
}

impl Ids {
    fn own(&mut self, id: String) -> String {
        let mut own = id.clone();
        while !self.given.insert(own.clone()) {
            self.copies += 1;
            own = distinct(&id, self.copies);
        }
        own
    }
}
