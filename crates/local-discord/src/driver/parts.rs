//! The parts of a message: embeds, buttons, menus.

use serde_json::Value;

/// A button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    /// What it says; of a button without words, its emoji.
    pub label: String,
    /// What the bot will be told.
    pub custom_id: Option<String>,
    /// Where a link button leads.
    pub url: Option<String>,
    /// 1 blurple, 2 grey, 3 green, 4 red, 5 link.
    pub style: u64,
    /// Whether it is greyed out.
    pub disabled: bool,
}

/// One line of a select menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectOption {
    /// What it says.
    pub label: String,
    /// What the bot will be told.
    pub value: String,
    /// The small print.
    pub description: Option<String>,
    /// Whether it is chosen already.
    pub default: bool,
}

/// A select menu.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Select {
    /// What it says while nothing is chosen.
    pub placeholder: String,
    /// What the bot will be told.
    pub custom_id: String,
    /// Its lines.
    pub options: Vec<SelectOption>,
    /// How many must be chosen.
    pub min: u64,
    /// How many may be chosen.
    pub max: u64,
    /// Whether it is greyed out.
    pub disabled: bool,
}

/// An embed, with its parts by name.
#[derive(Clone, Debug, PartialEq)]
pub struct Embed(pub Value);

impl Embed {
    fn part(&self, pointer: &str) -> &str {
        self.0
            .pointer(pointer)
            .and_then(Value::as_str)
            .unwrap_or_default()
    }

    /// The title, or nothing.
    #[must_use]
    pub fn title(&self) -> &str {
        self.part("/title")
    }

    /// The description, or nothing.
    #[must_use]
    pub fn description(&self) -> &str {
        self.part("/description")
    }

    /// Where the title leads, or nothing.
    #[must_use]
    pub fn url(&self) -> &str {
        self.part("/url")
    }

    /// The footer, or nothing.
    #[must_use]
    pub fn footer(&self) -> &str {
        self.part("/footer/text")
    }

    /// Names and values of the fields.
    #[must_use]
    pub fn fields(&self) -> Vec<(String, String)> {
        let words = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let fields = self.0["fields"].as_array().into_iter().flatten();
        fields
            .map(|field| (words(&field["name"]), words(&field["value"])))
            .collect()
    }

    /// The value of a field.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<String> {
        let found = self.fields().into_iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value)
    }

    /// Everything there is to read, line by line.
    #[must_use]
    pub fn text(&self) -> String {
        let author = self.part("/author/name");
        let mut lines = vec![
            author.to_owned(),
            self.title().to_owned(),
            self.description().to_owned(),
        ];
        for (name, value) in self.fields() {
            lines.extend([name, value]);
        }
        lines.push(self.footer().to_owned());
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

pub(super) fn read_button(button: &Value) -> Button {
    let label = text(&button["label"]).or_else(|| text(&button["emoji"]["name"]));
    Button {
        label: label.unwrap_or_default(),
        custom_id: text(&button["custom_id"]),
        url: text(&button["url"]),
        style: button["style"].as_u64().unwrap_or(0),
        disabled: button["disabled"] == true,
    }
}

pub(super) fn read_select(select: &Value) -> Select {
    let options = select["options"].as_array().into_iter().flatten();
    let options = options.map(|option| SelectOption {
        label: text(&option["label"]).unwrap_or_default(),
        value: text(&option["value"]).unwrap_or_default(),
        description: text(&option["description"]),
        default: option["default"] == true,
    });
    Select {
        placeholder: text(&select["placeholder"]).unwrap_or_default(),
        custom_id: text(&select["custom_id"]).unwrap_or_default(),
        options: options.collect(),
        min: select["min_values"].as_u64().unwrap_or(1),
        max: select["max_values"].as_u64().unwrap_or(1),
        disabled: select["disabled"] == true,
    }
}
