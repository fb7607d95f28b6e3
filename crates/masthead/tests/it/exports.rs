//! Small Ghost exports of our own, and an archive to bring them into.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use document::Trust;
use indicatif::ProgressBar;
use masthead::ghost::{Import, Sizes, Summary};
use newsroom::{Clock, Newsroom};
use serde_json::{Value, json};
use store::{Kind, Post, Store};
use testsite::{Engine, Ground};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// An export of one site.
pub(crate) fn export(version: &str, data: Value) -> Value {
    json!({"db": [{"meta": {"exported_on": 1_700_000_000_000_i64, "version": version}, "data": data}]})
}

/// An id as Ghost makes them, always the same for a number.
pub(crate) fn id(number: u64) -> String {
    format!("{number:024x}")
}

/// A Lexical body of plain paragraphs.
pub(crate) fn lexical(paragraphs: &[&str]) -> String {
    let paragraph = |text: &&str| {
        json!({"type": "paragraph", "version": 1, "format": "", "indent": 0, "direction": "ltr", "children": [
            {"type": "extended-text", "version": 1, "detail": 0, "format": 0, "mode": "normal", "style": "", "text": text}]})
    };
    let children: Vec<Value> = paragraphs.iter().map(paragraph).collect();
    json!({"root": {"type": "root", "version": 1, "format": "", "indent": 0, "direction": "ltr", "children": children}}).to_string()
}

/// A Mobiledoc body of plain paragraphs.
pub(crate) fn mobiledoc(paragraphs: &[&str]) -> String {
    let sections: Vec<Value> = paragraphs.iter().map(|text| json!([1, "p", [[0, [], 0, text]]])).collect();
    json!({"version": "0.3.1", "atoms": [], "cards": [], "markups": [], "sections": sections}).to_string()
}

/// A published post with a Lexical body, as Ghost 6 writes it.
pub(crate) fn post(number: u64, title: &str, text: &str) -> Value {
    json!({"id": id(number), "uuid": format!("00000000-0000-4000-a000-{number:012}"), "title": title, "slug": newsroom::slugify(title),
        "lexical": lexical(&[text]), "mobiledoc": null, "html": null, "plaintext": text, "comment_id": id(number), "feature_image": null,
        "featured": 0, "type": "post", "status": "published", "locale": null, "visibility": "public", "email_recipient_filter": "all",
        "created_at": "2024-01-01T10:00:00.000Z", "updated_at": "2024-01-01T10:00:00.000Z", "published_at": "2024-01-01T10:00:00.000Z",
        "custom_excerpt": null, "codeinjection_head": null, "codeinjection_foot": null, "custom_template": null, "canonical_url": null,
        "newsletter_id": null, "show_title_and_feature_image": 1})
}

/// A user.
pub(crate) fn user(number: u64, name: &str) -> Value {
    json!({"id": id(number), "name": name, "slug": newsroom::slugify(name), "email": format!("{number}@example.org"), "status": "active",
        "password": "$2a$10$secret", "created_at": "2023-01-01T00:00:00.000Z", "updated_at": "2023-01-01T00:00:00.000Z"})
}

/// A tag.
pub(crate) fn tag(number: u64, name: &str) -> Value {
    let internal = name.starts_with('#');
    let slug = newsroom::slugify(name);
    json!({"id": id(number), "name": name, "slug": if internal { format!("hash-{slug}") } else { slug },
        "visibility": if internal { "internal" } else { "public" }, "created_at": "2023-01-01T00:00:00.000Z"})
}

/// A setting.
pub(crate) fn setting(key: &str, value: &str) -> Value {
    json!({"id": id(newsroom_number(key)), "key": key, "value": value, "type": "string"})
}

fn newsroom_number(key: &str) -> u64 {
    key.bytes().fold(0, |all, byte| all.wrapping_mul(31).wrapping_add(u64::from(byte)))
}

/// Bytes of a ZIP of these files.
pub(crate) fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in files {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A PNG of a few pixels.
pub(crate) fn png(red: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_pixel(6, 4, image::Rgb([red, 10, 20]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// An archive that imports go into.
pub(crate) struct Archive {
    /// Its database and folder.
    pub(crate) ground: Ground,
    /// Its store.
    pub(crate) store: Store,
    inbox: tempfile::TempDir,
}

impl Archive {
    pub(crate) fn new(engine: Engine) -> Self {
        let ground = Ground::new(engine);
        let store = Store::open(&ground.target, ground.folder()).unwrap();
        Self { ground, store, inbox: tempfile::tempdir().unwrap() }
    }

    /// The data folder.
    pub(crate) fn data(&self) -> &Path {
        self.ground.folder()
    }

    /// Writes a file to be imported.
    pub(crate) fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.inbox.path().join(name);
        File::create(&path).unwrap().write_all(bytes).unwrap();
        path
    }

    /// Imports a file, with limits.
    pub(crate) fn import_within(&self, file: PathBuf, trust: Trust, sizes: Sizes) -> anyhow::Result<Summary> {
        let import =
            Import { file, data: self.data().to_owned(), trust, sizes, progress: ProgressBar::hidden() };
        import.run(&Newsroom::new(self.store.clone(), Clock::fixed(1_750_000_000_000)))
    }

    /// Imports a file; what it says when it fails.
    pub(crate) fn try_import(&self, name: &str, bytes: &[u8]) -> Result<Summary, String> {
        let sizes = Sizes { total: 64 << 20, row: 8 << 20 };
        self.import_within(self.file(name, bytes), Trust::Untrusted, sizes)
            .map_err(|error| format!("{error:#}"))
    }

    /// Imports an export that must be good.
    pub(crate) fn import(&self, export: &Value) -> Summary {
        self.try_import("export.json", export.to_string().as_bytes()).expect("the import succeeds")
    }

    /// A public post.
    pub(crate) fn post(&self, slug: &str) -> Post {
        self.store
            .reader()
            .unwrap()
            .post_by_slug(Kind::Post, slug)
            .unwrap()
            .unwrap_or_else(|| panic!("no post {slug}"))
    }

    /// Everything that an import must not have changed when it failed: the change number and the number of posts, and every file.
    pub(crate) fn state(&self) -> (u64, u64, Vec<String>) {
        let all = store::PostQuery::newest(store::List::All, 0, 1);
        let count = self.store.reader().unwrap().count_posts(&all).unwrap();
        let mut files: Vec<String> = walkdir::WalkDir::new(self.data())
            .into_iter()
            .map(|entry| entry.unwrap())
            .filter(|entry| entry.file_type().is_file())
            .map(|entry| entry.path().strip_prefix(self.data()).unwrap().display().to_string())
            .filter(|name| !name.ends_with("-wal") && !name.ends_with("-shm"))
            .collect();
        files.sort();
        (self.store.change_number(), count, files)
    }
}
