//! Which site an address belongs to, and where that site's player for other people's pages is. By the address alone: nobody is asked.

use url::Url;

/// How a player is shaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A film: width to height.
    Film(u32, u32),
    /// A box of this many pixels' height.
    High(u32),
}

/// Something of another site that can be shown in a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Player {
    /// Name of the site.
    pub provider: &'static str,
    /// Address of the frame.
    pub frame: String,
    /// Address of the page that it shows, for readers who would rather go there.
    pub page: String,
    /// How it is shaped.
    pub shape: Shape,
}

/// Reads an address of a site; gives frame and shape when it is one of its things.
type Reads = fn(&Url, &[&str]) -> Option<(String, Shape)>;

/// The sites that we know: name, hosts (none: any), how their addresses are read.
const PROVIDERS: &[(&str, &[&str], Reads)] = &[
    (
        "YouTube",
        &["youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com", "youtu.be"],
        youtube,
    ),
    ("Vimeo", &["vimeo.com", "player.vimeo.com"], vimeo),
    ("X", &["x.com", "twitter.com", "mobile.twitter.com", "platform.twitter.com"], x),
    ("Bluesky", &["bsky.app", "embed.bsky.app"], bluesky),
    ("Telegram", &["t.me"], telegram),
    ("Facebook", &["facebook.com", "m.facebook.com", "fb.watch"], facebook),
    ("Instagram", &["instagram.com"], instagram),
    ("Spotify", &["open.spotify.com"], spotify),
    ("SoundCloud", &["soundcloud.com", "m.soundcloud.com", "w.soundcloud.com"], soundcloud),
    ("Datawrapper", &["datawrapper.dwcdn.net", "datawrapper.de"], datawrapper),
    ("Mastodon", &[], mastodon),
];

/// The player for an address (of a page, or of the player itself); `None` when no site that we know has it.
pub fn player(address: &str) -> Option<Player> {
    let address = address.trim();
    let absolute =
        address.strip_prefix("//").map_or_else(|| address.to_owned(), |rest| format!("https://{rest}"));
    let url = Url::parse(&absolute).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.port().is_none()
    })?;
    let host = url.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let parts: Vec<&str> = url.path_segments()?.filter(|part| !part.is_empty()).collect();
    let (provider, _, read) =
        PROVIDERS.iter().find(|(_, hosts, _)| hosts.is_empty() || hosts.contains(&host))?;
    let (frame, shape) = read(&url, &parts)?;
    Some(Player { provider, frame, page: absolute, shape })
}

const WIDE: Shape = Shape::Film(16, 9);

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 100
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.len() <= 25 && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn asked(url: &Url, key: &str) -> Option<String> {
    url.query_pairs().find(|(name, _)| name == key).map(|(_, value)| value.into_owned())
}

/// An address inside another one.
fn inside(url: &str) -> String {
    url::form_urlencoded::byte_serialize(url.as_bytes()).collect()
}

fn youtube(url: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let (id, shape) = match parts {
        ["playlist"] | ["embed", "videoseries"] => {
            let list = asked(url, "list").filter(|list| is_name(list))?;
            return Some((format!("https://www.youtube-nocookie.com/embed/videoseries?list={list}"), WIDE));
        }
        ["watch"] => (asked(url, "v")?, WIDE),
        ["shorts", id] => ((*id).to_owned(), Shape::Film(9, 16)),
        ["embed" | "live" | "v", id] => ((*id).to_owned(), WIDE),
        [id] if url.host_str() == Some("youtu.be") => ((*id).to_owned(), WIDE),
        _ => return None,
    };
    let start = asked(url, "t").or_else(|| asked(url, "start")).map_or(0, |text| seconds(&text));
    let start = if start > 0 { format!("&start={start}") } else { String::new() };
    is_name(&id).then(|| (format!("https://www.youtube-nocookie.com/embed/{id}?autoplay=1{start}"), shape))
}

/// `90`, `90s`, `1m30s`, `1h2m3s`.
fn seconds(text: &str) -> u32 {
    let (mut all, mut number) = (0u32, 0u32);
    for c in text.chars() {
        match c {
            '0'..='9' => number = number.saturating_mul(10).saturating_add(c as u32 - '0' as u32),
            'h' | 'm' | 's' => {
                let unit = match c {
                    'h' => 3600,
                    'm' => 60,
                    _ => 1,
                };
                all = all.saturating_add(number.saturating_mul(unit));
                number = 0;
            }
            _ => return 0,
        }
    }
    all.saturating_add(number)
}

