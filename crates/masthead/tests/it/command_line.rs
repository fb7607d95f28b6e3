//! The other commands, through the binary.

use std::path::Path;
use std::process::Output;

use serde_json::json;
use testsite::{Engine, Ground};

use crate::exports::{export, post};
use crate::running::{Running, masthead, succeed};

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn run(arguments: &[&str]) -> Output {
    masthead(arguments).output().unwrap()
}

fn import(folder: &Path, data: &str) {
    let file = folder.join("export.json");
    let export = export("6.0.0", json!({"posts": [post(1, "One", "First words.")]}));
    std::fs::write(&file, export.to_string()).unwrap();
    succeed(["import", "ghost", file.to_str().unwrap(), "--data", data]);
}

#[test]
fn config_shows_every_value_with_its_source() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    std::fs::write(
        folder.path().join("masthead.toml"),
        "cache_size = 7\ndatabase = \"postgres://me:hidden@host/db\"\n",
    )
    .unwrap();
    let output = masthead(["config", "--data", data, "--listen", "127.0.0.1:1234"])
        .env("MASTHEAD_URL", "https://example.org/")
        .output()
        .unwrap();
    assert!(output.status.success());
    let shown = text(&output.stdout);
    let line = |key: &str| {
        shown
            .lines()
            .find(|line| line.starts_with(&format!("{key} ")))
            .unwrap_or_else(|| panic!("{key}"))
            .to_owned()
    };
    assert!(line("listen").contains("127.0.0.1:1234") && line("listen").ends_with("--listen"));
    assert!(
        line("url").contains("https://example.org/") && line("url").ends_with("environment MASTHEAD_URL")
    );
    assert!(line("cache_size").contains(" 7 ") && line("cache_size").ends_with("masthead.toml, line 1"));
    assert!(line("database").contains("postgres://me:***@host/db") && line("database").ends_with("line 2"));
    assert!(line("connections").ends_with("default"));
    assert!(!shown.contains("hidden"));
}

#[test]
fn contradictions_refuse_to_start_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    let data = data.to_str().unwrap();
    for (arguments, words) in [
        (vec!["serve", "--data", data, "--listen", "here"], "is no IP address with a port"),
        (vec!["serve", "--data", data, "--url", "https://example.org/blog/"], "has a path"),
        (vec!["serve", "--data", data, "--theme", "missing"], "is neither a folder nor a theme"),
        (
            vec!["demo", "--data", data, "--connections", "5", "--connections-per-address", "6"],
            "is more than the 5 connections",
        ),
    ] {
        let output = run(&arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?}");
        assert!(text(&output.stderr).contains(words), "{arguments:?}: {}", text(&output.stderr));
        assert!(!Path::new(data).exists(), "nothing is made");
    }
    assert_eq!(run(&["fly"]).status.code(), Some(2));
    assert_eq!(run(&["serve", "--wings"]).status.code(), Some(2));
}

#[test]
fn a_second_instance_refuses_with_a_sentence_and_the_first_ends_well() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    let first = Running::serve(&data, &[]);
    assert_eq!(first.get("/").0, 200, "an empty site has a front page");
    let second = run(&["serve", "--data", data.to_str().unwrap(), "--listen", "127.0.0.1:0"]);
    assert_eq!(second.status.code(), Some(1));
    let said = text(&second.stderr);
    assert!(
        said.contains("another Masthead (process ") && said.contains("already serves the data folder"),
        "{said}"
    );
    assert_eq!(first.get("/").0, 200);
    first.terminate();
    Running::serve(&data, &[]).terminate();
}

