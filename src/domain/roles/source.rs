//! The tables of a roles file, one by one: faults stay with the document.

use super::language::{Example, Language, Listed, Shelf};
use super::lexicon::{self, ClassId, Root};
use super::meaning::{EFFECTS, Effect, FOUND, MARKERS, Meaning, P, Part};
use crate::domain::table::{At, Document, Table};

pub(super) struct Reader<'a, 'c> {
    pub(super) document: &'a Document<'a>,
    pub(super) number: usize,
    pub(super) grammar: Root,
    pub(super) titles: Root,
    pub(super) shelf: &'a mut Shelf<'c>,
}

impl Reader<'_, '_> {
    fn add(&mut self, root: Root, phrases: &[At<String>], meaning: Meaning) {
        let class = self.shelf.classes.of(meaning);
        self.add_class(root, phrases, class);
    }

    fn add_class(&mut self, root: Root, phrases: &[At<String>], class: ClassId) {
        for phrase in phrases {
            for written in lexicon::expand(&phrase.value) {
                if !self.shelf.lexicon.add(root, &written, class) {
                    self.document.error(
                        phrase.span.clone(),
                        format!("`{written}` can never match."),
                        "Write words; `*` stands only at an end of a single word.",
                    );
                }
            }
        }
    }

    fn persona(&self, name: &At<String>) -> Option<P> {
        let found = self
            .shelf
            .catalog
            .personas
            .iter()
            .position(|persona| persona.id.as_str() == name.value);
        if found.is_none() {
            let known = self.shelf.catalog.personas.iter().map(|p| p.id.as_str());
            self.document.error(
                name.span.clone(),
                format!("There is no persona `{}` in the catalogue.", name.value),
                format!("Known are {}.", crate::domain::table::listed(known)),
            );
        }
        found.and_then(|place| P::try_from(place).ok())
    }

    pub(super) fn signs(&mut self, root: &Table<'_>) {
        for sign in root.texts("signs") {
            for written in lexicon::expand(&sign.value) {
                for token in super::text::tokens(&written) {
                    let known = self.shelf.signs.entry(token.text).or_default();
                    if !known.contains(&self.number) {
                        known.push(self.number);
                    }
                }
            }
        }
    }

    pub(super) fn rewrites(&mut self, root: &Table<'_>, language: &mut Language) {
        let words = |text: &str| -> Vec<String> {
            let tokens = super::text::tokens(text);
            tokens.into_iter().map(|token| token.text).collect()
        };
        for (from, to) in root.named_texts("rewrites") {
            for written in lexicon::expand(&from.value) {
                let from = words(&written);
                let Some(first) = from.first().cloned() else {
                    continue;
                };
                let to = words(&to.value);
                for word in from.iter().chain(&to) {
                    self.shelf.lexicon.learn(word);
                }
                let known = language.rewrites.entry(first).or_default();
                known.push((from, to));
                known.sort_by_key(|(from, _)| std::cmp::Reverse(from.len()));
            }
        }
        for (from, to) in root.named_texts("capitals") {
            self.shelf.lexicon.learn(&to.value);
            language
                .capitals
                .insert(from.value.to_lowercase(), to.value);
        }
    }

    pub(super) fn markers(&mut self, root: &Table<'_>) {
        for (name, phrases) in root.named_lists("markers") {
            match MARKERS.iter().find(|(known, _)| *known == name.value) {
                Some((_, marker)) => self.add(self.grammar, &phrases, Meaning::Marker(*marker)),
                None => self.unknown(&name, MARKERS.iter().map(|(known, _)| *known)),
            }
        }
    }

    pub(super) fn titles(&mut self, root: &Table<'_>) {
        const KEYS: [(&str, Part); 7] = [
            ("any-head", Part::AnyHead),
            ("neutral", Part::Neutral),
            ("trades", Part::Trade),
            ("other", Part::Other),
            ("links", Part::Link),
            ("places", Part::Place),
            ("stop", Part::Stop),
        ];
        for (name, phrases) in root.named_lists("titles") {
            match KEYS.iter().find(|(known, _)| *known == name.value) {
                Some((_, part)) => {
                    let root = match part {
                        Part::Stop | Part::Link | Part::Place => self.grammar,
                        _ => self.titles,
                    };
                    self.add(root, &phrases, Meaning::Part(*part));
                }
                None => self.unknown(&name, KEYS.iter().map(|(known, _)| *known)),
            }
        }
    }

