//! Every document of crate `document`'s own corpus goes into a shared document and comes out the same.

use document::{Block, Document, HtmlOptions, Inline, Marks, Trust};
use live::{Manuscript, Story};

fn cases(file: &str) -> impl Iterator<Item = (&str, String)> {
    file.lines().filter_map(|line| line.split_once('\t')).map(|(name, source)| (name, source.to_owned()))
}

/// Pieces that carry the same marks are one piece; a line break's own marks are those around it.
fn joined(content: &mut Vec<Inline>) {
    for piece in std::mem::take(content) {
        match (content.last_mut(), piece) {
            (Some(Inline::Text { text, marks }), Inline::Text { text: more, marks: same })
                if *marks == same =>
            {
                text.push_str(&more);
            }
            (_, Inline::Break { .. }) => content.push(Inline::Break { marks: Marks::default() }),
            (_, piece) => content.push(piece),
        }
    }
}

fn normal(mut document: Document) -> Document {
    fn walk(blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content)
                | Block::Heading { content, .. }
                | Block::PullQuote { content, .. } => joined(content),
                Block::Quote { blocks, .. }
                | Block::Correction { blocks, .. }
                | Block::LiveUpdate { blocks, .. } => walk(blocks),
                Block::List(list) => list.items.iter_mut().for_each(|item| walk(item)),
                Block::Table(table) => {
                    table
                        .rows
                        .iter_mut()
                        .flat_map(|row| &mut row.cells)
                        .for_each(|cell| joined(&mut cell.content));
                }
                _ => {}
            }
        }
    }
    walk(&mut document.blocks);
    document
}

#[track_caller]
fn same_after_sharing(case: &str, body: Document) {
    let story = Story {
        title: format!("Title of {case}"), standfirst: "Нелёгкая 🦊 жизнь".to_owned(), body
    };
    let mut manuscript = Manuscript::begin(&story).unwrap();
    let stored = manuscript.state();
    for shared in [manuscript, Manuscript::open(&stored).unwrap()] {
        let again = shared.story().unwrap();
        assert_eq!((&again.title, &again.standfirst), (&story.title, &story.standfirst));
        assert_eq!(normal(again.body.clone()), normal(story.body.clone()), "{case}");
        let options = HtmlOptions::default();
        assert_eq!(again.body.to_html(&options), normal_html(&story.body, &options), "{case}");
    }
}

/// Ghost's own exports split words of the same marks into pieces, which are printed one by one.
fn normal_html(body: &Document, options: &HtmlOptions) -> String {
    let mut body = body.clone();
    let breaks = normal(body.clone());
    if breaks == body {
        return body.to_html(options);
    }
    // Break marks matter only inside a link: keep them, join the rest.
    fn walk(blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content)
                | Block::Heading { content, .. }
                | Block::PullQuote { content, .. } => join(content),
                Block::Quote { blocks, .. }
                | Block::Correction { blocks, .. }
                | Block::LiveUpdate { blocks, .. } => walk(blocks),
                Block::List(list) => list.items.iter_mut().for_each(|item| walk(item)),
                Block::Table(table) => {
                    table
                        .rows
                        .iter_mut()
                        .flat_map(|row| &mut row.cells)
                        .for_each(|cell| join(&mut cell.content));
                }
                _ => {}
            }
        }
    }
    fn join(content: &mut Vec<Inline>) {
        for piece in std::mem::take(content) {
            match (content.last_mut(), piece) {
                (Some(Inline::Text { text, marks }), Inline::Text { text: more, marks: same })
                    if *marks == same =>
                {
                    text.push_str(&more);
                }
                (_, piece) => content.push(piece),
            }
        }
    }
    walk(&mut body.blocks);
    body.to_html(options)
}

#[test]
fn every_case_of_every_format_comes_out_as_it_went_in() {
    let mut count = 0;
    for trust in [Trust::Trusted, Trust::Untrusted] {
        for (case, source) in cases(include_str!("../../../document/tests/cases/lexical.txt")) {
            same_after_sharing(case, Document::from_lexical(&source, trust).unwrap().document);
            count += 1;
        }
        for (case, source) in cases(include_str!("../../../document/tests/cases/mobiledoc.txt")) {
            same_after_sharing(case, Document::from_mobiledoc(&source, trust).unwrap().document);
            count += 1;
        }
        for (case, source) in cases(include_str!("../../../document/tests/cases/html.txt"))
            .map(|(case, source)| (case, source.replace("\\n", "\n")))
        {
            same_after_sharing(case, Document::from_html(&source, trust).unwrap().document);
            count += 1;
        }
    }
    assert!(count > 250, "{count} cases");
}

#[test]
fn every_node_and_mark_comes_out_as_it_went_in() {
    let json = r#"{"type":"doc","content":[
        {"type":"heading","attrs":{"level":1},"content":[{"type":"text","text":"H","marks":[{"type":"link","attrs":{"href":"https://e.org","rel":"nofollow","title":"t","target":"_blank"}},{"type":"statement","attrs":{"id":"s1","speaker":"Ana"}},{"type":"strong"},{"type":"em"},{"type":"strike"},{"type":"underline"},{"type":"code"},{"type":"sub"},{"type":"sup"},{"type":"highlight"}]}]},
        {"type":"paragraph","content":[{"type":"text","text":"a","marks":[{"type":"statement"}]},{"type":"hard_break"},{"type":"text","text":"b"},{"type":"text","text":"\u0000c","marks":[{"type":"em"}]},{"type":"text","text":"d"}]},
        {"type":"paragraph"},
        {"type":"ordered_list","attrs":{"order":4},"content":[{"type":"list_item","content":[{"type":"paragraph","content":[{"type":"text","text":"x"}]},{"type":"bullet_list","content":[{"type":"list_item"}]}]}]},
        {"type":"blockquote","attrs":{"alt":true},"content":[{"type":"blockquote"}]},
        {"type":"pull_quote","attrs":{"credit":"Ana"},"content":[{"type":"text","text":"q"}]},
        {"type":"correction","attrs":{"date":"2026-01-01"},"content":[{"type":"paragraph"}]},
        {"type":"live_update","attrs":{"time":"12:00","title":"T"},"content":[{"type":"image","attrs":{"src":"/a.jpg","width":3000,"focus":"30% 55%"}}]},
        {"type":"table","content":[{"type":"table_row","content":[{"type":"table_header","attrs":{"colspan":2,"rowspan":1}},{"type":"table_cell","content":[{"type":"text","text":"c"}]}]}]},
        {"type":"horizontal_rule"},{"type":"paywall"},
        {"type":"foreign","attrs":{"source":"lexical","name":"tweet","payload":"{\"deep\":[[[1]]]}","html":"<p>x</p>"}},
        {"type":"audio","attrs":{"src":"/a.mp3","duration":12.75}},
        {"type":"gallery","attrs":{"images":[{"src":"/1.jpg","row":1,"width":10,"focus":"0% 100%"},{"src":"/2.jpg"}]}},
        {"type":"html","attrs":{"html":"<script>1</script>","visibility":{"nonMember":false,"webSegment":"","emailSegment":""}}}
    ]}"#;
    same_after_sharing("everything", Document::from_json(json).unwrap());
}
