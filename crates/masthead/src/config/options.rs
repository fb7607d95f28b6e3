/// One option of the configuration: the command line, the environment, `masthead.toml`, `masthead config` and
/// `docs/configuration.md` all derive from this table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Setting {
    /// Which one it is.
    pub name: Name,
    /// Key in `masthead.toml`.
    pub key: &'static str,
    /// Flag, without its dashes.
    pub flag: &'static str,
    /// Environment variable.
    pub env: &'static str,
    /// What stands for the value in help.
    pub value: &'static str,
    /// Value when nobody says otherwise, as one would write it; empty: derived, see `help`.
    pub default: &'static str,
    /// One sentence.
    pub help: &'static str,
    /// How it may be given.
    pub form: Form,
}

/// How an option is given and shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A value, shown as it is.
    Plain,
    /// A value with a password in it, shown with stars.
    Secret,
    /// Not in `masthead.toml`, because the file is found through it.
    NotInFile,
    /// A flag for benchmarks: not in help, file or environment.
    Bench,
}

/// The options.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "each has its sentence in SETTINGS")]
pub enum Name {
    Data,
    Listen,
    Url,
    Database,
    Theme,
    WatchTheme,
    CacheSize,
    PictureCacheSize,
    Connections,
    ConnectionsPerAddress,
    TrustedProxies,
    FetchAllow,
    Smtp,
    MailFrom,
    SurrogateKeys,
    MaxSize,
    Log,
    CacheOff,
}

/// Every option.
pub const SETTINGS: [Setting; 18] = [
    Setting {
        name: Name::Data,
        key: "data",
        flag: "data",
        env: "MASTHEAD_DATA",
        value: "DIR",
        default: "data",
        help: "Data folder: database, pictures, themes and masthead.toml.",
        form: Form::NotInFile,
    },
    Setting {
        name: Name::Listen,
        key: "listen",
        flag: "listen",
        env: "MASTHEAD_LISTEN",
        value: "ADDRESS",
        default: "127.0.0.1:2368",
        help: "IP address and port to listen on; port 0 takes a free one.",
        form: Form::Plain,
    },
    Setting {
        name: Name::Url,
        key: "url",
        flag: "url",
        env: "MASTHEAD_URL",
        value: "URL",
        default: "",
        help: "Address under which readers reach the site; by default http:// and the address listened on.",
        form: Form::Plain,
    },
    Setting {
        name: Name::Database,
        key: "database",
        flag: "database",
        env: "MASTHEAD_DATABASE",
        value: "DATABASE",
        default: "",
        help: "postgres://user:password@host/database, or a SQLite file; by default masthead.db in the data folder.",
        form: Form::Secret,
    },
    Setting {
        name: Name::Theme,
        key: "theme",
        flag: "theme",
        env: "MASTHEAD_THEME",
        value: "THEME",
        default: "",
        help: "Folder of a theme, or the name of one in the data folder's content/themes/, that stays live whatever is chosen in the room; by default what is chosen there.",
        form: Form::Plain,
    },
    Setting {
        name: Name::WatchTheme,
        key: "watch_theme",
        flag: "watch-theme",
        env: "MASTHEAD_WATCH_THEME",
        value: "TRUTH",
        default: "false",
        help: "For who writes a theme: whether the files of the live one are read anew when they change: true or false.",
        form: Form::Plain,
    },
    Setting {
        name: Name::CacheSize,
        key: "cache_size",
        flag: "cache-size",
        env: "MASTHEAD_CACHE_SIZE",
        value: "MIB",
        default: "128",
        help: "Memory for finished pages, in MiB.",
        form: Form::Plain,
    },
    Setting {
        name: Name::PictureCacheSize,
        key: "picture_cache_size",
        flag: "picture-cache-size",
        env: "MASTHEAD_PICTURE_CACHE_SIZE",
        value: "MIB",
        default: "1024",
        help: "Disk space for smaller variants of pictures, in MiB.",
        form: Form::Plain,
    },
    Setting {
        name: Name::Connections,
        key: "connections",
        flag: "connections",
        env: "MASTHEAD_CONNECTIONS",
        value: "NUMBER",
        default: "10000",
        help: "Connections that are open at the same time.",
        form: Form::Plain,
    },
    Setting {
        name: Name::ConnectionsPerAddress,
        key: "connections_per_address",
        flag: "connections-per-address",
        env: "MASTHEAD_CONNECTIONS_PER_ADDRESS",
        value: "NUMBER",
        default: "1000",
        help: "Connections that one address may have open, or requests in flight behind a trusted proxy; name the proxy when readers come through one.",
        form: Form::Plain,
    },
    Setting {
        name: Name::TrustedProxies,
        key: "trusted_proxies",
        flag: "trusted-proxies",
        env: "MASTHEAD_TRUSTED_PROXIES",
        value: "ADDRESSES",
        default: "",
        help: "IP addresses of reverse proxies, with commas between them: the reader that they name last in X-Forwarded-For is the address that the bound per address is for.",
        form: Form::Plain,
    },
    Setting {
        name: Name::Smtp,
        key: "smtp",
        flag: "smtp",
        env: "MASTHEAD_SMTP",
        value: "URL",
        default: "",
        help: "Mail server: smtps://user:password@host, or smtp://host for STARTTLS; by default letters lie in the data folder's mail/.",
        form: Form::Secret,
    },
    Setting {
        name: Name::MailFrom,
        key: "mail_from",
        flag: "mail-from",
        env: "MASTHEAD_MAIL_FROM",
        value: "ADDRESS",
        default: "",
        help: "Sender of letters, such as Courier <room@example.org>; by default newsroom@ and the host of the site's address.",
        form: Form::Plain,
    },
    Setting {
        name: Name::FetchAllow,
        key: "fetch_allow",
        flag: "fetch-allow",
        env: "MASTHEAD_FETCH_ALLOW",
        value: "ADDRESSES",
        default: "",
        help: "IP addresses in your own network that previews of links may be fetched from, with commas between them; for tests.",
        form: Form::Plain,
    },
    Setting {
        name: Name::SurrogateKeys,
        key: "surrogate_keys",
        flag: "surrogate-keys",
        env: "MASTHEAD_SURROGATE_KEYS",
        value: "TRUTH",
        default: "false",
        help: "Whether pages tell a content delivery network their tags (Surrogate-Key): true or false.",
        form: Form::Plain,
    },
    Setting {
        name: Name::MaxSize,
        key: "max_size",
        flag: "max-size",
        env: "MASTHEAD_MAX_SIZE",
        value: "MIB",
        default: "16384",
        help: "Largest export that an import takes, unpacked, in MiB.",
        form: Form::Plain,
    },
    Setting {
        name: Name::Log,
        key: "log",
        flag: "log",
        env: "MASTHEAD_LOG",
        value: "LEVEL",
        default: "info",
        help: "What is written to standard error: error, warn, info, debug or trace, or per part such as info,web=debug.",
        form: Form::Plain,
    },
    Setting {
        name: Name::CacheOff,
        key: "cache_off",
        flag: "cache-off",
        env: "",
        value: "",
        default: "false",
        help: "Makes every page anew, for benchmarks.",
        form: Form::Bench,
    },
];

/// The option of a name.
pub fn setting(name: Name) -> &'static Setting {
    SETTINGS.iter().find(|setting| setting.name == name).expect("every name stands in the table")
}
