//! Scratch: lexical lines to html.
use std::io::BufRead;
fn main() {
    let format = std::env::args().nth(1).unwrap_or_default();
    let trust = if std::env::args().nth(2).as_deref() == Some("u") { document::Trust::Untrusted } else { document::Trust::Trusted };
    for line in std::io::stdin().lock().lines() {
        let line = line.unwrap();
        let source: String = serde_json::from_str(&line).unwrap();
        let c = match format.as_str() {
            "lexical" => document::Document::from_lexical(&source, trust),
            "mobiledoc" => document::Document::from_mobiledoc(&source, trust),
            _ => document::Document::from_html(&source, trust),
        }
        .unwrap();
        let options = document::HtmlOptions { site_url: "https://example.com".into(), ..Default::default() };
        println!("{}", serde_json::to_string(&serde_json::json!({"html": c.document.to_html(&options), "text": c.document.to_text(), "notes": c.notes.iter().map(|n| n.what.clone()).collect::<Vec<_>>() })).unwrap());
    }
}
