//! A workspace that cannot be opened, and the demo landscape, which outlives the process.

use zonedesk_app::api::{SystemState, UserQuery};
use zonedesk_app::{App, Code, Options, demo, jobs, landscape, refresh, session, users};

fn open(dir: &std::path::Path) -> App {
    App::open(Options { workspace: Some(dir.to_owned()), ..Options::default() })
}

#[tokio::test]
async fn a_damaged_workspace_is_left_alone_until_a_person_decides() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("zonedesk.db");
    std::fs::write(&file, "no database at all, but somebody's text").unwrap();
    let app = open(dir.path());
    let start = session::start(&app).await.unwrap();
    assert!(start.problem.unwrap().is(Code::WorkspaceDamaged));
    assert!(landscape::landscape(&app).await.unwrap_err().is(Code::WorkspaceDamaged));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "no database at all, but somebody's text");

    let start = session::workspace_start_new(&app).await.unwrap();
    assert_eq!(start.problem, None);
    assert!(landscape::landscape(&app).await.unwrap().systems.is_empty());
    let kept = std::fs::read_dir(dir.path()).unwrap().flatten().any(|entry| {
        std::fs::read(entry.path()).is_ok_and(|bytes| bytes == b"no database at all, but somebody's text")
    });
    assert!(kept, "the damaged file was not kept");
}

#[tokio::test]
async fn the_demo_landscape_comes_back_with_the_next_process() {
    let dir = tempfile::tempdir().unwrap();
    let first = open(dir.path());
    let landscape = demo::demo_open(&first).await.unwrap();
    assert!(landscape.demo);
    let accounts: Vec<_> =
        landscape.systems.iter().filter(|system| system.state != SystemState::Folder).collect();
    assert_eq!(accounts.len(), 8);
    assert!(landscape.systems.iter().all(|system| system.demo && system.tags == ["Demo"]));
    let mut ended = 0;
    for job in jobs::jobs(&first).await.unwrap() {
        let job = jobs::job_end(&first, &job.id).await.unwrap();
        assert_eq!(job.error, None);
        ended += 1;
    }
    assert_eq!(ended, 8);
    drop(first);

    let second = open(dir.path());
    let systems = landscape::landscape(&second).await.unwrap().systems;
    let largest = systems.iter().max_by_key(|system| system.users).unwrap();
    assert_eq!(largest.url, "");
    let before = largest.users.unwrap();
    let query = UserQuery { system: largest.id.clone(), limit: 1, ..UserQuery::default() };
    let user = users::users_page(&second, &query).await.unwrap().rows.remove(0);
    let job = refresh::refresh(&second, &largest.id).await.unwrap();
    assert_eq!(jobs::job_end(&second, &job.id).await.unwrap().error, None);
    let page = users::users_page(&second, &query).await.unwrap();
    assert_eq!((page.total, &page.rows[0].id), (before, &user.id));

    // Opened again it adds nothing; closed it leaves nothing.
    assert_eq!(demo::demo_open(&second).await.unwrap().systems.len(), systems.len());
    let closed = demo::demo_close(&second).await.unwrap();
    assert_eq!((closed.demo, closed.systems.len()), (false, 0));
}
