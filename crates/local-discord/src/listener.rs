//! The two ports, and trouble at the door: refused dials, silence, resets, TLS.

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::lock;

/// How a port treats those who dial it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Connections are served.
    Open,
    /// Nobody listens: dials are refused by the system.
    Shut,
    /// Connections are accepted, and then nothing is ever said.
    Silent,
    /// Connections are accepted and closed at once.
    Closing,
    /// Connections are accepted and reset at once.
    Resetting,
}

/// Cuts one connection with a TCP reset, as soon as anybody touches it or lets it go.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cut(Arc<AtomicBool>);

impl Cut {
    pub(crate) fn cut(&self) {
        self.0.store(true, Ordering::Release);
    }

    /// Whether the connection it belongs to is over.
    fn is_orphan(&self) -> bool {
        Arc::strong_count(&self.0) == 1
    }

    fn is_cut(&self) -> bool {
        self.0.load(Ordering::Acquire)
    }
}

/// The hand on a port's door. Dropping it shuts the port for good.
#[derive(Debug)]
pub(crate) struct Keeper {
    pub(crate) address: SocketAddr,
    wanted: watch::Sender<Door>,
    applied: watch::Receiver<Door>,
    cuts: Cuts,
}

/// One for each connection that is open.
type Cuts = Arc<Mutex<Vec<Cut>>>;

impl Keeper {
    /// Resets every connection of this port as soon as somebody uses it.
    pub(crate) fn cut_connections(&self) {
        lock(&self.cuts).drain(..).for_each(|cut| cut.cut());
    }

    /// Returns once the door is as wanted.
    pub(crate) async fn set(&self, door: Door) {
        self.wanted.send_replace(door);
        let mut applied = self.applied.clone();
        let _closed = applied.wait_for(|now| *now == door).await;
    }
}

/// The accepted connections of a port, for the server.
#[derive(Debug)]
pub(crate) struct Incoming {
    address: SocketAddr,
    accepted: mpsc::Receiver<Io>,
}

/// Binds a port on loopback (0 for any) and starts its doorkeeper.
pub(crate) async fn open(
    port: u16,
    door: Door,
    tls: Option<TlsAcceptor>,
) -> io::Result<(Keeper, Incoming)> {
    let socket = bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let address = socket.local_addr()?;
    let (wanted, door_wanted) = watch::channel(door);
    let (door_applied, applied) = watch::channel(door);
    let (sender, accepted) = mpsc::channel(1024);
    let waiting = match door {
        Door::Shut => Waiting::Bound(socket),
        _ => Waiting::Listening(socket.listen(1024)?),
    };
    let cuts = Cuts::default();
    let reception = Reception {
        sender,
        tls,
        cuts: cuts.clone(),
    };
    tokio::spawn(keep(address, waiting, door_wanted, door_applied, reception));
    let keeper = Keeper {
        address,
        wanted,
        applied,
        cuts,
    };
    Ok((keeper, Incoming { address, accepted }))
}

/// A bound socket that does not listen keeps the port ours and has dials refused.
fn bind(address: SocketAddr) -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v4()?;
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

enum Waiting {
    Bound(TcpSocket),
    Listening(TcpListener),
    Lost,
}

impl Waiting {
    fn turn(self, address: SocketAddr, door: Door) -> Self {
        let turned = match (self, door) {
            (Self::Bound(socket), Door::Shut) => Ok(Self::Bound(socket)),
            (Self::Bound(socket), _) => socket.listen(1024).map(Self::Listening),
            (Self::Listening(listener), Door::Shut) => {
                drop(listener);
                bind(address).map(Self::Bound)
            }
            (Self::Listening(listener), _) => Ok(Self::Listening(listener)),
            (Self::Lost, Door::Shut) => Ok(Self::Lost),
            (Self::Lost, _) => bind(address)
                .and_then(|socket| socket.listen(1024))
                .map(Self::Listening),
        };
        turned.unwrap_or_else(|error| {
            tracing::error!(%address, %error, "the port was lost");
            Self::Lost
        })
    }
}

