//! `finops-bot check --links` against a web of its own: the binary reaches it as it would reach
//! the real one from behind a proxy, and nothing leaves this machine.

use std::collections::HashMap;
use std::io;
use std::net::SocketAddr;
use std::process::Output;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::process::Command;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{PrivateKeyDer, pem::PemObject};
use tokio_rustls::server::TlsStream;

/// How a page answers.
#[derive(Clone, Copy)]
enum Page {
    /// This status, for every method.
    Status(u16),
    /// `405` to HEAD, the page to GET.
    OnlyGet,
    Redirect(u16, &'static str),
}

const TRAINING: &str = "https://www.finops.org/training-certification/";
const PRACTITIONER: &str =
    "https://www.finops.org/training-certification/finops-certified-practitioner/";
const PERSONA: &str = "https://www.finops.org/training-certification/finops-persona-training/";
const SELF_PACED: &str = "https://learn.finops.org/path/finops-certified-practitioner-self-paced";
const PROFESSIONAL: &str = "https://learn.finops.org/path/finops-certified-professional";
const CERTIFICATION: &str = "https://training.linuxfoundation.org/certification/certified-finops/";
const CURRICULUM: &str = "https://github.com/finopsfoundation/curriculum";

/// All hosts of the web behind one port, which is a proxy's.
struct Web {
    address: SocketAddr,
    /// Which hosts were dialled, and what was asked of them.
    heard: Arc<Mutex<Vec<String>>>,
    folder: TempDir,
}

impl Web {
    /// Pages that are not named answer with 200. `shut` hosts cannot be reached.
    async fn new(pages: &[(&'static str, Page)], shut: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let folder = tempfile::tempdir().unwrap();
        let proxy = Proxy {
            listener,
            tls: certificate(&folder),
            shut,
            heard: Arc::clone(&heard),
        };
        let pages: HashMap<&str, Page> = pages.iter().copied().collect();
        let asked = Arc::clone(&heard);
        let answer = move |request: Request| {
            let host = request.headers()[header::HOST].to_str().unwrap();
            let url = format!("https://{host}{}", request.uri().path());
            let page = pages.get(url.as_str()).copied();
            let head = request.method() == "HEAD";
            asked
                .lock()
                .unwrap()
                .push(format!("{} {url}", request.method()));
            std::future::ready(page.unwrap_or(Page::Status(200)).answer(head))
        };
        let routes = Router::new().fallback(answer);
        tokio::spawn(axum::serve(proxy, routes).into_future());
        Self {
            address,
            heard,
            folder,
        }
    }

    async fn check(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_finops-bot"));
        command
            .args(["check", "--links"])
            .args(arguments)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .env_clear()
            .env("HTTPS_PROXY", format!("http://{}", self.address))
            .env("SSL_CERT_FILE", self.folder.path().join("authority.pem"));
        let output = command.output().await.unwrap();
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
        output
    }

    async fn lines(&self) -> (Option<i32>, HashMap<String, Value>) {
        let output = self.check(&["--format", "json"]).await;
        let lines: Vec<Value> = serde_json::from_slice(&output.stdout).unwrap();
        let lines = lines.into_iter();
        let lines = lines.map(|line| (line["link"].as_str().unwrap().to_owned(), line));
        (output.status.code(), lines.collect())
    }

    fn heard(&self, wanted: &str) -> bool {
        self.heard.lock().unwrap().iter().any(|line| line == wanted)
    }
}

impl Page {
    fn answer(self, head: bool) -> Response {
        let status = |code| StatusCode::from_u16(code).unwrap();
        match self {
            Self::Status(code) => status(code).into_response(),
            Self::OnlyGet if head => StatusCode::METHOD_NOT_ALLOWED.into_response(),
            Self::OnlyGet => "a page".into_response(),
            Self::Redirect(code, to) => (status(code), [(header::LOCATION, to)]).into_response(),
        }
    }
}

/// An authority for this test alone, and a certificate of its for every host.
fn certificate(folder: &TempDir) -> TlsAcceptor {
    let key = KeyPair::generate().unwrap();
    let mut params = CertificateParams::new(Vec::new()).unwrap();
    params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority = params.self_signed(&key).unwrap();
    let issuer = Issuer::new(params, key);
    let own_key = KeyPair::generate().unwrap();
    let hosts = ["www.finops.org", "learn.finops.org", "github.com"];
    let hosts = [&hosts[..], &["training.linuxfoundation.org"]].concat();
    let hosts: Vec<String> = hosts.into_iter().map(str::to_owned).collect();
    let own = CertificateParams::new(hosts).unwrap();
    let own = own.signed_by(&own_key, &issuer).unwrap();
    std::fs::write(folder.path().join("authority.pem"), authority.pem()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(own_key.serialize_pem().as_bytes()).unwrap();
    let config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![own.der().clone()], key);
    TlsAcceptor::from(Arc::new(config.unwrap()))
}

/// Takes `CONNECT host:443`, and is that host.
struct Proxy {
    listener: TcpListener,
    tls: TlsAcceptor,
    shut: &'static [&'static str],
    heard: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    async fn connect(&self, stream: TcpStream) -> Option<TlsStream<TcpStream>> {
        let mut stream = stream;
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(stream.read_u8().await.ok()?);
        }
        let head = String::from_utf8(head).ok()?;
        let host = head.strip_prefix("CONNECT ")?.split(':').next()?;
        self.heard.lock().unwrap().push(format!("CONNECT {host}"));
        if self.shut.iter().any(|shut| [host, "*"].contains(shut)) {
            let refused = stream.write_all(b"HTTP/1.1 502 Bad Gateway\r\n\r\n").await;
            refused.ok()?;
            return None;
        }
        stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.ok()?;
        self.tls.accept(stream).await.ok()
    }
}

impl Listener for Proxy {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, SocketAddr) {
        loop {
            let (stream, address) = self.listener.accept().await.unwrap();
            if let Some(stream) = self.connect(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

#[tokio::test]
async fn links_that_answer_are_fine() {
    let web = Web::new(&[(PRACTITIONER, Page::OnlyGet)], &[]).await;
    let (code, lines) = web.lines().await;
    assert_eq!(code, Some(0));
    assert!(lines.len() >= 7);
    assert!(lines.values().all(|line| line["verdict"] == "fine"));
    assert!(
        lines[PERSONA]["used_by"]
            .to_string()
            .contains("course engineers")
    );
    // A page that lets itself be asked for its head alone is asked for no more.
    assert!(web.heard(&format!("HEAD {TRAINING}")));
    assert!(!web.heard(&format!("GET {TRAINING}")));
    assert!(web.heard(&format!("GET {PRACTITIONER}")));
    let output = web.check(&[]).await;
    let told = String::from_utf8(output.stdout).unwrap();
    assert_eq!(told, format!("{0} links: {0} fine.\n", lines.len()));
}

#[tokio::test]
async fn each_trouble_is_told_for_what_it_is() {
    let newer = "https://learn.finops.org/newer";
    let seller = "https://finopsschool.example/buy";
    let pages = [
        (PERSONA, Page::Status(404)),
        (TRAINING, Page::Status(503)),
        (CURRICULUM, Page::Status(403)),
        (PROFESSIONAL, Page::Redirect(301, "/new")),
        ("https://learn.finops.org/new", Page::Redirect(302, newer)),
        (SELF_PACED, Page::Redirect(302, SELF_PACED)),
        (CERTIFICATION, Page::Redirect(302, seller)),
    ];
    let web = Web::new(&pages, &[]).await;
    let (code, lines) = web.lines().await;
    assert_eq!(code, Some(1));
    for (link, verdict, note) in [
        (PERSONA, "dead", "404"),
        (TRAINING, "dead", "503"),
        (CURRICULUM, "refused", "403"),
        (SELF_PACED, "dead", "circle"),
        (CERTIFICATION, "off-list", "not followed"),
        (PRACTITIONER, "fine", ""),
    ] {
        let line = &lines[link];
        assert_eq!(line["verdict"], verdict, "{line}");
        assert!(line["note"].as_str().unwrap_or("").contains(note), "{line}");
    }
    let moved = &lines[PROFESSIONAL];
    assert_eq!(moved["verdict"], "moved");
    let hops = serde_json::json!([
        {"status": 301, "to": "https://learn.finops.org/new"},
        {"status": 302, "to": newer},
    ]);
    assert_eq!(moved["redirects"], hops);
    assert_eq!(lines[CERTIFICATION]["redirects"][0]["to"], seller);
    assert!(!web.heard("CONNECT finopsschool.example"));
    let output = web.check(&[]).await;
    let told = String::from_utf8(output.stdout).unwrap();
    for part in [
        format!("Dead: {PERSONA}\n  used by "),
        format!("Moved: {PROFESSIONAL}\n  used by course professional\n  301 to "),
        format!("Leads off the allowed hosts: {CERTIFICATION}\n"),
        "1 fine, 1 moved, 1 refused, 3 dead, 1 off-list.\n".to_owned(),
    ] {
        assert!(told.contains(&part), "{part:?} not in {told}");
    }
}

#[tokio::test]
async fn what_moved_or_will_not_be_looked_at_is_no_fault() {
    let pages = [
        (CURRICULUM, Page::Status(429)),
        (PROFESSIONAL, Page::Redirect(308, TRAINING)),
    ];
    let web = Web::new(&pages, &[]).await;
    assert_eq!(web.lines().await.0, Some(0));
}

#[tokio::test]
async fn a_redirect_to_an_open_connection_is_not_followed() {
    let pages = [(
        PROFESSIONAL,
        Page::Redirect(301, "http://learn.finops.org/"),
    )];
    let web = Web::new(&pages, &[]).await;
    let (code, lines) = web.lines().await;
    assert_eq!(code, Some(1));
    assert_eq!(lines[PROFESSIONAL]["verdict"], "off-list");
}

#[tokio::test]
async fn one_server_that_is_gone_is_told_and_no_server_at_all_is_exit_code_2() {
    let web = Web::new(&[], &["github.com"]).await;
    let (code, lines) = web.lines().await;
    assert_eq!(code, Some(1));
    assert_eq!(lines[CURRICULUM]["verdict"], "dead");
    let web = Web::new(&[], &["*"]).await;
    assert_eq!(web.lines().await.0, Some(2));
}

#[tokio::test]
async fn a_catalogue_with_faults_is_exit_code_2() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("catalog.toml");
    std::fs::write(&file, "report = 7\n").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_finops-bot"));
    command.args(["check", "--links", "--catalog"]).arg(file);
    let output = command.env_clear().output().await.unwrap();
    assert_eq!(output.status.code(), Some(2));
    let words = String::from_utf8(output.stderr).unwrap();
    assert!(words.contains("`finops-bot check` shows each"), "{words}");
}
