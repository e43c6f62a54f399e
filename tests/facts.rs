//! The shipped catalogue has no fault, and says what the Foundation says.

use finops_bot::domain::catalog::{Audience, Catalog, CourseId, Format, Status, warnings};
use finops_bot::domain::fault::DataFile;
use jiff::civil::{Date, date};

const SHIPPED: &str = include_str!("../catalog.toml");

fn file(text: &str) -> DataFile {
    DataFile {
        name: "catalog.toml".to_owned(),
        text: text.to_owned(),
    }
}

fn shipped() -> Catalog {
    let (catalog, faults) = Catalog::read(&file(SHIPPED));
    assert_eq!(faults, []);
    catalog.unwrap_or_else(|| panic!("no fault, and yet no catalogue"))
}

const THE_PAGE: Date = date(2021, 11, 18);

#[test]
fn the_seven_courses_are_offered() {
    let catalog = shipped();
    let names: Vec<(&str, &str)> = catalog
        .courses
        .iter()
        .map(|course| (course.id.as_str(), course.name.value.as_str()))
        .collect();
    assert_eq!(
        names,
        [
            ("practitioner", "FinOps Certified Practitioner"),
            ("professional", "FinOps Certified Professional"),
            ("engineers", "FinOps for Engineers"),
            ("finance", "FinOps for Finance"),
            ("product", "FinOps for Product Managers"),
            ("procurement", "FinOps for Procurement"),
            ("executives", "FinOps for Executives"),
        ]
    );
    for course in &catalog.courses {
        assert_eq!(course.status.value, Status::Offered, "{}", course.id);
        assert_eq!(course.status.as_of, THE_PAGE, "{}", course.id);
        assert_eq!(course.audience.as_of, THE_PAGE, "{}", course.id);
        assert_eq!(course.link.as_of, THE_PAGE, "{}", course.id);
    }
}

#[test]
fn professional_is_the_deepest() {
    let catalog = shipped();
    let course = catalog.course(&CourseId::new("professional")).unwrap();
    assert_eq!(course.audience.value, Audience::ExperiencedTeam);
    let effort = course.effort.as_ref().unwrap().value;
    assert_eq!((effort.hours_from, effort.hours_to), (40, 50));
    assert!(effort.over_weeks);
    let format = course.format.as_ref().unwrap();
    assert_eq!(format.value, Format::MostlySelfPaced);
    assert_eq!(course.live_classes.as_ref().unwrap().value, 2);
    assert_eq!(
        course.link.value.as_str(),
        "https://learn.finops.org/path/finops-certified-professional"
    );
}

#[test]
fn a_price_of_2021_does_not_stand_beside_one_of_today() {
    let catalog = shipped();
    let course = catalog.course(&CourseId::new("practitioner")).unwrap();
    let today = date(2026, 11, 23);
    let prices: Vec<(u32, &str)> = course
        .prices
        .iter()
        .filter_map(|price| price.fresh(today))
        .map(|price| (price.amount, price.buys.as_str()))
        .collect();
    assert_eq!(prices, [(325, "exam"), (500, "course-and-exam")]);
    assert!(course.prices.iter().all(|price| price.as_of.year() == 2026));
}

#[test]
fn after_the_day_of_review_volatile_facts_are_gone_and_warned_of() {
    let catalog = shipped();
    let course = catalog.course(&CourseId::new("practitioner")).unwrap();
    let late = date(2027, 4, 3);
    assert!(
        course
            .prices
            .iter()
            .all(|price| price.fresh(late).is_none())
    );
    assert!(course.exam.as_ref().unwrap().fresh(late).is_none());
    let faults = warnings(&file(SHIPPED), late);
    assert_eq!(faults.len(), 3);
    for fault in faults {
        assert!(!fault.is_error());
        assert_eq!(&SHIPPED[fault.span.clone()], "2027-04-02");
    }
    assert_eq!(warnings(&file(SHIPPED), date(2027, 4, 2)), []);
}

#[test]
fn a_fact_from_the_future_is_warned_of() {
    let faults = warnings(&file(SHIPPED), date(2026, 10, 1));
    assert_eq!(faults.len(), 3);
    assert_eq!(&SHIPPED[faults[0].span.clone()], "2026-10-02");
}

#[test]
fn prerequisites_name_a_training_for_each_cloud() {
    let catalog = shipped();
    let trainings: Vec<(&str, Vec<(&str, bool)>)> = catalog
        .providers
        .iter()
        .map(|provider| {
            let trainings = provider.trainings.iter();
            let trainings = trainings
                .map(|training| (training.name.value.as_str(), training.better))
                .collect();
            (provider.id.as_str(), trainings)
        })
        .collect();
    assert_eq!(
        trainings,
        [
            (
                "aws",
                vec![
                    ("AWS Business Professional", false),
                    ("AWS Cloud Practitioner", true)
                ]
            ),
            ("gcp", vec![("Google Cloud Platform Fundamentals", false)]),
            ("azure", vec![("Azure Fundamentals", false)]),
        ]
    );
    assert_eq!(catalog.basics.len(), 5);
}

/// An editor adds a course with its persona, and a provider; nobody touches the code.
#[test]
fn an_eighth_course_and_a_fourth_provider_are_only_data() {
    let more = include_str!("fixtures/more-facts.toml");
    let (catalog, faults) = Catalog::read(&file(&format!("{SHIPPED}\n{more}")));
    assert_eq!(faults, []);
    let catalog = catalog.unwrap();
    assert_eq!(catalog.courses.len(), 8);
    let course = catalog.find_course("finops for sustainability").unwrap();
    assert_eq!(catalog.course_for(&course.audience.value), Some(course));
    assert_eq!(catalog.suggest_courses("susta", 5), [course]);
    let provider = catalog.find_provider("Oracle Cloud").unwrap();
    assert_eq!(provider.id.as_str(), "oracle");
    assert_eq!(catalog.provider(&provider.id), Some(provider));
}