fn vimeo(url: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let (id, hash) = match parts {
        ["video", id] => (*id, asked(url, "h")),
        [id] => (*id, None),
        [id, hash] if is_number(id) => (*id, Some((*hash).to_owned())),
        ["channels", _, id] => (*id, None),
        _ => return None,
    };
    let hash = hash.filter(|hash| is_name(hash)).map_or(String::new(), |hash| format!("&h={hash}"));
    is_number(id).then(|| (format!("https://player.vimeo.com/video/{id}?dnt=1&autoplay=1{hash}"), WIDE))
}

fn x(url: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let id = match parts {
        [_, "status" | "statuses", id, ..] => (*id).to_owned(),
        ["embed", "Tweet.html"] => asked(url, "id")?,
        _ => return None,
    };
    is_number(&id).then(|| {
        (format!("https://platform.twitter.com/embed/Tweet.html?dnt=true&id={id}"), Shape::High(600))
    })
}

fn bluesky(_: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let (who, post) = match parts {
        ["profile", who, "post", post] => (*who, *post),
        ["embed", who, "app.bsky.feed.post", post] => (*who, *post),
        _ => return None,
    };
    let is_who = |who: &str| is_name(&who.replace(':', "-"));
    (is_who(who) && is_name(post))
        .then(|| (format!("https://embed.bsky.app/embed/{who}/app.bsky.feed.post/{post}"), Shape::High(500)))
}

fn telegram(_: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let (channel, post) = match parts {
        ["s", channel, post] | [channel, post] => (*channel, *post),
        _ => return None,
    };
    (is_name(channel) && is_number(post))
        .then(|| (format!("https://t.me/{channel}/{post}?embed=1&mode=tme"), Shape::High(500)))
}

fn facebook(url: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let film = |page: &str| {
        format!("https://www.facebook.com/plugins/video.php?show_text=false&href={}", inside(page))
    };
    let post = |page: &str| {
        format!("https://www.facebook.com/plugins/post.php?show_text=true&href={}", inside(page))
    };
    match parts {
        ["plugins", "video.php"] => Some((film(&asked(url, "href")?), WIDE)),
        ["plugins", "post.php"] => Some((post(&asked(url, "href")?), Shape::High(600))),
        ["watch", ..] | ["reel", _, ..] | [_, "videos", ..] => Some((film(url.as_str()), WIDE)),
        [_] if url.host_str() == Some("fb.watch") => Some((film(url.as_str()), WIDE)),
        [_, "posts" | "photos", ..]
        | ["share", ..]
        | ["photo" | "photo.php" | "permalink.php" | "story.php", ..] => {
            Some((post(url.as_str()), Shape::High(600)))
        }
        _ => None,
    }
}

fn instagram(_: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let (kind, code) = match parts {
        [kind @ ("p" | "reel" | "tv"), code, ..] => (*kind, *code),
        [_, kind @ ("p" | "reel" | "tv"), code, ..] => (*kind, *code),
        _ => return None,
    };
    is_name(code)
        .then(|| (format!("https://www.instagram.com/{kind}/{code}/embed/captioned/"), Shape::High(700)))
}

fn spotify(_: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let parts = match parts {
        [first, rest @ ..] if *first == "embed" || first.starts_with("intl-") => rest,
        parts => parts,
    };
    let [kind @ ("track" | "album" | "playlist" | "episode" | "show" | "artist"), id] = parts else {
        return None;
    };
    let high = if matches!(*kind, "track" | "episode") { 152 } else { 352 };
    is_name(id).then(|| (format!("https://open.spotify.com/embed/{kind}/{id}"), Shape::High(high)))
}

fn soundcloud(url: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let page = match parts {
        ["player"] => asked(url, "url")?,
        [_, _, ..] => url.as_str().to_owned(),
        _ => return None,
    };
    Some((format!("https://w.soundcloud.com/player/?auto_play=true&url={}", inside(&page)), Shape::High(166)))
}

fn datawrapper(_: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let (id, version) = match parts {
        ["_", id] | [id] => (*id, ""),
        [id, version] if is_number(version) => (*id, *version),
        _ => return None,
    };
    let version = if version.is_empty() { String::new() } else { format!("{version}/") };
    is_name(id).then(|| (format!("https://datawrapper.dwcdn.net/{id}/{version}"), Shape::High(500)))
}