#[test]
fn a_taken_port_is_said() {
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output =
        run(&["serve", "--data", folder.path().join("site").to_str().unwrap(), "--listen", &address]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains(&format!("cannot listen on {address}")),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    let data = data.to_str().unwrap();
    let none = run(&["doctor", "--data", data]);
    assert_eq!(none.status.code(), Some(1));
    assert!(text(&none.stdout).contains("problem  Data folder"), "{}", text(&none.stdout));

    import(folder.path(), data);
    let well = run(&["doctor", "--data", data]);
    let shown = text(&well.stdout);
    assert!(well.status.success(), "{shown}");
    for part in
        ["Data folder", "Server: not running", "Disk", "Database", "Theme: the built-in", "Address", "Clock"]
    {
        assert!(shown.lines().any(|line| line.starts_with("ok") && line.contains(part)), "{part}: {shown}");
    }
    let running = Running::serve(Path::new(data), &[]);
    assert!(text(&run(&["doctor", "--data", data]).stdout).contains("serves this folder"));
    drop(running);

    let warned = run(&["doctor", "--data", data, "--url", "http://news.example.org"]);
    assert!(warned.status.success());
    assert!(text(&warned.stdout).contains("warning  Address http://news.example.org"));

    let database = Path::new(data).join("masthead.db");
    let mut bytes = std::fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 3_000].fill(0xA5);
    std::fs::write(&database, bytes).unwrap();
    for beside in ["masthead.db-wal", "masthead.db-shm"] {
        let _ = std::fs::remove_file(Path::new(data).join(beside));
    }
    let ill = run(&["doctor", "--data", data]);
    assert_eq!(ill.status.code(), Some(1), "{}", text(&ill.stdout));
    assert!(text(&ill.stdout).contains("problem  Database"), "{}", text(&ill.stdout));
}