struct Reception {
    sender: mpsc::Sender<Io>,
    tls: Option<TlsAcceptor>,
    cuts: Cuts,
}

impl Reception {
    async fn receive(&self, tcp: TcpStream) {
        let _ = tcp.set_nodelay(true);
        let cut = Cut::default();
        {
            let mut cuts = lock(&self.cuts);
            cuts.retain(|cut| !cut.is_orphan());
            cuts.push(cut.clone());
        }
        let wire = Wire { tcp, cut };
        let Some(tls) = &self.tls else {
            let _gone = self.sender.send(Io::Plain(wire)).await;
            return;
        };
        let (tls, sender) = (tls.clone(), self.sender.clone());
        tokio::spawn(async move {
            if let Ok(stream) = tls.accept(wire).await {
                let _gone = sender.send(Io::Tls(Box::new(stream))).await;
            }
        });
    }
}

async fn keep(
    address: SocketAddr,
    mut waiting: Waiting,
    mut wanted: watch::Receiver<Door>,
    applied: watch::Sender<Door>,
    reception: Reception,
) {
    let mut silent = Vec::new();
    loop {
        let door = *wanted.borrow_and_update();
        waiting = waiting.turn(address, door);
        applied.send_replace(door);
        let Waiting::Listening(listener) = &waiting else {
            if wanted.changed().await.is_err() {
                return;
            }
            continue;
        };
        tokio::select! {
            changed = wanted.changed() => if changed.is_err() {
                return;
            },
            accepted = listener.accept() => if let Ok((tcp, _)) = accepted {
                match door {
                    Door::Open => reception.receive(tcp).await,
                    Door::Silent => silent.push(tcp),
                    Door::Resetting => {
                        let _ = tcp.set_zero_linger();
                    }
                    Door::Closing | Door::Shut => drop(tcp),
                }
            },
        }
    }
}

impl Listener for Incoming {
    type Io = Io;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Io, SocketAddr) {
        match self.accepted.recv().await {
            Some(io) => (io, self.address),
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.address)
    }
}

impl Connected<IncomingStream<'_, Incoming>> for Cut {
    fn connect_info(stream: IncomingStream<'_, Incoming>) -> Self {
        match stream.io() {
            Io::Plain(wire) => wire.cut.clone(),
            Io::Tls(tls) => tls.get_ref().0.cut.clone(),
        }
    }
}

/// A TCP connection that can be cut.
#[derive(Debug)]
pub(crate) struct Wire {
    tcp: TcpStream,
    cut: Cut,
}

impl Wire {
    fn check(&self) -> io::Result<()> {
        if self.cut.is_cut() {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        Ok(())
    }
}

impl Drop for Wire {
    fn drop(&mut self) {
        if self.cut.is_cut() {
            let _ = self.tcp.set_zero_linger();
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_read(context, buffer)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.check()?;
        Pin::new(&mut self.tcp).poll_shutdown(context)
    }
}

/// A connection, bare or under TLS.
#[derive(Debug)]
pub(crate) enum Io {
    Plain(Wire),
    Tls(Box<TlsStream<Wire>>),
}

impl AsyncRead for Io {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(wire) => Pin::new(wire).poll_read(context, buffer),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_read(context, buffer),
        }
    }
}

impl AsyncWrite for Io {
    fn poll_write(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        match self.get_mut() {
            Self::Plain(wire) => Pin::new(wire).poll_write(context, bytes),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_write(context, bytes),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(wire) => Pin::new(wire).poll_flush(context),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_flush(context),
        }
    }

    fn poll_shutdown(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        match self.get_mut() {
            Self::Plain(wire) => Pin::new(wire).poll_shutdown(context),
            Self::Tls(stream) => Pin::new(stream.as_mut()).poll_shutdown(context),
        }
    }
}
