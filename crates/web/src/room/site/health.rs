//! What the doctor says, in the room.

use std::sync::Arc;

use axum::{extract::State, routing::get};
use maud::{Markup, html};
use newsroom::Capability;

use super::super::{
    Room, finding::Verdict, guard::Needs, refusal::Refusal, routes::Route, shell::Page, staff::Staff,
};

pub(in super::super) const PATH: &str = "/room/health/";

pub(super) const ROUTES: &[Route] = &[Route::get(PATH, Needs::Of(Capability::SeeHealth), || get(page))];

async fn page(State(room): State<Arc<Room>>, staff: Staff) -> Result<Markup, Refusal> {
    let words = staff.words;
    let findings = room.run(|room| Ok((room.operator.examine)())).await?;
    let worst = findings.iter().map(|finding| finding.verdict).max().unwrap_or(Verdict::Fine);
    let name = |verdict| match verdict {
        Verdict::Fine => words.text("health.fine"),
        Verdict::Warning => words.text("health.warning"),
        Verdict::Problem => words.text("health.problem"),
    };
    let title = words.text("health.title");
    let body = html! {
        h1 { (title) }
        p.lead {
            @match worst {
                Verdict::Fine => (words.text("health.all_fine")),
                Verdict::Warning => (words.text("health.some_warnings")),
                Verdict::Problem => (words.text("health.some_problems")),
            }
        }
        table.list {
            thead { tr { th { (words.text("health.verdict")) } th { (words.text("health.finding")) } } }
            tbody {
                @for finding in &findings {
                    tr {
                        td.nowrap { span.tag data-verdict=(finding.verdict.as_str()) { (name(finding.verdict)) } }
                        td { (finding.sentence(words.language())) }
                    }
                }
            }
        }
    };
    Ok(Page { staff: &staff, place: PATH, title, notice: None, body }.show(&room).await)
}