    pub(super) fn finops(&mut self, root: &Table<'_>) {
        const KEYS: [(&str, Meaning); 6] = [
            ("words", Meaning::Finops),
            ("team-words", Meaning::TeamWord),
            ("teams", Meaning::FinopsTeam),
            ("things", Meaning::FinopsThing),
            ("certificates", Meaning::Certificate),
            ("cloud", Meaning::Cloud),
        ];
        for (name, phrases) in root.named_lists("finops") {
            match KEYS.iter().find(|(known, _)| *known == name.value) {
                Some((_, meaning)) => self.add(self.titles, &phrases, *meaning),
                None => self.unknown(&name, KEYS.iter().map(|(known, _)| *known)),
            }
        }
    }

    /// Services and nicknames that show which provider somebody works with.
    pub(super) fn providers(&mut self, root: &Table<'_>) {
        for (name, phrases) in root.named_lists("providers") {
            let providers = &self.shelf.catalog.providers;
            let place = providers.iter().position(|p| p.id.as_str() == name.value);
            match place.and_then(|place| u8::try_from(place).ok()) {
                Some(place) => self.add(self.titles, &phrases, Meaning::Provider(place)),
                None => {
                    let known: Vec<_> = providers.iter().map(|p| p.id.to_string()).collect();
                    self.unknown(&name, known.iter().map(String::as_str));
                }
            }
        }
    }

