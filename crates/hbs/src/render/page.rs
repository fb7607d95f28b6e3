//! A page: a template, then its layouts around it, as express-hbs does it.

use smallvec::smallvec;

use super::env::{Env, Frame};
use super::{Overlay, Render};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Host;
use crate::registry::{Page, Set};
use crate::value::Value;

/// A layout may have a layout, so often.
const LAYOUTS: usize = 10;

pub(crate) fn render<'a, H: Host>(set: &'a Set<H>, name: &str, page: Page<'a, H>) -> Result<String> {
    let Some(mut at) = set.names.get(name).copied() else {
        return Err(Error::new(ErrorKind::Missing, format!("there is no template \"{name}\"")));
    };
    let mut render = Render::new(set, page.scope, page.limits);
    let mut name = name.to_owned();
    let mut this = page.this.clone();
    for _ in 0..=LAYOUTS {
        let template = &set.templates[at];
        render
            .page(at, &this, &page.data)
            .map_err(|error| error.at(template.file(), template.source(), 0))?;
        let Some(layout) = template.layout() else { return Ok(render.out.take()) };
        (name, at) = set.layout(&name, layout).ok_or_else(|| {
            let at = template.source().find("{{!<").unwrap_or(0);
            let error = Error::new(ErrorKind::Missing, format!("there is no layout \"{layout}\""));
            error.at(template.file(), template.source(), at)
        })?;
        let body = Value::from(render.out.take());
        this = Value::object(Overlay { base: page.this.clone(), over: smallvec![("body", body)] });
    }
    let message = format!("layouts are nested deeper than {LAYOUTS} levels");
    Err(Error::new(ErrorKind::TooDeep, message).at(set.templates[at].file(), set.templates[at].source(), 0))
}

impl<'a, H: Host> Render<'a, H> {
    fn page(&mut self, at: usize, this: &Value<'a>, data: &[(&'a str, Value<'a>)]) -> Result<()> {
        let given = Frame { vars: data, parent: None };
        let root = [("root", this.clone())];
        let has_root = data.iter().any(|(name, _)| *name == "root");
        let rooted = Frame { vars: &root, parent: Some(&given) };
        let data = if has_root { &given } else { &rooted };
        let template = &self.set.templates[at];
        let around = Env {
            this: &Value::Undefined,
            depths: None,
            data,
            params: None,
            inlines: None,
            caller: None,
            template,
            from: None,
        };
        self.whole(&around, this)
    }
}
