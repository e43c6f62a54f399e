//! A command in the menu of a message: answered privately, about whoever wrote the message.

use crate::discord::commands::read_message;
use crate::discord::components::Deed;
use crate::discord::incoming::{Interaction, OnMessage};
use crate::guide::Guide;
use crate::guide::request::Request;

use super::{Draft, private};

pub(super) fn draft(guide: &Guide, interaction: &Interaction, command: &OnMessage) -> Draft {
    let request = read_message(command, &guide.responses);
    let deed = match (&request, &command.message) {
        (Request::Written(_), Some(message)) => Deed::ShowAbout(message.id),
        _ => Deed::Show,
    };
    private(guide, interaction, &request, deed)
}
