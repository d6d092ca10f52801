//! Several servers in front of one account: together they keep the account's pace, through a Redis or Valkey that runs
//! here. Where neither is installed this is skipped, and said so.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::Bench;
use crate::support::proxy::{Proxy, try_call};

/// SAP's limit, which is what a new system has.
const RATE: f64 = 3.0;

/// A child that ends with the test.
struct Program(Child);

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// None where it is not installed, and that is said.
fn store(port: u16) -> Option<Program> {
    let child = ["redis-server", "valkey-server"].iter().find_map(|name| {
        let port = port.to_string();
        let mut command = Command::new(name);
        command.args(["--bind", "127.0.0.1", "--port", &port, "--save", "", "--appendonly", "no"]);
        command.stdin(Stdio::null()).stdout(Stdio::null()).spawn().ok()
    });
    let Some(child) = child else {
        eprintln!("skipped: neither redis-server nor valkey-server is installed");
        return None;
    };
    let mut store = Program(child);
    let began = Instant::now();
    while !answers(port) {
        let ended = store.0.try_wait().unwrap();
        assert!(ended.is_none(), "the store has ended before it answered: {ended:?}");
        assert!(began.elapsed() < Duration::from_secs(30), "the store does not start");
        std::thread::sleep(Duration::from_millis(20));
    }
    Some(store)
}

/// Whether a store serves there: it takes connections a little earlier.
fn answers(port: u16) -> bool {
    let ask = || {
        let mut stream = TcpStream::connect(("127.0.0.1", port))?;
        stream.set_read_timeout(Some(Duration::from_secs(1)))?;
        stream.write_all(b"PING\r\n")?;
        BufReader::new(stream).lines().next().unwrap_or_else(|| Ok(String::new()))
    };
    ask().is_ok_and(|answer: String| answer == "+PONG")
}

fn server(bench: &Bench, store: &str) -> Proxy {
    Proxy::serve(bench, &["--pace", store])
}

fn url(server: &Proxy) -> String {
    server.json()["systems"][0]["url"].as_str().unwrap().to_owned()
}

/// So many consumers, each with one read that no other one asks for, sent to the servers in turn; who finds one gone goes
/// to the next. How long it took until the account had answered all.
fn load(urls: &[String], secret: &str, how_many: usize, meanwhile: impl FnOnce()) -> Duration {
    let began = Instant::now();
    std::thread::scope(|scope| {
        let consumers: Vec<_> = (0..how_many)
            .map(|number| {
                scope.spawn(move || {
                    let below = format!("/Users/nobody-{number}");
                    let mut turns = urls.iter().cycle().skip(number).take(10);
                    turns.find_map(|url| try_call(url, "GET", &below, ("idm", secret), "")).unwrap().0
                })
            })
            .collect();
        meanwhile();
        for consumer in consumers {
            assert_eq!(consumer.join().unwrap(), 404);
        }
    });
    began.elapsed()
}

/// At this pace so many requests take at least so long.
fn paced(requests: usize) -> Duration {
    Duration::from_secs_f64((requests - 1) as f64 / RATE)
}

/// A system with a consumer, and his secret.
fn shop() -> (Bench, String) {
    let bench = Bench::shop();
    let added = bench.run(&["consumers", "add", "Shop", "idm", "--json"]).json();
    let secret = added["secret"].as_str().unwrap().to_owned();
    (bench, secret)
}

