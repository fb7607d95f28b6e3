use std::path::Path;

use super::resolve::mask;
use super::{Configuration, Name, Origin, SETTINGS, Values};

fn values(data: &Path, args: &[&str], env: &[(&str, &str)]) -> Result<Values, String> {
    let mut line = vec!["masthead", "--data", data.to_str().unwrap()];
    line.extend(args);
    let flags = clap::Command::new("masthead").args(super::flags()).try_get_matches_from(line).unwrap();
    let env = |name: &str| env.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
    Values::collect(&flags, &env).map_err(|problem| problem.0)
}

fn refused(data: &Path, args: &[&str]) -> String {
    values(data, args, &[])
        .and_then(|values| Configuration::understand(&values).map_err(|problem| problem.0))
        .expect_err("must be refused")
}

#[test]
fn a_flag_beats_the_environment_beats_the_file_beats_the_default() {
    let data = tempfile::tempdir().unwrap();
    std::fs::write(
        data.path().join("masthead.toml"),
        "# ours\nlisten = \"127.0.0.1:1\"\ncache_size = 5\nconnections = 7\n",
    )
    .unwrap();
    let env = [("MASTHEAD_LISTEN", "127.0.0.1:2"), ("MASTHEAD_CACHE_SIZE", "6")];
    let values = values(data.path(), &["--listen", "127.0.0.1:3"], &env).unwrap();
    assert_eq!(values.get(Name::Listen).text, "127.0.0.1:3");
    assert_eq!(values.get(Name::Listen).origin, Origin::Flag("listen"));
    assert_eq!(values.get(Name::CacheSize).text, "6");
    assert_eq!(values.get(Name::CacheSize).origin, Origin::Environment("MASTHEAD_CACHE_SIZE"));
    assert_eq!(values.get(Name::Connections).text, "7");
    assert!(matches!(values.get(Name::Connections).origin, Origin::File { line: 4, .. }));
    assert_eq!(values.get(Name::Log).origin, Origin::Default);
    assert_eq!(Configuration::understand(&values).unwrap().cache_bytes, 6 << 20);
}

#[test]
fn what_cannot_be_is_refused_with_its_place() {
    let data = tempfile::tempdir().unwrap();
    let data = data.path();
    for (args, words) in [
        (["--listen", "nowhere"], "listen = “nowhere” (--listen) is no IP address"),
        (["--url", "example.org"], "is no address such as https://example.org"),
        (["--url", "ftp://example.org"], "must begin with http"),
        (["--url", "https://example.org/blog"], "has a path"),
        (["--url", "https://example.org/?x"], "without user, ? and #"),
        (["--theme", "no-such-theme"], "is neither a folder nor a theme"),
        (["--cache-size", "-1"], "must be a whole number from 0"),
        (["--cache-size", "lots"], "must be a whole number"),
        (["--connections", "0"], "must be a whole number from 1"),
        (["--connections-per-address", "20000"], "more than the 10000 connections there are in all"),
        (["--trusted-proxies", "10.0.0.1,proxy"], "holds “proxy”"),
        (["--surrogate-keys", "perhaps"], "must be true or false"),
        (["--log", "info,=="], "is no level"),
        (["--smtp", "mail.example.org"], "is no address such as smtps://"),
        (["--smtp", "smtp://ana:secret@relay.lan?tls=none"], "smtp://ana:***@relay.lan?tls=none"),
        (["--mail-from", "nobody"], "is no mail address"),
        (["--database", "mysql://x"], "database = “mysql://x”"),
    ] {
        let sentence = match args {
            [flag, value] if value.starts_with('-') => refused(data, &[&format!("{flag}={value}")]),
            args => refused(data, &args),
        };
        assert!(sentence.contains(words), "{args:?}: {sentence}");
    }
}

#[test]
fn a_file_with_an_unknown_line_is_refused() {
    let data = tempfile::tempdir().unwrap();
    for (text, words) in [
        ("listn = \"x\"\n", "line 1: there is no option “listn”. There are: listen, url"),
        ("\ndata = \"x\"\n", "line 2: “data” cannot be set here"),
        ("listen = 1.5\n", "cannot be a float"),
        ("listen = \n", "masthead.toml: "),
        ("cache_off = true\n", "there is no option"),
    ] {
        std::fs::write(data.path().join("masthead.toml"), text).unwrap();
        let sentence = refused(data.path(), &[]);
        assert!(sentence.contains(words), "{text}: {sentence}");
    }
}

#[test]
fn passwords_are_masked() {
    assert_eq!(
        mask("postgres://me:secret@host/db?sslmode=require"),
        "postgres://me:***@host/db?sslmode=require"
    );
    assert_eq!(mask("postgres://me:se@cret@host/db"), "postgres://me:***@host/db");
    assert_eq!(mask("postgres://host/db?user=a&password=b"), "postgres://host/db?user=a&password=***");
    assert_eq!(mask("/var/lib/x.db"), "/var/lib/x.db");
}

#[test]
fn every_option_is_complete_and_documented() {
    for setting in &SETTINGS {
        assert!(setting.help.ends_with('.'), "{}", setting.key);
        if setting.form != super::Form::Bench {
            assert_eq!(setting.env, format!("MASTHEAD_{}", setting.key.to_ascii_uppercase()));
            assert!(!setting.value.is_empty());
        }
    }
    let page =
        std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/configuration.md")).unwrap();
    let table = super::documentation();
    assert!(page.contains(&table), "docs/configuration.md must contain:\n{table}");
}
