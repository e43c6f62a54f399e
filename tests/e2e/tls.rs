//! The encrypted way, with a certificate authority of the operator's own.

use std::fs;
use std::path::PathBuf;

use local_discord::LocalDiscord;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use tempfile::TempDir;

use crate::bot::{Heard, PATIENCE, Plan, Town};

/// A Discord behind a certificate of a new authority, and that authority's own one in a file.
async fn behind_tls() -> (Town, TempDir, PathBuf) {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = params.self_signed(&key).unwrap();
    let issuer = Issuer::new(params, key);
    let own_key = KeyPair::generate().unwrap();
    let own = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
    let own = own.signed_by(&own_key, &issuer).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("authority.pem");
    fs::write(&file, authority.pem()).unwrap();
    let builder = LocalDiscord::builder().tls(&own.pem(), &own_key.serialize_pem());
    (Town::from(builder.start().await.unwrap()), folder, file)
}

#[tokio::test]
async fn everything_works_over_tls() {
    let (town, _folder, authority) = behind_tls().await;
    assert!(town.url().starts_with("https://"));
    assert!(town.gateway_url().starts_with("wss://"));
    let bot = Plan::on(&town).env("SSL_CERT_FILE", &authority);
    let bot = bot.ready(&town).await;
    let mia = town.member("mia");
    let start = mia.slash("/finops recommend", []).await.unwrap();
    let card = start.press("Engineering").await.unwrap();
    let card = card.press("Not sure").await.unwrap();
    let card = card.press("AWS").await.unwrap();
    assert_eq!(card.embeds()[0].title(), "FinOps for Engineers");
    town.gateway().ask_to_reconnect();
    let gateway = town.gateway();
    let resumed = gateway.wait(PATIENCE, |gateway| gateway.resumes() == 1);
    assert!(resumed.await);
    assert!(mia.slash("/finops help", []).await.is_ok());
    assert_eq!(bot.stopped().await.code, Some(0));
}

#[tokio::test]
async fn a_certificate_that_nobody_vouches_for_is_not_trusted_and_the_log_says_so() {
    let (town, folder, _) = behind_tls().await;
    // Another authority of the same name, none at all, and a file that is not there.
    let (_other, _folder, stranger) = behind_tls().await;
    let empty = folder.path().join("empty.pem");
    fs::write(&empty, "").unwrap();
    for file in [stranger, empty, folder.path().join("missing.pem")] {
        let bot = Plan::on(&town).env("SSL_CERT_FILE", &file).start();
        let why = |heard: &Heard| heard.error("Discord is not reachable yet; trying again");
        bot.hears(|heard| why(heard).is_some()).await;
        let why = why(&bot.heard()).unwrap();
        assert!(why.contains("certificate"), "{why}");
    }
    assert!(town.requests().is_empty());
    assert!(town.gateway().dials().is_empty());
}
