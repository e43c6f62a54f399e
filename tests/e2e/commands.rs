//! Every command of the table, typed and read.

use crate::bot::Scene;

#[tokio::test]
async fn help_names_every_command_and_who_is_behind_it() {
    let scene = Scene::new().await;
    let mia = scene.member("mia");
    let reply = mia.slash("/finops help", []).await.unwrap();
    assert!(reply.is_private());
    let commands = reply.embeds()[0].field("Commands").unwrap();
    for name in [
        "recommend",
        "prereqs",
        "course",
        "courses",
        "compare",
        "curriculum",
        "help",
        "privacy",
    ] {
        assert!(commands.contains(&format!("/finops {name}")), "{name}");
    }
    assert!(
        reply
            .text()
            .contains("not affiliated with the FinOps Foundation")
    );
}
