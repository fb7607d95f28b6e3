use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result};
use clap::Command;
use theme::Source;
use tokio::signal::unix::{SignalKind, signal};

use super::{Call, out};
use crate::lock::FolderLock;
use crate::site::{Site, make_folders};
use crate::{archive, export};

pub(super) fn command() -> Command {
    Command::new("serve").about("Serves the site to readers.")
}

pub(super) fn run(call: &Call<'_>) -> Result<ExitCode> {
    make_folders(&call.configuration.data)?;
    let lock = FolderLock::serving(&call.configuration.data)?;
    let site = Site::open(&call.configuration)?;
    serve(call, site)?;
    drop(lock);
    Ok(ExitCode::SUCCESS)
}

/// Serves until SIGTERM or SIGINT, and finishes what is in flight.
pub(super) fn serve(call: &Call<'_>, site: Site) -> Result<()> {
    let configuration = &call.configuration;
    let pinned = configuration.theme.clone().map(Source::Dir);
    let theme = super::theme::load(pinned.as_ref().unwrap_or(&Source::Embedded))?;
    let (newsroom, archive) = (site.newsroom.clone(), newsroom::Archive::new(&configuration.data));
    std::thread::spawn(move || match newsroom.sweep_uploads(&archive) {
        Ok(0) => {}
        Ok(swept) => tracing::info!(swept, "uploads that were cut off are gone"),
        Err(error) => tracing::warn!(%error, "uploads could not be swept"),
    });
    crate::routes_file::take_in(&site.newsroom, &configuration.data)?;
    let (store, working) = (site.store.clone(), site.newsroom.clone());
    let (setup, url) = (site.newsroom.setup_token()?, configuration.url.clone());
    let mut config = web::Config::new(site.store, site.newsroom, Arc::new(theme), configuration.data.clone());
    config.operator = operator(call, config.store.clone(), config.newsroom.clock().clone());
    config.pinned_theme = pinned;
    config.watch_theme = configuration.watch_theme;
    config.listen = configuration.listen;
    config.url.clone_from(&configuration.url);
    config.letters_leave = matches!(configuration.mail, mail::Way::Smtp(_));
    config.cache_bytes = configuration.cache_bytes;
    config.cache_off = configuration.cache_off;
    config.picture_bytes = configuration.picture_bytes;
    config.surrogate_keys = configuration.surrogate_keys;
    config.limits.connections = configuration.connections;
    config.limits.connections_per_address = configuration.connections_per_address;
    config.fetch_allow.clone_from(&configuration.fetch_allow);
    config.limits.trusted_proxies.clone_from(&configuration.trusted_proxies);

    let runtime =
        tokio::runtime::Builder::new_multi_thread().enable_all().build().context("cannot start threads")?;
    runtime.block_on(async {
        let mut terminate = signal(SignalKind::terminate())?;
        let mut interrupt = signal(SignalKind::interrupt())?;
        let stop = async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            tracing::info!("stopping: finishing what is in flight");
        };
        let handle = web::serve(config, stop)
            .await
            .with_context(|| format!("cannot listen on {}", configuration.listen))?;
        // A server serves even where nobody can read its first lines.
        let _ = writeln!(out(), "Serving http://{}", handle.addr);
        let address = url.unwrap_or_else(|| format!("http://{}", handle.addr));
        let outbox = mail::Outbox::new(&configuration.mail, &configuration.mail_from)?;
        let worker = working.start_worker(crate::jobs::kinds(configuration, store, outbox, address.clone()));
        if let Some(token) = setup {
            let _ = writeln!(
                out(),
                "Nobody has an account yet. Set up yours, within a week, at {address}/room/setup/{}/",
                token.as_str()
            );
        }
        handle.finished().await;
        // After the server: what requests set off is done as far as it is due.
        let _ = tokio::task::spawn_blocking(move || drop(worker)).await;
        Ok::<(), anyhow::Error>(())
    })
}

/// The commands that the room has, too.
fn operator(call: &Call<'_>, store: store::Store, clock: newsroom::Clock) -> web::Operator {
    let (values, configuration) = (call.values.clone(), call.configuration.clone());
    let data = configuration.data.clone();
    let (export_store, export_data, export_clock) = (store.clone(), data.clone(), clock.clone());
    web::Operator {
        examine: Arc::new(move || super::doctor::examine(&values, &configuration)),
        backup: Arc::new(move |file| {
            archive::write(&store, &data, file, clock.now()).map(drop).map_err(|error| format!("{error:#}"))
        }),
        export: Arc::new(move |file| {
            export::write(&export_store, &export_data, file, export_clock.now())
                .map(drop)
                .map_err(|error| format!("{error:#}"))
        }),
    }
}
