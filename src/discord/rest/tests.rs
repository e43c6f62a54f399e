use std::sync::{Arc, Mutex};

use serde_json::json;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

use super::*;
use crate::discord::incoming::read_value;

/// A Discord that gives the scripted answers, one per call, and remembers the calls.
struct Script {
    rest: Rest,
    calls: Arc<Mutex<Vec<String>>>,
}

impl Script {
    async fn new(answers: Vec<(u16, &'static str, Value)>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let calls = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&calls);
        tokio::spawn(async move {
            for (status, headers, body) in answers {
                let (stream, _) = listener.accept().await.unwrap();
                let call = serve(stream, status, headers, &body.to_string()).await;
                seen.lock().unwrap().push(call);
            }
        });
        let rest = Rest::new(Base::new(&base).unwrap(), Token::new("secret").unwrap());
        Self {
            rest: rest.unwrap(),
            calls,
        }
    }

    fn calls(&self) -> Vec<String> {
        self.calls.lock().unwrap().clone()
    }

    async fn callback(&self) -> Result<Delivery, RestError> {
        self.rest.callback(&ticket(), b"{}".to_vec()).await
    }
}

/// Answers one request and returns its first line, with the authorization where there was one.
async fn serve(stream: TcpStream, status: u16, headers: &str, body: &str) -> String {
    let mut stream = BufReader::new(stream);
    let mut call = String::new();
    stream.read_line(&mut call).await.unwrap();
    let mut call = call.replace(" HTTP/1.1", "").trim().to_owned();
    let mut length = 0;
    loop {
        let mut line = String::new();
        stream.read_line(&mut line).await.unwrap();
        let line = line.trim().to_ascii_lowercase();
        if let Some(value) = line.strip_prefix("content-length: ") {
            length = value.parse().unwrap();
        }
        if line.starts_with("authorization: ") {
            call.push_str(" as bot");
        }
        if line.is_empty() {
            break;
        }
    }
    stream.read_exact(&mut vec![0; length]).await.unwrap();
    let answer = format!(
        "HTTP/1.1 {status} x\r\n{headers}connection: close\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    );
    stream.write_all(answer.as_bytes()).await.unwrap();
    stream.shutdown().await.unwrap();
    call
}

fn ticket() -> Ticket {
    let raw = json!({"id": "7", "application_id": "8", "token": "t"});
    read_value(&raw).unwrap().ticket
}

fn code(code: u64) -> Value {
    json!({"code": code, "message": "said"})
}

#[tokio::test]
async fn a_callback_goes_out_without_the_bots_token() {
    let script = Script::new(vec![(204, "", json!(""))]).await;
    assert_eq!(script.callback().await.unwrap(), Delivery::Sent);
    assert_eq!(script.calls(), ["POST /api/v10/interactions/7/t/callback"]);
}

#[tokio::test]
async fn a_callback_is_repeated_once_and_twice_is_success() {
    let script = Script::new(vec![(502, "", json!("")), (400, "", code(40060))]).await;
    assert_eq!(script.callback().await.unwrap(), Delivery::AlreadyAnswered);
    let script = Script::new(vec![(500, "", json!("")), (500, "", json!(""))]).await;
    let error = script.callback().await.unwrap_err();
    assert!(matches!(error, RestError::Refused { status: 500, .. }));
    assert_eq!(script.calls().len(), 2);
}

#[tokio::test]
async fn an_expired_question_is_no_error() {
    let script = Script::new(vec![(404, "", code(10062))]).await;
    assert_eq!(script.callback().await.unwrap(), Delivery::Expired);
}

#[tokio::test]
async fn a_short_429_is_waited_out_and_a_long_one_is_not() {
    let wait = json!({"retry_after": 0.02});
    let script = Script::new(vec![(429, "", wait), (204, "", json!(""))]).await;
    assert_eq!(script.callback().await.unwrap(), Delivery::Sent);
    let script = Script::new(vec![(429, "retry-after: 30\r\n", json!(""))]).await;
    let error = script.callback().await.unwrap_err();
    assert!(matches!(error, RestError::Limited(wait) if wait.as_secs() == 30));
}

#[tokio::test]
async fn a_global_429_holds_the_bots_calls_but_no_answers() {
    let limit = "retry-after: 60\r\nx-ratelimit-global: true\r\n";
    let script = Script::new(vec![(429, limit, json!("")), (204, "", json!(""))]).await;
    for _ in 0..2 {
        let error = script.rest.gateway().await.unwrap_err();
        assert!(matches!(error, RestError::Limited(_)));
    }
    assert_eq!(script.callback().await.unwrap(), Delivery::Sent);
    assert_eq!(script.calls().len(), 2);
}

#[tokio::test]
async fn after_a_401_nothing_is_called_with_the_token() {
    let script = Script::new(vec![(401, "", json!(""))]).await;
    for _ in 0..3 {
        let error = script.rest.gateway().await.unwrap_err();
        assert!(matches!(error, RestError::Unauthorized));
    }
    assert_eq!(script.calls(), ["GET /api/v10/gateway/bot as bot"]);
}

#[tokio::test]
async fn a_follow_up_that_may_have_come_through_is_not_repeated() {
    let script = Script::new(vec![(500, "", json!(""))]).await;
    script
        .rest
        .follow_up(&ticket(), Vec::new())
        .await
        .unwrap_err();
    assert_eq!(script.calls(), ["POST /api/v10/webhooks/8/t"]);
}

#[tokio::test]
async fn a_post_is_repeated_and_says_why_it_failed() {
    let channel = ChannelId::new(6);
    let script = Script::new(vec![(502, "", json!("")), (200, "", json!({}))]).await;
    script.rest.post(channel, b"{}".to_vec()).await.unwrap();
    let call = "POST /api/v10/channels/6/messages as bot";
    assert_eq!(script.calls(), [call, call]);
    for (status, body, why) in [
        (403, code(50013), Why::Forbidden),
        (403, code(50001), Why::Forbidden),
        (400, code(160_005), Why::Forbidden),
        (404, code(10008), Why::Gone),
        (404, code(10003), Why::Gone),
        (429, json!({"retry_after": 60}), Why::Limited),
        (400, code(50035), Why::Other),
        (401, json!(""), Why::Other),
    ] {
        let script = Script::new(vec![(status, "", body)]).await;
        let error = script.rest.post(channel, Vec::new()).await.unwrap_err();
        assert_eq!(error.why(), why, "{error}");
    }
}

#[tokio::test]
async fn nobody_is_followed_elsewhere() {
    let moved = "location: https://discord.com/api/v10/gateway/bot\r\n";
    let script = Script::new(vec![(302, moved, json!(""))]).await;
    let error = script.rest.gateway().await.unwrap_err();
    assert!(matches!(error, RestError::Refused { status: 302, .. }));
}

#[tokio::test]
async fn errors_hold_no_token() {
    let rest = Rest::new(
        Base::new("http://127.0.0.1:1").unwrap(),
        Token::new("secret").unwrap(),
    )
    .unwrap();
    let raw = json!({"id": "7", "token": "private"});
    let ticket = read_value(&raw).unwrap().ticket;
    let error = rest.callback(&ticket, Vec::new()).await.unwrap_err();
    let shown = format!("{error} {error:?} {rest:?}");
    assert!(
        !shown.contains("private") && !shown.contains("secret"),
        "{shown}"
    );
}

#[tokio::test]
async fn commands_are_replaced_only_where_they_differ() {
    let ours = json!([{"name": "finops", "type": 1, "options": []}]);
    let held = json!([{"name": "finops", "id": "5", "version": "6"}]);
    let me = json!({"id": "8"});
    let script = Script::new(vec![(200, "", me.clone()), (200, "", held)]).await;
    let done = register(&script.rest, &ours).await.unwrap();
    assert_eq!(done, Registration::Unchanged);
    let script = Script::new(vec![
        (200, "", me),
        (200, "", json!([{"name": "old"}])),
        (200, "", json!([])),
    ])
    .await;
    let done = register(&script.rest, &ours).await.unwrap();
    assert_eq!(done, Registration::Replaced);
    assert_eq!(
        script.calls(),
        [
            "GET /api/v10/applications/@me as bot",
            "GET /api/v10/applications/8/commands?with_localizations=true as bot",
            "PUT /api/v10/applications/8/commands as bot",
        ]
    );
}