#[test]
fn imports_take_turns() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    import(folder.path(), data.to_str().unwrap());
    let _held = masthead::lock::FolderLock::importing(&data).unwrap();
    let file = folder.path().join("export.json");
    let output = run(&["import", "ghost", file.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("already imports into the data folder"),
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn a_failed_import_says_so_and_exits_with_one() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    let file = folder.path().join("broken.json");
    std::fs::write(&file, "{\"db\":[{\"data\":{\"posts\":[{\"id\":").unwrap();
    let output = run(&["import", "ghost", file.to_str().unwrap(), "--data", data.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    let said = text(&output.stderr);
    assert!(
        said.contains("broken.json: db[0].data.posts[0]") && said.contains("Nothing was changed."),
        "{said}"
    );
    let missing = run(&["import", "ghost", "/nowhere.json", "--data", data.to_str().unwrap()]);
    assert!(text(&missing.stderr).contains("/nowhere.json: there is no such file"));
}

#[test]
fn themes_are_checked() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.hbs"), "{{#if}").unwrap();
    let output = run(&["theme", "check", folder.path().to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).contains("index.hbs"), "{}", text(&output.stdout));
    let ours = concat!(env!("CARGO_MANIFEST_DIR"), "/../../themes/default");
    let output = run(&["theme", "check", ours]);
    assert!(output.status.success(), "{}", text(&output.stdout));
}

#[test]
fn a_database_moves_to_postgres_and_back() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    import(folder.path(), data.to_str().unwrap());
    let ground = Ground::new(Engine::Postgres);
    let url = ground.database().expect("a database").url.as_str();
    let (from, back) = (data.join("masthead.db"), folder.path().join("back.db"));
    let (from, back) = (from.to_str().unwrap(), back.to_str().unwrap());
    let data = data.to_str().unwrap();
    let copied = succeed(["copy-database", from, url, "--data", data]);
    assert!(text(&copied.stdout).contains("Every row was read back and compared."));
    let full = run(&["copy-database", from, url, "--data", data]);
    assert_eq!(full.status.code(), Some(1), "never over another site");
    succeed(["copy-database", url, back, "--data", data]);
    let site = Running::serve(&folder.path().join("again"), &["--database", back]);
    assert_eq!(site.get("/one/").0, 200);
    assert_eq!(run(&["copy-database", from, from]).status.code(), Some(1));
    assert_eq!(run(&["copy-database", "/nowhere.db", back]).status.code(), Some(1));
}

/// A pipe that nobody reads any more.
fn closed_pipe() -> std::io::PipeWriter {
    std::io::pipe().unwrap().1
}

#[test]
fn a_reader_that_leaves_early_breaks_no_command() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    let data = data.to_str().unwrap();
    import(folder.path(), data);
    let name = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let (export, backup, broken, copy) =
        (name("export.json"), name("a.mast"), name("broken.json"), name("c.db"));
    std::fs::write(&broken, "[]").unwrap();
    let database = format!("{data}/masthead.db");
    let (restored, theme) = (name("restored"), concat!(env!("CARGO_MANIFEST_DIR"), "/../../themes/default"));
    for (arguments, code) in [
        (vec!["config", "--data", data], 0),
        (vec!["config", "--data", data, "--listen", "here"], 1),
        (vec!["doctor", "--data", data], 0),
        (vec!["theme", "check", theme], 0),
        (vec!["import", "ghost", &export, "--data", data], 0),
        (vec!["import", "ghost", &broken, "--data", data], 1),
        (vec!["backup", &backup, "--data", data], 0),
        (vec!["restore", &backup, "--data", &restored], 0),
        (vec!["copy-database", &database, &copy, "--data", data], 0),
        (vec!["--help"], 0),
        (vec!["--version"], 0),
        (vec!["fly"], 2),
        (vec!["serve", "--data", data, "--listen", "here"], 1),
    ] {
        let heard = masthead(&arguments).stdout(closed_pipe()).output().unwrap();
        let said = text(&heard.stderr);
        assert_eq!(heard.status.code(), Some(code), "{arguments:?}: {said}");
        assert!(!said.contains("panicked") && !said.contains("pipe"), "{arguments:?}: {said}");
        for made in [&backup, &copy] {
            let _ = std::fs::remove_file(made);
        }
        let _ = std::fs::remove_dir_all(&restored);
        if arguments[0] == "backup" {
            succeed(&arguments);
        }
    }
    for (arguments, code) in [(vec!["fly"], 2), (vec!["import", "ghost", &broken, "--data", data], 1)] {
        let unheard = masthead(&arguments).stdout(closed_pipe()).stderr(closed_pipe()).status().unwrap();
        assert_eq!(unheard.code(), Some(code), "{arguments:?}");
    }
    // A pipe in the middle of whose output the reader leaves.
    let head = std::process::Command::new("sh")
        .arg("-c")
        .arg(format!(
            "{{ {} config --data '{data}'; echo status $? >&2; }} | head -1",
            crate::running::MASTHEAD
        ))
        .output()
        .unwrap();
    assert_eq!((text(&head.stdout).lines().count(), text(&head.stderr).trim()), (1, "status 0"));
}

#[test]
fn output_that_cannot_be_kept_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let data = folder.path().to_str().unwrap();
    let output = masthead(["config", "--data", data]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("standard output cannot be written"), "{}", text(&output.stderr));
}

#[test]
fn the_doctor_examines_postgres_too() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("site");
    let data = data.to_str().unwrap();
    let file = folder.path().join("export.json");
    std::fs::write(&file, export("6.0.0", json!({"posts": [post(1, "One", "First words.")]})).to_string())
        .unwrap();
    let ground = Ground::new(Engine::Postgres);
    let url = ground.database().expect("a database").url.as_str();
    succeed(["import", "ghost", file.to_str().unwrap(), "--data", data, "--database", url]);
    let well = text(&succeed(["doctor", "--data", data, "--database", url]).stdout);
    assert!(
        well.lines().any(|line| line.starts_with("ok       Database") && line.contains("1 stories")),
        "{well}"
    );

    let client = &mut ground.database().expect("a database").client();
    client.batch_execute("UPDATE counters SET n = n + 1 WHERE name = 'posts'").unwrap();
    let ill = run(&["doctor", "--data", data, "--database", url]);
    assert_eq!(ill.status.code(), Some(1), "{}", text(&ill.stdout));
    assert!(text(&ill.stdout).contains("problem  Database"), "{}", text(&ill.stdout));

    let nobody = run(&["doctor", "--data", data, "--database", "postgres://me:hidden@127.0.0.1:1/x"]);
    let said = text(&nobody.stdout);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(
        said.contains("cannot reach the database") && said.contains("check address and password"),
        "{said}"
    );
    assert!(!said.contains("hidden"), "{said}");
}

