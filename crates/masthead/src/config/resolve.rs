use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use store::Target;
use url::Url;

use super::options::Name;
use super::table::{Origin, Values};

/// Where themes are installed, in the data folder.
pub const THEMES: &str = "content/themes";

/// Why the program does not start: one sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Problem(pub String);

/// The configuration, understood.
#[derive(Debug, Clone)]
pub struct Configuration {
    /// Data folder.
    pub data: PathBuf,
    /// Where to listen.
    pub listen: SocketAddr,
    /// Address of the site without a trailing slash; `None`: follows the address listened on.
    pub url: Option<String>,
    /// Database.
    pub database: Target,
    /// Folder of the theme that stays live; `None`: what is chosen in the room.
    pub theme: Option<PathBuf>,
    /// Whether its files are watched.
    pub watch_theme: bool,
    /// Bytes of finished pages kept in memory.
    pub cache_bytes: u64,
    /// Bytes of smaller variants of pictures kept on disk.
    pub picture_bytes: u64,
    /// How letters leave.
    pub mail: mail::Way,
    /// Their sender.
    pub mail_from: String,
    /// Whether pages tell their tags.
    pub surrogate_keys: bool,
    /// Whether every page is made anew.
    pub cache_off: bool,
    /// Connections in all.
    pub connections: usize,
    /// Connections of one address.
    pub connections_per_address: usize,
    /// Reverse proxies.
    pub trusted_proxies: Vec<IpAddr>,
    /// Addresses in our own network that previews of links may be fetched from.
    pub fetch_allow: Vec<IpAddr>,
    /// Bytes of the largest import, unpacked.
    pub max_size: u64,
    /// Filter of the log.
    pub log: String,
}

impl Configuration {
    /// Understands the values.
    ///
    /// # Errors
    /// The first one that cannot be, or contradicts another, with where it comes from.
    pub fn understand(values: &Values) -> Result<Self, Problem> {
        let data = PathBuf::from(text(values, Name::Data));
        if data.as_os_str().is_empty() {
            return Err(problem(values, Name::Data, "must not be empty"));
        }
        let listen = text(values, Name::Listen).replace("localhost:", "127.0.0.1:");
        let listen: SocketAddr = listen.parse().map_err(|_| {
            problem(
                values,
                Name::Listen,
                "is no IP address with a port, such as 127.0.0.1:2368 or [::1]:2368",
            )
        })?;
        let url = url(values)?;
        let configuration = Self {
            listen,
            mail: way(values, &data)?,
            mail_from: sender(values, url.as_deref())?,
            url,
            database: database(values, &data)?,
            theme: theme(values, &data)?,
            watch_theme: truth(values, Name::WatchTheme)?,
            cache_bytes: number(values, Name::CacheSize, 0..=1 << 20)? << 20,
            picture_bytes: number(values, Name::PictureCacheSize, 1..=1 << 30)? << 20,
            surrogate_keys: truth(values, Name::SurrogateKeys)?,
            cache_off: text(values, Name::CacheOff) == "true",
            connections: number(values, Name::Connections, 1..=1_000_000)? as usize,
            connections_per_address: number(values, Name::ConnectionsPerAddress, 1..=1_000_000)? as usize,
            trusted_proxies: addresses(values, Name::TrustedProxies)?,
            fetch_allow: addresses(values, Name::FetchAllow)?,
            max_size: number(values, Name::MaxSize, 1..=1 << 30)? << 20,
            log: log(values)?,
            data,
        };
        configuration.agree(values)?;
        Ok(configuration)
    }

    /// What must not be said together.
    fn agree(&self, values: &Values) -> Result<(), Problem> {
        if self.connections_per_address > self.connections
            && values.get(Name::ConnectionsPerAddress).origin != Origin::Default
        {
            return Err(problem(
                values,
                Name::ConnectionsPerAddress,
                &format!("is more than the {} connections there are in all", self.connections),
            ));
        }
        if self.data.is_file() {
            return Err(problem(values, Name::Data, "is a file, not a folder"));
        }
        Ok(())
    }
}

fn text(values: &Values, name: Name) -> &str {
    values.get(name).text.trim()
}

fn problem(values: &Values, name: Name, what: &str) -> Problem {
    let setting = super::setting(name);
    let value = values.get(name);
    let shown = match setting.form {
        super::Form::Secret => mask(&value.text),
        _ => value.text.clone(),
    };
    Problem(format!("{} = “{shown}” ({}) {what}", setting.key, value.origin))
}

