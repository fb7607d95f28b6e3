//! The tree that is rendered. Names of helpers and partials become numbers when templates are linked.

/// Statements of a template, of a branch of a block or of an inline partial.
#[derive(Clone, Debug, Default)]
pub(crate) struct Program {
    pub(crate) body: Vec<Node>,
    /// `{{#*inline}}`, registered when the program begins.
    pub(crate) inlines: Vec<Inline>,
}

#[derive(Clone, Debug)]
pub(crate) struct Inline {
    pub(crate) name: Argument,
    pub(crate) program: Program,
}

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Content { text: Box<str>, at: u32 },
    Mustache(Box<Mustache>),
    Block(Box<Block>),
    Partial(Box<Partial>),
}

#[derive(Clone, Debug)]
pub(crate) struct Mustache {
    pub(crate) expression: Expression,
    pub(crate) escaped: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Block {
    pub(crate) expression: Expression,
    pub(crate) program: Option<Program>,
    pub(crate) inverse: Option<Program>,
    /// How many names `as |…|` gives.
    pub(crate) params: usize,
}

#[derive(Clone, Debug)]
pub(crate) struct Partial {
    pub(crate) name: PartialName,
    pub(crate) context: Option<Argument>,
    pub(crate) hash: Option<Hash>,
    /// `{{#> name}}…{{/name}}`
    pub(crate) block: Option<Program>,
    /// Put before each line, for a partial that stands alone on an indented line.
    pub(crate) indent: Box<str>,
    pub(crate) at: u32,
}

#[derive(Clone, Debug)]
pub(crate) enum PartialName {
    /// `@partial-block`
    Caller,
    Fixed {
        name: Box<str>,
        template: Option<usize>,
    },
    Dynamic(Expression),
}

/// `key=value`, in the order in which JavaScript keeps them: the last one first, the first of a doubled key counts.
pub(crate) type Hash = Vec<(Box<str>, Argument)>;

/// A path or helper call.
#[derive(Clone, Debug)]
pub(crate) struct Expression {
    pub(crate) path: Path,
    pub(crate) params: Vec<Argument>,
    pub(crate) hash: Hash,
    pub(crate) form: Form,
    pub(crate) target: Target,
    pub(crate) at: u32,
}

/// What the spelling says about an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Only a path: `a.b`, `this`, `../a`, a block parameter.
    Path,
    /// Only a helper: it has arguments, or is a sub-expression.
    Helper,
    /// A single name: a helper when one bears it, else a path.
    Either,
}

/// What bears the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    Nothing,
    Native(Native),
    Helper(usize),
}

/// The built-in helpers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Native {
    If,
    Unless,
    Each,
    With,
    Lookup,
    Log,
    Block,
    ContentFor,
}

/// An argument.
#[derive(Clone, Debug)]
pub(crate) enum Argument {
    Undefined,
    Null,
    Bool(bool),
    Number(f64),
    Text(Box<str>),
    Path(Path),
    Call(Box<Expression>),
}

#[derive(Clone, Debug)]
pub(crate) struct Path {
    pub(crate) base: Base,
    pub(crate) parts: Box<[Box<str>]>,
    pub(crate) original: Box<str>,
    /// True for a single name, without `this`, `./` or `../`: what a helper may bear.
    pub(crate) simple: bool,
}

/// What the first part of a path is looked up in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// `../`, as often as the number says.
    Context(usize),
    /// `@`, or `@../` as often as the number says.
    Data(usize),
    /// A block parameter: of the program so many levels out, and its number there. It takes the place of the first
    /// part.
    Param { level: usize, index: usize },
}

impl Native {
    /// The helper of that name.
    pub(crate) fn named(name: &str) -> Option<Native> {
        Some(match name {
            "if" => Native::If,
            "unless" => Native::Unless,
            "each" => Native::Each,
            "with" => Native::With,
            "lookup" => Native::Lookup,
            "log" => Native::Log,
            "block" => Native::Block,
            "contentFor" => Native::ContentFor,
            _ => return None,
        })
    }

    /// True for the helpers of Handlebars itself: they are called by the first part of a path alone, whatever
    /// follows it.
    pub(crate) fn is_known(name: &str) -> bool {
        matches!(name, "if" | "unless" | "each" | "with" | "lookup" | "log")
    }
}
