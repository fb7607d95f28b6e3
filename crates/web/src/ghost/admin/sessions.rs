//! Signing in by password and out, as clients of Ghost do who have no key: the session is one of the room's, with its throttle, its audit log and
//! its second factor.

use hyper::header::{HeaderValue, SET_COOKIE};
use newsroom::{Because, Capability, Refused};

use super::{
    super::refusal::{Answered, Doing, Refusal, Unanswered},
    Answer, Call,
    body::{Body, Takes, WORDS},
    caller::Caller,
    routes::{Route, Who},
};
use crate::room::cookies;

const WORDS_ONLY: Takes = Takes::Json(WORDS);

pub(super) const ROUTES: &[Route] = &[
    Route::add("session", Who::SigningIn, "session", open).taking(WORDS_ONLY),
    Route::edit("session/verify", Who::SigningIn, "session", verify).taking(WORDS_ONLY),
    Route::destroy("session", Who::People(Capability::WriteOwn), "session", close),
];

/// A text of the body.
fn said<'a>(call: &'a Call, name: &str) -> &'a str {
    match &call.body {
        Body::Json(body) => body[name].as_str().unwrap_or_default(),
        Body::Nothing | Body::Form(_) => "",
    }
}

fn open(call: Call) -> Answered<Answer> {
    let (username, password) = (said(&call, "username"), said(&call, "password"));
    if username.is_empty() || password.is_empty() {
        return Err(Refusal::denied("Access Denied.").into());
    }
    let visit = call.visitor.visit();
    let session = match call.newsroom().sign_in(username, password, visit) {
        Ok(session) => session,
        // Ghost says whether the address is known; that is nobody's business.
        Err(Refused::NotAllowed { .. }) => return Err(Refusal::wrong_password().into()),
        Err(refused) => return Err(told(call.doing, refused)),
    };
    let own = cookies::of_session(&call.api.room, session.as_str(), cookies::YEAR);
    if call.newsroom().half_session(session.as_str(), visit)?.is_some() {
        return Ok(own.into_iter().fold(Answer::refused(Refusal::second_factor()), with));
    }
    let answer = own.into_iter().fold(Answer::created(), with);
    recognised(&call, session.as_str(), answer)
}

/// The code of an app, or a recovery code.
fn verify(call: Call) -> Answered<Answer> {
    let token = call.session.clone().unwrap_or_default();
    let visit = call.visitor.visit();
    let half = call.newsroom().half_session(&token, visit)?.ok_or_else(Refusal::nobody)?;
    match call.newsroom().enter_code(&half, said(&call, "token"), visit) {
        Ok(()) => recognised(&call, &token, Answer::fine()),
        Err(Refused::Invalid { .. }) => Err(Refusal::denied("Your verification code is incorrect.").into()),
        Err(refused) => Err(told(call.doing, refused)),
    }
}

fn close(call: Call) -> Answered<Answer> {
    let Caller::Person { signed, .. } = &call.caller else { return Err(Refusal::nobody().into()) };
    call.newsroom().sign_out(signed)?;
    Ok(cookies::forgotten(&call.api.room).into_iter().fold(Answer::nothing(), with))
}

/// With the cookies by which this client is known again.
fn recognised(call: &Call, session: &str, answer: Answer) -> Answered<Answer> {
    let more = cookies::of_device(&call.api.room, session, &call.visitor)?;
    Ok(more.into_iter().fold(answer, with))
}

fn with(answer: Answer, cookie: HeaderValue) -> Answer {
    answer.carrying(SET_COOKIE, cookie)
}

fn told(doing: Doing, refused: Refused) -> Unanswered {
    match &refused {
        Refused::Conflict(why) if why.because == Because::UnderAttack => {
            Refusal::forbidden(doing, "The newsroom is under attack: only passkeys open it, in the room.")
                .into()
        }
        _ => refused.into(),
    }
}
