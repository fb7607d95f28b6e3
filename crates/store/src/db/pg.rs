//! PostgreSQL: blocking connections with their prepared statements.

use std::collections::HashMap;

use postgres::{
    Client, Config, Statement,
    config::{Host, SslMode},
    error::SqlState,
    fallible_iterator::FallibleIterator,
    types::ToSql,
};

use crate::{
    Error, Result,
    db::{Param, Row, lite::constraint, sql::for_postgres, tls},
};

/// Prepared statements a connection keeps; free filters make new texts without end.
const KEPT_STATEMENTS: usize = 512;

/// A connection to a server.
pub(crate) struct PgConn {
    client: Option<Client>,
    statements: HashMap<Box<str>, Statement>,
}

impl PgConn {
    pub(crate) fn open(url: &str) -> Result<Self> {
        let (url, trust) = tls::trust_of(url)?;
        let mut config: Config = url.parse().map_err(|e: postgres::Error| Error::Invalid {
            field: "database",
            why: format!("not an address that PostgreSQL understands: {}", full(&e)).into(),
        })?;
        if config.get_application_name().is_none() {
            config.application_name("masthead");
        }
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(std::time::Duration::from_secs(10));
        }
        let local = config.get_hosts().iter().all(|host| match host {
            Host::Tcp(name) => {
                name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
            }
            Host::Unix(_) => true,
        });
        if local && config.get_ssl_mode() == SslMode::Prefer {
            config.ssl_mode(SslMode::Disable);
        }
        let client = if config.get_ssl_mode() == SslMode::Disable {
            config.connect(postgres::NoTls)
        } else {
            config.connect(tls::connector(&trust)?)
        };
        let mut client = client.map_err(|e| Error::Unreachable(full(&e)))?;
        client.batch_execute(
            "SET client_min_messages = warning; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; \
             SET jit = off; SET lock_timeout = '60s'",
        )?;
        Ok(Self { client: Some(client), statements: HashMap::new() })
    }

    pub(crate) fn client(&mut self) -> Result<&mut Client> {
        self.client.as_mut().ok_or_else(|| Error::Unreachable("the connection is closed".into()))
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.client.as_ref().is_none_or(Client::is_closed)
    }

    pub(crate) fn prepared(&mut self, text: &str) -> Result<Statement> {
        if let Some(statement) = self.statements.get(text) {
            return Ok(statement.clone());
        }
        let statement = self.client()?.prepare(&for_postgres(text))?;
        if self.statements.len() >= KEPT_STATEMENTS {
            self.statements.clear();
        }
        self.statements.insert(text.into(), statement.clone());
        Ok(statement)
    }

    pub(crate) fn execute(&mut self, text: &str, params: &[Param<'_>]) -> Result<u64> {
        let statement = self.prepared(text)?;
        let params: Vec<&(dyn ToSql + Sync)> = params.iter().map(|p| p as &(dyn ToSql + Sync)).collect();
        Ok(self.client()?.execute(&statement, &params)?)
    }

    pub(crate) fn each(
        &mut self,
        text: &str,
        params: &[Param<'_>],
        take: &mut dyn FnMut(&Row<'_>) -> Result<()>,
    ) -> Result<()> {
        let statement = self.prepared(text)?;
        let mut rows = self.client()?.query_raw(&statement, params.iter())?;
        while let Some(row) = rows.next()? {
            take(&Row::Pg(&row))?;
        }
        Ok(())
    }

    pub(crate) fn batch(&mut self, text: &str) -> Result<()> {
        Ok(self.client()?.batch_execute(text)?)
    }
}

impl Drop for PgConn {
    /// The blocking client may not be closed inside an async task, where a store may well be dropped: a thread does it.
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            let _ = std::thread::Builder::new().name("pg-close".into()).spawn(move || drop(client));
        }
    }
}

/// The message with its causes; the driver's own says only “db error”.
fn full(e: &postgres::Error) -> String {
    match e.as_db_error() {
        Some(db) => db.message().to_owned(),
        None => match std::error::Error::source(e) {
            Some(source) => format!("{e}: {source}"),
            None => e.to_string(),
        },
    }
}

impl From<postgres::Error> for Error {
    fn from(e: postgres::Error) -> Self {
        if e.is_closed() {
            return Self::Unreachable("the server closed the connection".into());
        }
        let text = full(&e);
        match (e.code(), e.as_db_error()) {
            (Some(code), _)
                if [
                    SqlState::T_R_DEADLOCK_DETECTED,
                    SqlState::T_R_SERIALIZATION_FAILURE,
                    SqlState::LOCK_NOT_AVAILABLE,
                ]
                .contains(code) =>
            {
                Self::Busy(text)
            }
            (Some(code), _)
                if [SqlState::ADMIN_SHUTDOWN, SqlState::CRASH_SHUTDOWN, SqlState::CANNOT_CONNECT_NOW]
                    .contains(code) =>
            {
                Self::Unreachable(text)
            }
            (Some(code), Some(db)) if code.code().starts_with("23") => {
                constraint(&text, db.detail().unwrap_or(""))
            }
            _ if std::error::Error::source(&e).is_some_and(|source| source.is::<std::io::Error>()) => {
                Self::Unreachable(text)
            }
            _ => Self::Database(text),
        }
    }
}
