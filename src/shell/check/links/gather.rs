//! Every link of the catalogue, once, with the places that use it.

use url::Url;

use crate::domain::catalog::Catalog;

/// A link, and what carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) url: Url,
    pub(super) used_by: Vec<String>,
}

pub(super) fn links(catalog: &Catalog) -> Vec<Link> {
    let sources = catalog
        .sources
        .iter()
        .map(|source| (format!("source {}", source.id), &source.link));
    let courses = catalog
        .courses
        .iter()
        .map(|course| (format!("course {}", course.id), &course.link.value));
    let trainings = catalog.providers.iter().flat_map(|provider| {
        let named = |name: &str| format!("training {name} of {}", provider.id);
        let links = provider.trainings.iter();
        links.filter_map(move |own| Some((named(&own.name.value), &own.link.as_ref()?.value)))
    });
    let curriculum = catalog
        .curriculum
        .iter()
        .map(|pointer| (format!("curriculum {}", pointer.id), &pointer.link.value));
    let all = sources.chain(courses).chain(trainings).chain(curriculum);
    let mut links: Vec<Link> = Vec::new();
    for (place, url) in all.chain([("report".to_owned(), &catalog.report)]) {
        match links.iter_mut().find(|link| link.url == *url) {
            Some(link) => link.used_by.push(place),
            None => links.push(Link {
                url: url.clone(),
                used_by: vec![place],
            }),
        }
    }
    links
}
