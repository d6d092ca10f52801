//! The shell: one window, its commands, one stream of events. It holds no rule of the domain: a command takes
//! arguments, calls `zonedesk_app` and returns. What is decided here is only what needs a window: when it is shown,
//! where it stands, what a second start does, and how a crash is told.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod arguments;
mod child;
mod commands;
mod ending;
mod events;
mod fault;
mod log;
mod page_lost;
mod save;
mod window;

use std::process::ExitCode;

use arguments::{Arguments, Start};
use page_lost::Lost;
use save::{Chosen, Downloads};
use tauri::Manager as _;
use tauri::async_runtime::block_on;
use zonedesk_app::{App, Options, links, proxy_running, session};

fn main() -> ExitCode {
    match Arguments::read(std::env::args_os().skip(1), std::env::var_os("ZONEDESK_WORKSPACE")) {
        Ok(Start::Window(arguments)) => {
            #[cfg(target_os = "linux")]
            if let Err(error) = window::paint_plainly_without_graphics_processor() {
                eprintln!("zonedesk-desktop: painting is slower than it could be: {error}");
            }
            run(arguments)
        }
        Ok(Start::Print(text)) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Ok(Start::TellFault(text)) => {
            fault::tell(&text);
            ExitCode::FAILURE
        }
        Err(message) => {
            eprintln!("zonedesk-desktop: {message}");
            ExitCode::from(2)
        }
    }
}

fn run(arguments: Arguments) -> ExitCode {
    log::start();
    fault::watch();

    let mut builder = tauri::Builder::default();
    // Windows on different workspaces stand side by side; only the person's own one is brought to the front.
    if arguments.workspace.is_none() {
        builder = builder.plugin(tauri_plugin_single_instance::init(|app, arguments, _folder| {
            window::bring_to_front(app);
            for link in &arguments {
                links::open(&app.state::<App>(), link);
            }
        }));
    }
    #[cfg(target_os = "macos")]
    {
        builder = builder.on_web_content_process_terminate(|webview| {
            page_lost::begin_anew(webview, "terminated");
        });
    }
    let outcome = builder
        .plugin(window::remember_place())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(commands::handler())
        .setup(move |app| {
            let zonedesk = App::open(Options { workspace: arguments.workspace, ..Options::default() });
            log::keep_in(&session::folder(&zonedesk));
            let theme = block_on(session::settings(&zonedesk)).unwrap_or_default().theme;
            events::forward(app.handle().clone(), &zonedesk);
            app.manage(zonedesk.clone());
            tauri::async_runtime::spawn(async move {
                // Starts what was on; what keeps it from that, the window is told when it asks.
                if let Err(error) = proxy_running::proxy_state(&zonedesk).await {
                    tracing::warn!("the proxy is not looked after: {error}");
                }
            });
            app.manage(Downloads(arguments.downloads));
            app.manage(Chosen::default());
            app.manage(Lost::default());
            ending::on_terminate(app.handle().clone());
            let window = window::open(app.handle(), theme, arguments.place.as_deref())?;
            #[cfg(target_os = "linux")]
            page_lost::watch(&window)?;
            Ok(())
        })
        .run(tauri::generate_context!());
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("the window could not be opened: {error}");
            ExitCode::FAILURE
        }
    }
}