fn number(values: &Values, name: Name, range: std::ops::RangeInclusive<u64>) -> Result<u64, Problem> {
    match text(values, name).parse::<u64>() {
        Ok(number) if range.contains(&number) => Ok(number),
        _ => Err(problem(
            values,
            name,
            &format!("must be a whole number from {} to {}", range.start(), range.end()),
        )),
    }
}

fn truth(values: &Values, name: Name) -> Result<bool, Problem> {
    match text(values, name) {
        "true" | "1" | "yes" | "on" => Ok(true),
        "false" | "0" | "no" | "off" => Ok(false),
        _ => Err(problem(values, name, "must be true or false")),
    }
}

fn way(values: &Values, data: &Path) -> Result<mail::Way, Problem> {
    match text(values, Name::Smtp) {
        "" => Ok(mail::Way::Folder(data.join("mail"))),
        address => mail::Server::read(address)
            .map(mail::Way::Smtp)
            .map_err(|error| problem(values, Name::Smtp, &error.to_string())),
    }
}

fn sender(values: &Values, url: Option<&str>) -> Result<String, Problem> {
    let text = text(values, Name::MailFrom);
    let host = url.and_then(|url| Url::parse(url).ok()?.domain().map(str::to_owned));
    let sender = match text {
        "" => format!("newsroom@{}", host.as_deref().unwrap_or("localhost")),
        text => text.to_owned(),
    };
    match mail::Outbox::new(&mail::Way::Folder(PathBuf::new()), &sender) {
        Ok(_) => Ok(sender),
        Err(_) => Err(problem(values, Name::MailFrom, "is no mail address such as room@example.org")),
    }
}

fn url(values: &Values) -> Result<Option<String>, Problem> {
    let text = text(values, Name::Url);
    if text.is_empty() {
        return Ok(None);
    }
    let fail = |what: &str| Err(problem(values, Name::Url, what));
    match Url::parse(text) {
        Ok(url) if !matches!(url.scheme(), "http" | "https") || url.host().is_none() => {
            fail("must begin with http:// or https://")
        }
        Ok(url) if url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() => {
            fail("must be a plain address, without user, ? and #")
        }
        Ok(url) if url.path() != "/" => fail("has a path; the site must be at the top of its host"),
        Ok(url) => Ok(Some(url.as_str().trim_end_matches('/').to_owned())),
        Err(_) => fail("is no address such as https://example.org"),
    }
}

fn database(values: &Values, data: &Path) -> Result<Target, Problem> {
    let text = text(values, Name::Database);
    if text.is_empty() {
        return Ok(Target::Sqlite { path: data.join("masthead.db") });
    }
    text.parse()
        .map_err(|error: store::Error| problem(values, Name::Database, &format!("cannot be: {error}")))
}

fn theme(values: &Values, data: &Path) -> Result<Option<PathBuf>, Problem> {
    let text = text(values, Name::Theme);
    if text.is_empty() {
        return Ok(None);
    }
    let given = PathBuf::from(text);
    let named = data.join(THEMES).join(text);
    [given, named]
        .into_iter()
        .find(|folder| folder.is_dir())
        .map(Some)
        .ok_or_else(|| problem(values, Name::Theme, "is neither a folder nor a theme in the data folder"))
}

fn addresses(values: &Values, name: Name) -> Result<Vec<IpAddr>, Problem> {
    text(values, name)
        .split([',', ' '])
        .filter(|part| !part.is_empty())
        .map(|part| {
            part.parse()
                .map_err(|_| problem(values, name, &format!("holds “{part}”, which is no IP address")))
        })
        .collect()
}

fn log(values: &Values) -> Result<String, Problem> {
    let text = text(values, Name::Log);
    tracing_subscriber::EnvFilter::try_new(text)
        .map(|_| text.to_owned())
        .map_err(|_| problem(values, Name::Log, "is no level such as info, or info,web=debug"))
}

/// A database address without its password.
pub(crate) fn mask(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else { return text.to_owned() };
    let query = rest.find('?').unwrap_or(rest.len());
    let masked = match rest[..query].rsplit_once('@') {
        Some((user, host)) => match user.split_once(':') {
            Some((user, _)) => format!("{user}:***@{host}"),
            None => format!("{user}@{host}"),
        },
        None => rest[..query].to_owned(),
    };
    let parameters: Vec<String> = rest[query..]
        .trim_start_matches('?')
        .split('&')
        .filter(|part| !part.is_empty())
        .map(|part| if part.starts_with("password=") { "password=***".to_owned() } else { part.to_owned() })
        .collect();
    let query = if parameters.is_empty() { String::new() } else { format!("?{}", parameters.join("&")) };
    format!("{scheme}://{masked}{query}")
}
