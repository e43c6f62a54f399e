use local_discord::{Door, Fault, Gateway, Greeting, LocalDiscord};
use tokio::task::JoinHandle;

use super::*;
use crate::discord::sample;

const SOON: Duration = Duration::from_secs(10);

/// The door, open on a Discord on loopback.
struct Bot {
    discord: LocalDiscord,
    health: Arc<Health>,
    stop: CancellationToken,
    ended: JoinHandle<Result<(), DoorError>>,
}

impl Bot {
    fn open(discord: LocalDiscord, token: Option<&str>) -> Self {
        let (health, stop) = (Arc::new(Health::default()), CancellationToken::new());
        let config = DoorConfig {
            base: Base::new(discord.url()).unwrap(),
            token: Token::new(token.unwrap_or(discord.token())).unwrap(),
            replaced: Arc::default(),
        };
        let guide = Arc::new(ArcSwap::from_pointee(sample::new_guide()));
        let run = run(config, guide, Arc::clone(&health), stop.clone());
        Self {
            ended: tokio::spawn(run),
            discord,
            health,
            stop,
        }
    }

    async fn ready() -> Self {
        let discord = LocalDiscord::builder().person("ann", "Ann", "en-US");
        let bot = Self::open(discord.start().await.unwrap(), None);
        assert!(bot.discord.wait_commands().await);
        bot.is_ready().await;
        bot
    }

    async fn is_ready(&self) {
        let mut status = self.health.follow();
        let ready = status.wait_for(|status| status.is_ready());
        tokio::time::timeout(SOON, ready).await.unwrap().unwrap();
    }

    fn gateway(&self) -> Gateway<'_> {
        self.discord.gateway()
    }

    async fn answers(&self) {
        let reply = self.discord.member("ann").slash("/finops help", []).await;
        assert!(reply.unwrap().seen().is_private());
    }

    async fn stops(self) {
        self.stop.cancel();
        let ended = tokio::time::timeout(SOON, self.ended).await;
        ended.unwrap().unwrap().unwrap();
        assert!(self.discord.violations().is_empty());
    }
}

#[test]
fn every_final_code_says_what_to_change() {
    for code in [4004, 4010, 4011, 4012, 4013, 4014] {
        let close = FatalClose::from_code(code).unwrap();
        assert!(close.to_string().contains(&code.to_string()));
    }
    for code in [1000, 1006, 4000, 4007, 4009, 4015] {
        assert_eq!(FatalClose::from_code(code), None);
    }
}

#[tokio::test]
async fn it_connects_without_intents_answers_and_stops() {
    let bot = Bot::ready().await;
    bot.answers().await;
    let logins = bot.gateway().logins();
    assert_eq!(logins[0].data["intents"], 0);
    bot.stops().await;
}

#[tokio::test]
async fn a_lost_connection_is_taken_up_where_it_was() {
    type Break = fn(&Gateway<'_>);
    let breaks: [(&str, Break); 6] = [
        ("reset", |gateway| gateway.reset_connections()),
        ("without a word", |gateway| gateway.drop_connections()),
        ("asked to", |gateway| gateway.ask_to_reconnect()),
        ("invalid for now", |gateway| {
            gateway.invalidate_sessions(true)
        }),
        ("closed without a code", |gateway| {
            gateway.close_connections_bare()
        }),
        ("closed with a code", |gateway| {
            gateway.close_connections(4000)
        }),
    ];
    for (name, cut) in breaks {
        let bot = Bot::ready().await;
        let before = bot.gateway().resumes();
        cut(&bot.gateway());
        let gateway = bot.gateway();
        let resumed = gateway.wait(SOON, |gateway| gateway.resumes() > before);
        assert!(resumed.await, "{name}");
        bot.is_ready().await;
        bot.answers().await;
        assert_eq!(bot.gateway().identifies(), 1, "{name}");
        bot.stops().await;
    }
}

#[tokio::test]
async fn a_void_session_is_opened_anew() {
    let bot = Bot::ready().await;
    bot.gateway().invalidate_sessions(false);
    let gateway = bot.gateway();
    let anew = gateway.wait(SOON, |gateway| gateway.identifies() > 1);
    assert!(anew.await);
    bot.is_ready().await;
    bot.answers().await;
    bot.stops().await;
}

#[tokio::test]
async fn a_gateway_that_hangs_up_again_and_again_is_not_dialled_in_a_loop() {
    let bot = Bot::ready().await;
    let before = bot.gateway().dials().len();
    bot.gateway().greet_next(1000, Greeting::Hangup);
    bot.gateway().drop_connections();
    let gateway = bot.gateway();
    let many = gateway.wait(Duration::from_secs(2), |gateway| {
        gateway.dials().len() > before + 12
    });
    assert!(!many.await, "{} dials", bot.gateway().dials().len());
    assert_eq!(bot.gateway().identifies(), 1);
    bot.stop.cancel();
}

#[tokio::test]
async fn what_is_final_ends_the_bot() {
    for code in [4010, 4011, 4012, 4013, 4014] {
        let bot = Bot::ready().await;
        bot.gateway().close_connections(code);
        let ended = tokio::time::timeout(SOON, bot.ended)
            .await
            .unwrap()
            .unwrap();
        let expected = FatalClose::from_code(code).unwrap();
        assert!(matches!(ended, Err(DoorError::Fatal(close)) if close == expected));
        assert_eq!(bot.discord.gateway().identifies(), 1);
    }
    let bot = Bot::ready().await;
    bot.gateway().close_connections(4004);
    assert!(matches!(
        bot.ended.await.unwrap(),
        Err(DoorError::WrongToken)
    ));
    let bot = Bot::open(LocalDiscord::start().await, Some("wrong"));
    assert!(matches!(
        bot.ended.await.unwrap(),
        Err(DoorError::WrongToken)
    ));
    assert_eq!(bot.discord.requests().len(), 1);
}

#[tokio::test]
async fn a_discord_that_comes_late_is_waited_for() {
    let discord = LocalDiscord::builder().person("ann", "Ann", "en-US").shut();
    let bot = Bot::open(discord.start().await.unwrap(), None);
    assert!(
        !bot.discord
            .gateway()
            .wait_live(1, Duration::from_millis(300))
            .await
    );
    assert!(!bot.ended.is_finished());
    bot.discord.open().await;
    bot.is_ready().await;
    assert!(bot.discord.wait_commands().await);
    bot.answers().await;
    bot.stops().await;
}

#[tokio::test]
async fn what_is_in_flight_is_answered_before_the_end() {
    let bot = Bot::ready().await;
    let late = Fault::Delay(Duration::from_millis(400));
    bot.discord.fault("/interactions/*/*/callback", 1, late);
    let ann = bot.discord.member("ann");
    let (stop, discord) = (bot.stop.clone(), &bot.discord);
    let asked = discord.requests().len();
    let (reply, ()) = tokio::join!(ann.slash("/finops help", []), async {
        while discord.requests().len() == asked {
            tokio::task::yield_now().await;
        }
        stop.cancel();
    });
    assert!(reply.is_ok());
    bot.stops().await;
}

#[tokio::test]
async fn a_dead_gateway_is_noticed_by_its_refusal() {
    let bot = Bot::ready().await;
    bot.gateway().set_door(Door::Shut).await;
    bot.gateway().reset_connections();
    let mut status = bot.health.follow();
    let lost = status.wait_for(|status| !status.is_ready());
    tokio::time::timeout(SOON, lost).await.unwrap().unwrap();
    bot.gateway().set_door(Door::Open).await;
    bot.is_ready().await;
    assert_eq!(bot.gateway().identifies(), 1);
    bot.stops().await;
}