/// Anybody's server: `/@name/109348205` is the only sign.
fn mastodon(url: &Url, parts: &[&str]) -> Option<(String, Shape)> {
    let (who, post) = match parts {
        [who, post] | [who, post, "embed"] => (*who, *post),
        _ => return None,
    };
    let name = who.strip_prefix('@')?;
    let fits = is_name(&name.replace('@', "-")) && is_number(post) && post.len() >= 9;
    let host = url.host_str().filter(|host| url.domain() == Some(host))?;
    fits.then(|| (format!("https://{host}/{who}/{post}/embed"), Shape::High(500)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(address: &str) -> Option<(&'static str, String)> {
        player(address).map(|player| (player.provider, player.frame))
    }

    #[test]
    fn sites_are_known_by_their_addresses() {
        for (address, provider, expected) in [
            (
                "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=1m30s",
                "YouTube",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1&start=90",
            ),
            (
                "https://youtu.be/dQw4w9WgXcQ?si=x",
                "YouTube",
                "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ?autoplay=1",
            ),
            (
                "//www.youtube.com/embed/a-_1",
                "YouTube",
                "https://www.youtube-nocookie.com/embed/a-_1?autoplay=1",
            ),
            (
                "https://youtube.com/shorts/abc",
                "YouTube",
                "https://www.youtube-nocookie.com/embed/abc?autoplay=1",
            ),
            (
                "https://vimeo.com/76979871/abc1",
                "Vimeo",
                "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=abc1",
            ),
            (
                "https://twitter.com/a/status/123?s=20",
                "X",
                "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=123",
            ),
            (
                "https://x.com/a/status/123/photo/1",
                "X",
                "https://platform.twitter.com/embed/Tweet.html?dnt=true&id=123",
            ),
            (
                "https://bsky.app/profile/ana.bsky.social/post/3k",
                "Bluesky",
                "https://embed.bsky.app/embed/ana.bsky.social/app.bsky.feed.post/3k",
            ),
            (
                "https://bsky.app/profile/did:plc:abc/post/3k",
                "Bluesky",
                "https://embed.bsky.app/embed/did:plc:abc/app.bsky.feed.post/3k",
            ),
            (
                "https://mastodon.social/@ana/109348205123456789",
                "Mastodon",
                "https://mastodon.social/@ana/109348205123456789/embed",
            ),
            ("https://t.me/s/channel/42", "Telegram", "https://t.me/channel/42?embed=1&mode=tme"),
            (
                "https://www.facebook.com/ana/posts/1",
                "Facebook",
                "https://www.facebook.com/plugins/post.php?show_text=true&href=https%3A%2F%2Fwww.facebook.com%2Fana%2Fposts%2F1",
            ),
            (
                "https://fb.watch/abc/",
                "Facebook",
                "https://www.facebook.com/plugins/video.php?show_text=false&href=https%3A%2F%2Ffb.watch%2Fabc%2F",
            ),
            (
                "https://www.instagram.com/reel/Cxy_1/",
                "Instagram",
                "https://www.instagram.com/reel/Cxy_1/embed/captioned/",
            ),
            (
                "https://open.spotify.com/intl-de/episode/4rO",
                "Spotify",
                "https://open.spotify.com/embed/episode/4rO",
            ),
            (
                "https://soundcloud.com/a/b",
                "SoundCloud",
                "https://w.soundcloud.com/player/?auto_play=true&url=https%3A%2F%2Fsoundcloud.com%2Fa%2Fb",
            ),
            (
                "https://datawrapper.dwcdn.net/aBcDe/3/",
                "Datawrapper",
                "https://datawrapper.dwcdn.net/aBcDe/3/",
            ),
        ] {
            assert_eq!(frame(address), Some((provider, expected.to_owned())), "{address}");
        }
    }

    #[test]
    fn everything_else_is_not() {
        for address in [
            "",
            "not an address",
            "https://example.org/",
            "https://www.youtube.com/",
            "https://www.youtube.com.evil.example/watch?v=x",
            "https://www.youtube.com@evil.example/watch?v=x",
            "https://youtube.com:8080/watch?v=x",
            "https://www.youtube.com/watch?v=\"><script>",
            "javascript:alert(1)//youtube.com/watch?v=x",
            "https://t.me/channel",
            "https://medium.com/@ana/a-story-1234567890",
            "https://127.0.0.1/@ana/109348205123456789",
            "https://x.com/ana",
        ] {
            assert_eq!(frame(address), None, "{address}");
        }
        // What is known by its player is known again.
        let player_of = |address| player(address).unwrap();
        let once = player_of("https://vimeo.com/1");
        assert_eq!(player_of(&once.frame).provider, "Vimeo");
    }
}