    pub(super) fn time(&mut self, root: &Table<'_>, language: &mut Language) {
        let Some(time) = root.table_opt("time") else {
            return;
        };
        let mut numbered = |key: &'static str, make: fn(u16) -> Meaning| {
            let mut all = Vec::new();
            for (value, phrases) in time.named_lists(key) {
                let Ok(number) = value.value.parse::<f32>() else {
                    self.document.error(
                        value.span,
                        format!("`{}` is no number.", value.value),
                        "Write the number first, then the words for it: 5 = [\"five\"].",
                    );
                    continue;
                };
                let tenths = if key == "months" || key == "ordinals" {
                    number
                } else {
                    number * 10.0
                };
                self.add(self.grammar, &phrases, make(tenths.round() as u16));
                all.push((tenths.round() as u16, phrases));
            }
            all
        };
        numbered("numbers", Meaning::Number);
        numbered("months", Meaning::Months);
        numbered("ordinals", |nth| {
            Meaning::Ordinal(u8::try_from(nth).unwrap_or(u8::MAX))
        });
        for (tenths, phrases) in numbered("units", Meaning::Unit) {
            for phrase in phrases {
                for written in lexicon::expand(&phrase.value) {
                    language.units.insert(written, tenths);
                }
            }
        }
        self.add(self.grammar, &time.texts("since"), Meaning::Since);
        self.add(self.grammar, &time.texts("lately"), Meaning::Lately);
        time.finish();
    }

    pub(super) fn roles(&mut self, root: &Table<'_>, language: &mut Language) {
        for role in root.tables("role") {
            let name = role.text_opt("persona");
            let persona = name.as_ref().and_then(|name| self.persona(name));
            let meaning = if name.is_none() {
                Meaning::Part(Part::Other)
            } else {
                persona.map_or(Meaning::Plain, |p| Meaning::Part(Part::Own(p)))
            };
            for key in ["titles", "synonyms"] {
                let titles = role.texts(key);
                if key == "titles" || persona.is_some() {
                    let told: Vec<_> = titles
                        .iter()
                        .flat_map(|title| {
                            let all = lexicon::expand(&title.value).into_iter();
                            all.map(|written| At::new(written, title.span.clone()))
                        })
                        .filter(|title| !self.is_bare(&title.value))
                        .collect();
                    self.add(self.titles, &told, meaning);
                }
                for title in titles {
                    let language = self.number;
                    for title in lexicon::expand(&title.value) {
                        self.shelf.listed.push(Listed { title, language });
                    }
                }
            }
            self.add(self.titles, &role.texts("abbreviations"), meaning);
            for (key, must) in [("match", true), ("refuse", false)] {
                language
                    .examples
                    .extend(role.texts(key).into_iter().map(|text| Example {
                        text,
                        persona,
                        must,
                    }));
            }
            role.finish();
        }
    }

    /// A single word that suffices only with known words: as a title it is told already.
    fn is_bare(&self, title: &str) -> bool {
        let (word, roots) = (title.to_lowercase(), [self.titles]);
        let mut classes = self.shelf.lexicon.classes(&roots, &word);
        classes.any(|class| {
            let meaning = self.shelf.classes.meaning(class);
            matches!(meaning, Meaning::Part(Part::Bare(_)))
        })
    }

    /// Reads what belongs to one persona; gives back the patterns of its duties.
    pub(super) fn personas(&mut self, root: &Table<'_>) -> Vec<(Effect, At<String>)> {
        let mut duties = Vec::new();
        for (name, table) in root.named_tables("persona") {
            let Some(p) = self.persona(&name) else {
                continue;
            };
            for (key, part) in [
                ("strong", Part::Strong(p)),
                ("weak", Part::Weak(p)),
                ("own", Part::Own(p)),
                ("bare", Part::Bare(p)),
                ("fit", Part::Fit(p)),
                ("top", Part::Top(p)),
                ("firm", Part::Firm(p)),
                ("crowns", Part::Crown(p)),
                ("crowned", Part::Crowned(p)),
                ("lead", Part::Lead(p)),
                ("departments", Part::Department(p)),
            ] {
                self.add(self.titles, &table.texts(key), Meaning::Part(part));
            }
            self.add(self.grammar, &table.texts("nouns"), Meaning::Noun(p));
            for duty in table.texts("duties") {
                duties.push((Effect::Duty(p), duty));
            }
            table.finish();
        }
        duties
    }

    pub(super) fn words(&mut self, root: &Table<'_>) {
        for (name, phrases) in root.named_lists("words") {
            let class = self.shelf.classes.named(self.number, &name.value);
            self.add_class(self.grammar, &phrases, class);
        }
    }

    pub(super) fn patterns(
        &mut self,
        root: &Table<'_>,
        duties: Vec<(Effect, At<String>)>,
        language: &mut Language,
    ) {
        let mut all = duties;
        for (name, patterns) in root.named_lists("patterns") {
            match EFFECTS.iter().find(|(known, _)| *known == name.value) {
                Some((_, effect)) => all.extend(patterns.into_iter().map(|p| (*effect, p))),
                None => self.unknown(&name, EFFECTS.iter().map(|(known, _)| *known)),
            }
        }
        for (effect, pattern) in all {
            let number = language.effects.iter().position(|known| *known == effect);
            let number = number.unwrap_or_else(|| {
                language.effects.push(effect);
                language.effects.len() - 1
            });
            let Shelf {
                lexicon, classes, ..
            } = &mut *self.shelf;
            let own = self.number;
            let mut class = |name: &str| {
                let found = FOUND.iter().find(|(known, _)| *known == name);
                if let Some((_, found)) = found {
                    return Some(classes.of(Meaning::Mention(*found)));
                }
                let marker = MARKERS.iter().find(|(known, _)| *known == name);
                if let Some((_, marker)) = marker {
                    return Some(classes.of(Meaning::Marker(*marker)));
                }
                match name {
                    "teamword" => return Some(classes.of(Meaning::TeamWord)),
                    "neutral" => return Some(classes.of(Meaning::Part(Part::Neutral))),
                    "anyhead" => return Some(classes.of(Meaning::Part(Part::AnyHead))),
                    _ => {}
                }
                classes.find(own, name)
            };
            let number = u16::try_from(number).unwrap_or(u16::MAX);
            let added = language
                .patterns
                .add(&pattern.value, number, lexicon, &mut class);
            if let Err(what) = added {
                self.document.error(
                    pattern.span,
                    format!("This pattern cannot be used: {what}."),
                    "Use words, `@class`, `_3`, `,`, `^` and `$`.",
                );
            }
        }
    }

    fn unknown<'k>(&self, name: &At<String>, known: impl Iterator<Item = &'k str>) {
        self.document.error(
            name.span.clone(),
            format!("`{}` means nothing here.", name.value),
            format!("Known are {}.", crate::domain::table::listed(known)),
        );
    }
}
