//! Members as the newsroom knows them: personal data, for administrators and their programs alone. Signing in and paying come later; what
//! Ghost says of them here is none.

use filter::{Expr, Match, Test};
use newsroom::{Because, Capability, LabelNamed, MemberChange, Refused};
use serde_json::{Value, json};
use store::{Direction, Id, MemberQuery, MemberRecord};

use super::{
    super::{
        json::{Envelope, Pagination},
        listed::ordered,
        question::Which,
        refusal::{Answered, Refusal, Unanswered, asked},
        shapes::{Referred, Shape},
        wanted::Wanted,
    },
    Answer, Call,
    routes::{Route, Who},
    sent::Sent,
    stored::{NAME, one},
};

pub(super) const KEEP: Who = Who::Programs(Capability::KeepMembers);

pub(super) const ROUTES: &[Route] = &[
    Route::browse("members", KEEP, "members", browse),
    Route::read("members/stats/count", KEEP, "members", stats),
    Route::read("members/{id}", KEEP, "member", read),
    Route::add("members", KEEP, "member", add),
    Route::edit("members/{id}", KEEP, "member", edit),
    Route::destroy("members/{id}", KEEP, "member", destroy),
];

const MISSING: &str = "Member not found.";
/// Labels, newsletters or tiers of one member.
const RELATED: usize = 1_000;

fn browse(call: Call) -> Answered<Answer> {
    let (question, doing) = (&call.question, call.doing);
    question.check(doing, &Which::List)?;
    let query = query(&call)?.page(question.offset(), question.limit());
    let reader = call.reader()?;
    let total = asked(doing, reader.count_members(&query))?;
    let members = asked(doing, reader.members(&query))?;
    let (referred, wanted) = (Referred::read(&reader)?, Wanted::of_rows(question));
    let cut =
        |member: Shape| -> Shape { member.into_iter().filter(|(field, _)| wanted.has(field)).collect() };
    let rows = members.iter().map(|member| cut(referred.member(member))).collect();
    Answer::json(&Envelope {
        name: "members",
        rows,
        pagination: Pagination::new(question.page(), question.limit(), total),
    })
}

/// Which members a question asks for, newest first unless it says otherwise.
pub(super) fn query(call: &Call) -> Answered<MemberQuery> {
    let (question, doing) = (&call.question, call.doing);
    let filter = question.filter(doing, |_| false)?;
    let search = question.get("search").map(|text| {
        let like = |property: &str| Expr::Term {
            property: property.to_owned(),
            at: 0,
            test: Test::Like { negated: false, part: Match::Contains, text: text.to_owned() },
        };
        Expr::Or(vec![like("email"), like("name")])
    });
    let filter = match (filter, search) {
        (Some(filter), Some(search)) => Some(Expr::And(vec![filter, search])),
        (filter, search) => filter.or(search),
    };
    let order = ordered(question, |_| false);
    let known = |(column, direction): (String, Direction)| Some((MemberQuery::column(&column)?, direction));
    let mut order: Vec<_> = order.into_iter().filter_map(known).collect();
    if order.is_empty() {
        order.push(("created_at", Direction::Descending));
    }
    asked(doing, MemberQuery::new(filter.as_ref(), order, call.newsroom().clock().now()))
}

fn read(call: Call) -> Answered<Answer> {
    let id = call.id()?;
    let member = call.reader()?.member(&id)?.ok_or_else(|| Refusal::not_found(call.doing, MISSING))?;
    Answer::json(&shown(&call, &member)?)
}

fn shown(call: &Call, member: &MemberRecord) -> Answered<Shape> {
    Ok(one("members", Referred::read(&call.reader()?)?.member(member)))
}

fn add(mut call: Call) -> Answered<Answer> {
    let mut sent = call.sent("members")?;
    let email = sent.needed_text("email", NAME)?;
    let change = MemberChange { email: Some(email), ..take(&mut sent)? };
    let member =
        call.newsroom().add_member(call.actor()?, &change).map_err(|refused| told(&call, refused, "add"))?;
    Answer::made(&shown(&call, &member)?, None)
}

