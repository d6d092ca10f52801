use zonedesk_app::api::{TestMend, TestOutcome, TestStep, TestStepKind};
use zonedesk_app::{App, connection_test};

use crate::failure::{Exit, Failure};
use crate::output::Output;
use crate::pick;

/// Tests what is stored for a system. Fails where a step fails.
pub async fn test(app: &App, output: &Output, system: &str) -> Result<(), Failure> {
    let system = pick::account(app, system).await?;
    let steps = connection_test::system_test(app, &system.id).await?;
    let failed = steps.iter().any(|step| step.outcome == TestOutcome::Failed);
    if output.json {
        output.json(&steps)?;
    } else {
        output.text(&report(&steps))?;
    }
    if failed { Err(Failure::told(Exit::Failed)) } else { Ok(()) }
}

pub fn report(steps: &[TestStep]) -> String {
    let mut text = String::new();
    for step in steps {
        let sign = match step.outcome {
            TestOutcome::Passed => "ok  ",
            TestOutcome::Attention => "note",
            TestOutcome::Failed => "FAIL",
            TestOutcome::NotTried => "-   ",
        };
        let name = match step.step {
            TestStepKind::Dns => "DNS",
            TestStepKind::Tls => "TLS",
            TestStepKind::Token => "Token",
            TestStepKind::Scopes => "Scopes",
            TestStepKind::Zone => "Account",
            TestStepKind::Users => "Users",
            TestStepKind::RoleCollections => "Role collections",
            TestStepKind::Speed => "Speed",
        };
        let message = crate::table::plain(&step.message);
        text.push_str(&format!("{sign}  {name:<16}  {:>5} ms  {message}\n", step.milliseconds));
        if let Some(help) = step.error.as_ref().and_then(|error| error.help.as_ref()) {
            text.push_str(&format!("      help: {help}\n"));
        }
        if let Some(TestMend::EditProperty { property }) = &step.mend {
            text.push_str(&format!("      property: {property}\n"));
        }
    }
    text
}