#[test]
fn settings_are_shown_and_changed() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let data = data.to_str().unwrap();
    import(folder.path(), data);
    let setting = |arguments: &[&str]| run(&[&["setting", "--data", data], arguments].concat());
    assert!(setting(&["title", "The Ketsar Courier"]).status.success());
    assert!(setting(&["title:ru", "Кецарский курьер"]).status.success());
    assert_eq!(text(&setting(&["title"]).stdout), "The Ketsar Courier\n");
    let all = text(&setting(&[]).stdout);
    assert!(all.contains("title:ru") && all.contains("Кецарский курьер"), "{all}");
    for (key, value, why) in [
        ("accent_color", "red", "no colour"),
        ("rubbish", "x", "no setting"),
        ("locale:ru", "ru", "no setting"),
    ] {
        let refused = setting(&[key, value]);
        assert_eq!(refused.status.code(), Some(1), "{key}");
        assert!(text(&refused.stderr).contains(why), "{key}: {}", text(&refused.stderr));
    }
    assert!(setting(&["title", ""]).status.success());
    assert_eq!(text(&setting(&["title"]).stdout), "\n");
}

#[test]
fn who_is_locked_out_gets_links_from_whoever_holds_the_machine() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().to_str().unwrap();
    let server = Running::serve(folder.path(), &[]);
    let user = |arguments: &[&str]| {
        let arguments: Vec<&str> = ["user"].into_iter().chain(arguments.iter().copied()).collect();
        run(&[&arguments[..], &["--data", data]].concat())
    };
    let path = |output: &Output| {
        assert!(output.status.success(), "{}", text(&output.stderr));
        let link = text(&output.stdout);
        format!("/room/{}", link.trim().split_once("/room/").expect("a link").1)
    };
    let post = |path: &str, fields: &[(&str, &str)]| {
        let request = crate::running::agent().post(format!("{}{path}", server.address));
        let answer = request.header("origin", &server.address).send_form(fields.iter().copied());
        answer.unwrap().status().as_u16()
    };
    let sign_in = |password| post("/room/sign-in/", &[("email", "rita@example.org"), ("password", password)]);

    let invitation = path(&user(&["add", "rita@example.org", "--role", "editor"]));
    let newcomer = [("name", "Rita"), ("password", "several quiet words"), ("language", "en")];
    assert_eq!(post(&invitation, &newcomer), 303);
    assert_eq!(post(&invitation, &newcomer), 404, "once");
    let again = user(&["add", "rita@example.org"]);
    assert_eq!(again.status.code(), Some(1));
    assert!(
        text(&again.stderr).contains("rita@example.org has an account already"),
        "{}",
        text(&again.stderr)
    );
    assert_eq!(user(&["add", "x@example.org", "--role", "owner"]).status.code(), Some(2));

    let reset = path(&user(&["reset", "rita@example.org", "--without-second-factor"]));
    assert_eq!(post(&reset, &[("password", "other quiet words")]), 303);
    assert_eq!((sign_in("several quiet words"), sign_in("other quiet words")), (422, 303));
    let nobody = user(&["reset", "nobody@example.org"]);
    assert_eq!(nobody.status.code(), Some(1));
    assert!(text(&nobody.stderr).contains("there is no person nobody@example.org"));

    let calm = user(&["calm"]);
    assert_eq!(calm.status.code(), Some(1));
    assert!(text(&calm.stderr).contains("there is no alarm"));
    let target = store::Target::Sqlite { path: folder.path().join("masthead.db") };
    let site = store::Store::open(&target, folder.path()).unwrap();
    site.write(|writer| writer.raise_alarm(1, "Rita")).unwrap();
    assert_eq!(sign_in("other quiet words"), 409, "passkeys only");
    assert!(user(&["calm"]).status.success());
    assert_eq!(sign_in("other quiet words"), 303);
}
