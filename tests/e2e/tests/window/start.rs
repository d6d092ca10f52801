use std::process::{Command, Stdio};

use zonedesk_e2e::{Result, Setting, flow};

#[tokio::test]
async fn a_second_start_ends_in_favour_of_the_first() -> Result<()> {
    let mut setting = Setting::new("second-start")?;
    // with a workspace of its own, a window would stand beside the first
    setting.arguments.clear();
    flow(&setting, async |_first| {
        let second =
            Command::new(&setting.binary).envs(setting.environment()).stdin(Stdio::null()).output()?;
        assert!(second.status.success(), "{second:?}");
        Ok(())
    })
    .await
}