fn edit(mut call: Call) -> Answered<Answer> {
    let id = call.id()?;
    let mut sent = call.sent("members")?;
    let email = if sent.has("email") { Some(sent.needed_text("email", NAME)?) } else { None };
    let change = MemberChange { email, ..take(&mut sent)? };
    let changed = call.newsroom().change_member(call.actor()?, &id, &change);
    let member = changed.map_err(|refused| told(&call, refused, "edit"))?;
    Answer::json(&shown(&call, &member)?)
}

fn destroy(call: Call) -> Answered<Answer> {
    call.newsroom().remove_member(call.actor()?, &call.id()?)?;
    Ok(Answer::nothing())
}

/// How many there are today; Ghost tells of every day, which is not kept here.
fn stats(call: Call) -> Answered<Answer> {
    let counts = call.reader()?.members_by_status()?;
    let of = |status: &str| counts.iter().find(|(name, _)| **name == *status).map_or(0, |(_, n)| *n);
    let now = call.newsroom().clock().now();
    let date: String = jiff::Timestamp::from_millisecond(now)
        .map_or_else(|_| String::new(), |at| at.strftime("%Y-%m-%d").to_string());
    Answer::json(&json!({
        "resource": "members",
        "total": counts.iter().map(|(_, n)| n).sum::<u64>(),
        "data": [{ "date": date, "paid": of("paid"), "free": of("free"), "comped": of("comped"), "gift": of("gift") }],
    }))
}

/// In Ghost's words, when the address is another member's.
fn told(call: &Call, refused: Refused, doing: &str) -> Unanswered {
    match &refused {
        Refused::Invalid { why, .. } if why.because == Because::MemberTaken => {
            let text =
                format!("Member already exists. Attempting to {doing} member with existing email address.");
            Refusal::invalid(call.doing, text).at("email").into()
        }
        _ => refused.into(),
    }
}

/// Takes over what was sent besides the address.
fn take(sent: &mut Sent) -> Answered<MemberChange> {
    let text = |text: Option<Option<String>>| text.map(Option::unwrap_or_default);
    Ok(MemberChange {
        email: None,
        name: text(sent.text("name", NAME)?),
        note: text(sent.text("note", 2_000)?),
        labels: labels(sent)?,
        newsletters: ids(sent, "newsletters")?,
        subscribed: sent.truth("subscribed")?,
        tiers: ids(sent, "tiers")?,
        comped: sent.truth("comped")?,
        enable_comment_notifications: sent.truth("enable_comment_notifications")?,
        created_at: sent.moment("created_at")?.flatten(),
    })
}

/// Labels, by name or as rows with a name or an id.
fn labels(sent: &mut Sent) -> Answered<Option<Vec<LabelNamed>>> {
    let Some(rows) = sent.rows("labels", RELATED)? else { return Ok(None) };
    let labels = rows.iter().map(|row| {
        let field = |name: &str| row.get(name).and_then(Value::as_str);
        match (row.as_str().or(field("name")), field("id")) {
            (Some(name), _) => Ok(LabelNamed::Name(name.to_owned())),
            (None, Some(id)) => {
                id.parse().map(LabelNamed::Id).map_err(|_| sent.wrong_type("labels", "object"))
            }
            (None, None) => Err(sent.wrong_type("labels", "object")),
        }
    });
    labels.collect::<Answered<Vec<_>>>().map(Some)
}

/// The ids of related rows.
fn ids(sent: &mut Sent, name: &'static str) -> Answered<Option<Vec<Id>>> {
    let Some(rows) = sent.rows(name, RELATED)? else { return Ok(None) };
    let id = |row: &Value| row.get("id").and_then(Value::as_str).and_then(|id| id.parse().ok());
    let ids = rows.iter().map(|row| id(row).ok_or_else(|| sent.wrong_type(name, "object")));
    ids.collect::<Answered<Vec<_>>>().map(Some)
}
