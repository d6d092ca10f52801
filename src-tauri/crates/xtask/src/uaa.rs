//! The contract against a real Cloud Foundry UAA: started here where Java, Maven and its packages can be had.

use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::budget::Done;
use crate::program::{MINUTE, exists, program, run};
use crate::{Result, rust};

/// Names a UAA that runs already; then none is started.
const GIVEN: &str = "ZONEDESK_UAA_URL";

/// For its packages (85 MB) and its start, which takes one to two minutes on two cores.
const PATIENCE: Duration = Duration::from_secs(7 * 60);

const NEEDED: [&str; 5] = ["java", "mvn", "unzip", "openssl", "curl"];

/// Runs the cases against it. Without one they have run against the simulator alone, which is said.
pub fn contract() -> Result<Done> {
    if let Ok(base) = std::env::var(GIVEN) {
        return cases(&base).map(|()| Done::Done);
    }
    if let Some(missing) = NEEDED.iter().find(|name| !exists(name)) {
        return Ok(Done::Skipped(format!(
            "the contract ran against the simulator alone: {missing} is not installed"
        )));
    }
    let server = match start() {
        Ok(server) => server,
        Err(why) => {
            return Ok(Done::Skipped(format!(
                "the contract ran against the simulator alone: no real UAA ({why})"
            )));
        }
    };
    let outcome = cases(&server.base);
    drop(server);
    outcome.map(|()| Done::Done)
}

fn cases(base: &str) -> Result {
    println!("the contract runs against the real UAA at {base}");
    run(rust::test("real_uaa").args(["--", "--nocapture"]).env(GIVEN, base), 20 * MINUTE)
}

/// A UAA that ends with this value.
struct Server {
    base: String,
    id: String,
}

impl Drop for Server {
    fn drop(&mut self) {
        end(&self.id);
    }
}

/// Politely, so that the script ends what it started.
fn end(id: &str) {
    let _ = Command::new("kill").arg(id).status();
}

fn start() -> Result<Server> {
    let port = TcpListener::bind("127.0.0.1:0").and_then(|socket| socket.local_addr());
    let port = port.map_err(|error| error.to_string())?.port().to_string();
    let script = "tests/contract/real-uaa/start.sh";
    println!("\n$ {script} {port}");
    let mut starting = program("bash");
    starting.args([script, &port]).stdout(Stdio::piped());
    let mut child = starting.spawn().map_err(|error| format!("{script}: {error}"))?;
    let until = Instant::now() + PATIENCE;
    while child.try_wait().map_err(|error| error.to_string())?.is_none() {
        if Instant::now() > until {
            end(&child.id().to_string());
            let _ = child.wait();
            return Err(format!("not ready after {} minutes", PATIENCE.as_secs() / 60));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
    let output = child.wait_with_output().map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut lines = told.lines().map(str::to_owned);
    match (output.status.success(), lines.next(), lines.next()) {
        (true, Some(base), Some(id)) => Ok(Server { base, id }),
        _ => Err("its start failed, see above".to_owned()),
    }
}
