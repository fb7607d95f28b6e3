//! Helpers, partials and templates by name, linked into a set that can be rendered.

use std::collections::{HashMap, HashSet};

use crate::helper::Helper;
use crate::host::Host;
use crate::link::{Names, inline_names};
use crate::{Call, Limits, Place, Result, Template, Value, render, steady};

/// Gathers what a set of templates is made of.
pub struct Registry<H: Host = ()> {
    helpers: HashMap<String, Box<dyn Helper<H>>>,
    partials: HashMap<String, Template>,
    templates: HashMap<String, Template>,
}

impl<H: Host> Registry<H> {
    /// A registry with the built-in helpers: `if`, `unless`, `each`, `with`, `lookup`, `log`, and `block` and
    /// `contentFor` of express-hbs.
    pub fn new() -> Self {
        Registry { helpers: HashMap::new(), partials: HashMap::new(), templates: HashMap::new() }
    }

    /// Adds a helper, or replaces one, built-ins included. `helperMissing` is called for names that nothing bears,
    /// `blockHelperMissing` for blocks `{{#name}}` that no helper bears.
    pub fn helper(&mut self, name: impl Into<String>, helper: impl Helper<H> + 'static) -> &mut Self {
        self.helpers.insert(name.into(), Box::new(helper));
        self
    }

    /// Adds a closure as a helper; the same as [`Registry::helper`], but the compiler can infer its types.
    pub fn function<F>(&mut self, name: impl Into<String>, function: F) -> &mut Self
    where
        F: for<'c, 'a> Fn(&mut Call<'c, 'a, H>) -> Result<Value<'a>> + Send + Sync + 'static,
    {
        self.helper(name, function)
    }

    /// Adds what `{{> name}}` includes.
    pub fn partial(&mut self, name: impl Into<String>, template: Template) -> &mut Self {
        self.partials.insert(name.into(), template);
        self
    }

    /// Adds a template that can be rendered by name, or be the layout of another.
    pub fn template(&mut self, name: impl Into<String>, template: Template) -> &mut Self {
        self.templates.insert(name.into(), template);
        self
    }

    /// Resolves every name. Names that nothing bears are no error yet (a template may never come to them); they are
    /// listed by [`Set::missing`].
    pub fn link(self) -> Set<H> {
        let (mut names, mut helpers) = (HashMap::new(), Vec::new());
        for (name, helper) in self.helpers {
            names.insert(name, helpers.len());
            helpers.push(helper);
        }
        let mut set = Set {
            helper_missing: names.get("helperMissing").copied(),
            block_helper_missing: names.get("blockHelperMissing").copied(),
            helpers,
            templates: Vec::new(),
            partials: HashMap::new(),
            names: HashMap::new(),
            missing: Vec::new(),
            steady: Vec::new(),
        };
        for (name, template) in sorted(self.partials) {
            set.partials.insert(name, set.templates.len());
            set.templates.push(template);
        }
        for (name, template) in sorted(self.templates) {
            set.names.insert(name, set.templates.len());
            set.templates.push(template);
        }
        let mut inlines = HashSet::new();
        for template in &set.templates {
            inline_names(&template.program, &mut inlines);
        }
        let link = Names { helpers: &names, partials: &set.partials, inlines: &inlines };
        for template in &mut set.templates {
            link.link(template, &mut set.missing);
        }
        let mut by_number: Vec<(&str, usize)> = names.iter().map(|(name, at)| (&**name, *at)).collect();
        by_number.sort_unstable_by_key(|(_, at)| *at);
        let by_number: Vec<&str> = by_number.into_iter().map(|(name, _)| name).collect();
        set.steady = steady::templates(&set, &by_number);
        for (name, at) in &set.names {
            let template = &set.templates[*at];
            if let Some(layout) = template.layout().filter(|layout| set.layout(name, layout).is_none()) {
                let place = template.source().find("{{!<").unwrap_or(0);
                let place = Place::new(template.file(), template.source(), place);
                set.missing.push(Missing { kind: MissingKind::Layout, name: layout.to_owned(), place });
            }
        }
        set.missing.sort_by(|a, b| {
            let key =
                |missing: &Missing| (missing.place.file.clone(), missing.place.line, missing.place.column);
            key(a).cmp(&key(b))
        });
        set
    }
}

fn sorted(templates: HashMap<String, Template>) -> Vec<(String, Template)> {
    let mut sorted: Vec<_> = templates.into_iter().collect();
    sorted.sort_by(|(a, _), (b, _)| a.cmp(b));
    sorted
}

impl<H: Host> Default for Registry<H> {
    fn default() -> Self {
        Registry::new()
    }
}

/// A linked set of templates: immutable, shared by threads.
pub struct Set<H: Host = ()> {
    pub(crate) helpers: Vec<Box<dyn Helper<H>>>,
    pub(crate) helper_missing: Option<usize>,
    pub(crate) block_helper_missing: Option<usize>,
    /// Partials and templates together.
    pub(crate) templates: Vec<Template>,
    pub(crate) partials: HashMap<String, usize>,
    pub(crate) names: HashMap<String, usize>,
    /// For each of `templates` whether it writes the same in the same context.
    pub(crate) steady: Vec<bool>,
    missing: Vec<Missing>,
}

/// What a name that nothing bears was meant to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MissingKind {
    /// `{{name argument}}` or `(name)` without a helper of that name.
    Helper,
    /// `{{> name}}` without a partial of that name, inline partials included.
    Partial,
    /// `{{!< name}}` without a template of that name.
    Layout,
}

/// A name in a template that nothing bears.
#[derive(Clone, Debug)]
pub struct Missing {
    /// What it was meant to be.
    pub kind: MissingKind,
    /// The name as the template spells it.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// Everything that one render needs.
pub struct Page<'a, H: Host = ()> {
    /// The context of the template, and of its layouts; `@root` unless `data` has a `root` of its own.
    pub this: Value<'a>,
    /// What templates see as `@name`.
    pub data: Vec<(&'a str, Value<'a>)>,
    /// What helpers reach by [`Call::scope`].
    pub scope: &'a H::Scope<'a>,
    /// What the render may cost.
    pub limits: Limits<'a>,
}

impl<H: Host> Set<H> {
    /// The names that nothing bears, in the order of files and places.
    pub fn missing(&self) -> &[Missing] {
        &self.missing
    }

    /// True when there is a template of that name.
    pub fn has_template(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// True when there is a partial of that name.
    pub fn has_partial(&self, name: &str) -> bool {
        self.partials.contains_key(name)
    }

    /// Renders the template called `name`, then its layouts around it (`{{!< layout}}`, `{{{body}}}`).
    ///
    /// # Errors
    /// A missing template, layout, partial or helper; a helper that fails; a limit that was passed.
    pub fn render<'a>(&'a self, name: &str, page: Page<'a, H>) -> Result<String> {
        render::render_page(self, name, page)
    }

    /// The name and number of a layout: beside the template that names it, else anywhere.
    pub(crate) fn layout(&self, from: &str, layout: &str) -> Option<(String, usize)> {
        let layout = layout.strip_suffix(".hbs").unwrap_or(layout);
        let mut path: Vec<&str> = from.split('/').collect();
        path.pop();
        for part in layout.split('/') {
            match part {
                "." | "" => {}
                ".." => drop(path.pop()),
                part => path.push(part),
            }
        }
        let beside = path.join("/");
        [beside.as_str(), layout].into_iter().find_map(|name| Some((name.to_owned(), *self.names.get(name)?)))
    }
}