#[test]
fn three_servers_keep_one_pace_and_lose_nothing_when_one_is_killed() {
    let port = free_port();
    let Some(redis) = store(port) else { return };
    let (bench, secret) = shop();
    let secret = secret.as_str();
    let address = format!("redis://127.0.0.1:{port}");
    let mut servers: Vec<_> = (0..3).map(|_| server(&bench, &address)).collect();
    let urls: Vec<_> = servers.iter().map(url).collect();
    // Each is signed in once.
    load(&urls, secret, 3, || ());

    assert!(load(&urls, secret, 15, || ()) >= paced(15));
    let killed = servers.pop().unwrap();
    let took = load(&urls, secret, 15, || {
        std::thread::sleep(Duration::from_millis(500));
        drop(killed);
    });
    assert!(took >= paced(15), "{took:?}");

    // Without the store each of the two that are left goes at the account's pace by itself: while it hangs, and once it
    // is gone.
    let stopped = Command::new("kill").args(["-STOP", &redis.0.id().to_string()]).status().unwrap();
    assert!(stopped.success());
    let took = load(&urls[..2], secret, 6, || ());
    assert!(took >= paced(3), "{took:?}");
    drop(redis);
    let took = load(&urls[..2], secret, 8, || ());
    assert!(took >= paced(4), "{took:?}");
    // And it is shared again once it is back.
    let _redis = store(port).unwrap();
    let began = Instant::now();
    while load(&urls[..2], secret, 8, || ()) < paced(8) {
        assert!(began.elapsed() < Duration::from_secs(60), "the pace is not shared again");
    }
}

#[test]
fn a_group_has_one_writer_among_all_servers() {
    let port = free_port();
    let Some(_redis) = store(port) else { return };
    let (bench, secret) = shop();
    let server = server(&bench, &format!("redis://127.0.0.1:{port}"));
    let groups = server.call("GET", "/Groups", "idm", &secret, "").1;
    let group = groups["Resources"][0]["id"].as_str().unwrap().replace(' ', "%20");
    let write = || {
        let change = r#"{"Operations": [{"op": "remove", "path": "members"}]}"#;
        server.call("PATCH", &format!("/Groups/{group}"), "idm", &secret, change).0
    };
    // What the store is asked to do, a line each; the first one is its consent.
    let store = || TcpStream::connect(("127.0.0.1", port)).unwrap();
    let mut told = store();
    told.write_all(b"MONITOR\r\n").unwrap();
    let mut told = BufReader::new(told).lines().map(Result::unwrap);
    assert_eq!(told.next().unwrap(), "+OK");
    let mut lock = || {
        let is_lock = |line: &String| line.contains("lua] \"SET\" \"zonedesk:lock:");
        let line = told.find(is_lock).unwrap();
        let (_, key) = line.split_once("\"SET\" \"").unwrap();
        key.split('"').next().unwrap().to_owned()
    };
    let command = |text: String| {
        let mut store = store();
        store.write_all(format!("{text}\r\n").as_bytes()).unwrap();
        BufReader::new(store).lines().next().unwrap().unwrap()
    };
    assert_eq!(write(), 204);
    let key = lock();
    assert_eq!(command(format!("SET \"{key}\" another")), "+OK");
    std::thread::scope(|scope| {
        let writer = scope.spawn(write);
        for _ in 0..3 {
            assert_eq!(lock(), key);
        }
        assert!(!writer.is_finished());
        assert_eq!(command(format!("DEL \"{key}\"")), ":1");
        assert_eq!(writer.join().unwrap(), 204);
    });
    // And it is let go.
    while command(format!("EXISTS \"{key}\"")) != ":0" {
        std::thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_store_that_is_none_at_the_start_is_a_mistake() {
    let bench = Bench::empty();
    // Takes connections and says nothing; not even to a handshake.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let silent = listener.local_addr().unwrap();
    let protected = free_port();
    let redis = store(protected);
    if redis.is_some() {
        let mut stream = TcpStream::connect(("127.0.0.1", protected)).unwrap();
        stream.write_all(b"CONFIG SET requirepass secret\r\n").unwrap();
        assert_eq!(BufReader::new(stream).lines().next().unwrap().unwrap(), "+OK");
    }
    for url in [
        "here",
        "redis://127.0.0.1:1",
        &format!("redis://{silent}"),
        &format!("rediss://{silent}"),
        &format!("redis://127.0.0.1:{protected}"),
        &format!("rediss://127.0.0.1:{protected}"),
    ] {
        let ran = bench.run(&["serve", "--listen", "127.0.0.1:0", "--pace", url, "--json"]);
        assert_eq!(ran.code(), "ZD9010", "{url}");
    }
}
