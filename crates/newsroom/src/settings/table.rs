use crate::Capability;

/// What a setting's text must look like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of at most so many characters.
    Line(usize),
    /// Several lines of at most so many characters.
    Lines(usize),
    /// HTML of at most so many bytes. Cleaned unless its editor may post raw HTML.
    Html(usize),
    /// HTML for the head or the foot of every page, never cleaned.
    Code(usize),
    /// A web address, or a path of this site.
    Address,
    /// The address of a picture.
    Picture,
    /// `#rrggbb` or `#rgb`.
    Colour,
    /// A language such as `en` or `pt-BR`.
    Language,
    /// A JSON list of languages.
    Languages,
    /// A name of the IANA time zone database.
    TimeZone,
    /// A JSON list of `{label, url}`.
    Menu,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A JSON list of some of these.
    Choices(&'static [&'static str]),
    /// A moment: milliseconds since 1970, UTC.
    Moment,
    /// The text of a `routes.yaml`.
    Routes,
}

/// Where a setting stands among the forms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Group {
    /// Name, description, pictures, colour.
    Identity,
    /// Languages and time zone.
    Languages,
    /// The menus.
    Navigation,
    /// The announcement banner.
    Banner,
    /// Accounts on networks; what search engines and networks show of the front page.
    Social,
    /// What stands beside stories.
    Stories,
    /// Code injection.
    Code,
    /// Who may read the site.
    Access,
    /// Where stories, topics and authors live.
    Addresses,
}

impl Group {
    /// Every group, as the room lists them.
    pub const ALL: [Group; 9] = [
        Group::Identity,
        Group::Languages,
        Group::Navigation,
        Group::Banner,
        Group::Stories,
        Group::Social,
        Group::Code,
        Group::Access,
        Group::Addresses,
    ];

    /// Its name in addresses and messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::Identity => "identity",
            Group::Languages => "languages",
            Group::Navigation => "navigation",
            Group::Banner => "banner",
            Group::Stories => "stories",
            Group::Social => "social",
            Group::Code => "code",
            Group::Access => "access",
            Group::Addresses => "addresses",
        }
    }

    /// What somebody needs to change the settings of the group.
    pub fn needs(self) -> Capability {
        match self {
            Group::Navigation | Group::Banner | Group::Stories => Capability::Curate,
            Group::Identity | Group::Languages | Group::Social | Group::Access | Group::Addresses => {
                Capability::KeepSettings
            }
            Group::Code => Capability::InjectCode,
        }
    }
}

/// One setting.
#[derive(Debug, Clone, Copy)]
pub struct Setting {
    /// Its key: Ghost's where Ghost has it.
    pub key: &'static str,
    /// What its text must look like.
    pub shape: Shape,
    /// Among which forms it stands.
    pub group: Group,
    /// What it does, in one sentence, for `docs/settings.md`.
    pub about: &'static str,
}

impl Setting {
    /// Whether its text lets its reader in somewhere: no log has it.
    pub fn is_secret(&self) -> bool {
        self.key == "password"
    }
}

const fn setting(key: &'static str, shape: Shape, group: Group, about: &'static str) -> Setting {
    Setting { key, shape, group, about }
}

/// Every setting.
pub const SETTINGS: &[Setting] = &[
    setting("title", Shape::Line(150), Group::Identity, "The name of the publication."),
    setting(
        "description",
        Shape::Lines(200),
        Group::Identity,
        "What it is, in a sentence or two, under its name.",
    ),
    setting("logo", Shape::Picture, Group::Identity, "Stands in place of the name at the top of every page."),
    setting("icon", Shape::Picture, Group::Identity, "The small square picture of a browser's tab."),
    setting(
        "cover_image",
        Shape::Picture,
        Group::Identity,
        "A large picture that some themes show on the front page.",
    ),
    setting("accent_color", Shape::Colour, Group::Identity, "The colour of links and buttons."),
    setting("locale", Shape::Language, Group::Languages, "The main language of the site."),
    setting(
        "languages",
        Shape::Languages,
        Group::Languages,
        "The languages with a front page of their own; with one or none, there are no language fronts.",
    ),
    setting(
        "timezone",
        Shape::TimeZone,
        Group::Languages,
        "The time zone of every date that readers and editors see.",
    ),
    setting("navigation", Shape::Menu, Group::Navigation, "The menu at the top of every page."),
    setting("secondary_navigation", Shape::Menu, Group::Navigation, "The menu at the foot of every page."),
    setting(
        "announcement_content",
        Shape::Html(4_000),
        Group::Banner,
        "The text of the banner above every page; empty means no banner.",
    ),
    setting(
        "announcement_background",
        Shape::Choice(&["accent", "dark", "light"]),
        Group::Banner,
        "The banner's colour.",
    ),
    setting(
        "announcement_visibility",
        Shape::Choices(&["visitors", "free_members", "paid_members"]),
        Group::Banner,
        "Who sees the banner; nobody is chosen: nobody does.",
    ),
    setting(
        "announcement_from",
        Shape::Moment,
        Group::Banner,
        "When the banner appears; at once when not set.",
    ),
    setting(
        "announcement_until",
        Shape::Moment,
        Group::Banner,
        "When the banner goes; never by itself when not set.",
    ),
    setting(
        "after_story",
        Shape::Choices(&["related", "popular", "picks"]),
        Group::Stories,
        "What themes that have nothing of the kind show after each story, such as Ghost's own.",
    ),
    setting("facebook", Shape::Line(200), Group::Social, "The page on Facebook."),
    setting("twitter", Shape::Line(200), Group::Social, "The account on X, with its @."),
    setting("threads", Shape::Line(200), Group::Social, "The account on Threads."),
    setting("bluesky", Shape::Line(200), Group::Social, "The account on Bluesky."),
    setting("mastodon", Shape::Line(200), Group::Social, "The account on Mastodon, with its server."),
    setting("tiktok", Shape::Line(200), Group::Social, "The account on TikTok."),
    setting("youtube", Shape::Line(200), Group::Social, "The channel on YouTube."),
    setting("instagram", Shape::Line(200), Group::Social, "The account on Instagram."),
    setting("linkedin", Shape::Line(200), Group::Social, "The page on LinkedIn."),
    setting("meta_title", Shape::Line(300), Group::Social, "The title of the front page for search engines."),
    setting(
        "meta_description",
        Shape::Lines(500),
        Group::Social,
        "The description of the front page for search engines.",
    ),
    setting(
        "og_image",
        Shape::Picture,
        Group::Social,
        "The picture of the front page on Facebook, Telegram and others.",
    ),
    setting(
        "og_title",
        Shape::Line(300),
        Group::Social,
        "The title of the front page on Facebook, Telegram and others.",
    ),
    setting(
        "og_description",
        Shape::Lines(500),
        Group::Social,
        "The description of the front page on Facebook, Telegram and others.",
    ),
    setting("twitter_image", Shape::Picture, Group::Social, "The picture of the front page on X."),
    setting("twitter_title", Shape::Line(300), Group::Social, "The title of the front page on X."),
    setting(
        "twitter_description",
        Shape::Lines(500),
        Group::Social,
        "The description of the front page on X.",
    ),
    setting(
        "codeinjection_head",
        Shape::Code(65_000),
        Group::Code,
        "HTML in the head of every page of the site.",
    ),
    setting(
        "codeinjection_foot",
        Shape::Code(65_000),
        Group::Code,
        "HTML at the end of every page of the site.",
    ),
    setting(
        "is_private",
        Shape::Choice(&["false", "true"]),
        Group::Access,
        "Whether only those with the access code may read the site.",
    ),
    setting(
        "password",
        Shape::Line(100),
        Group::Access,
        "The access code of a private site; one is made when there is none.",
    ),
    setting(
        routes::SETTING,
        Shape::Routes,
        Group::Addresses,
        "Where stories, topics and authors live: the text of a `routes.yaml` as Ghost has it; empty means Ghost's own addresses.",
    ),
];
