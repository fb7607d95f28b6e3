//! An HTML fragment as a tree: parsing, serialising, looking things up.

use std::borrow::Cow;

use html5ever::driver::ParseOpts;
use html5ever::serialize::{SerializeOpts, TraversalScope, serialize};
use html5ever::tendril::TendrilSink;
use html5ever::{QualName, local_name, ns, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom, SerializableHandle};

use crate::clean::has_markup;
use crate::tame::tame;

/// A parsed fragment; dropping it drops its nodes.
pub(crate) struct Fragment {
    dom: RcDom,
}

impl Fragment {
    /// Parses a fragment as if it stood in a `<div>`, in linear time.
    pub(crate) fn parse(html: &str) -> Self {
        let context = QualName::new(None, ns!(html), local_name!("div"));
        let dom = parse_fragment(RcDom::default(), ParseOpts::default(), context, Vec::new(), false)
            .one(tame(html).as_ref());
        Self { dom }
    }

    /// The nodes at the top.
    pub(crate) fn nodes(&self) -> Vec<Handle> {
        // A fragment hangs below an `html` element of the parser's own.
        let root = self.dom.document.children.borrow().first().cloned();
        root.map(|root| root.children.borrow().clone()).unwrap_or_default()
    }
}

/// Inline or block HTML with every element closed, as a browser would read it.
pub(crate) fn balanced(html: &str) -> Cow<'_, str> {
    if !has_markup(html) {
        return Cow::Borrowed(html);
    }
    let fragment = Fragment::parse(html);
    Cow::Owned(fragment.nodes().iter().map(outer_html).collect())
}

/// The HTML of a node.
pub(crate) fn outer_html(node: &Handle) -> String {
    serialised(node, TraversalScope::IncludeNode)
}

/// The HTML of what is in a node.
pub(crate) fn inner_html(node: &Handle) -> String {
    serialised(node, TraversalScope::ChildrenOnly(None))
}

fn serialised(node: &Handle, scope: TraversalScope) -> String {
    let mut bytes = Vec::new();
    let options = SerializeOpts { traversal_scope: scope, ..SerializeOpts::default() };
    // Writing into memory cannot fail.
    let _ = serialize(&mut bytes, &SerializableHandle::from(node.clone()), options);
    String::from_utf8(bytes).unwrap_or_default()
}

/// The name of an HTML element; empty for other nodes and foreign elements.
pub(crate) fn name(node: &Handle) -> &str {
    match &node.data {
        NodeData::Element { name, .. } if name.ns == ns!(html) => &name.local,
        NodeData::Element { .. } => "foreign",
        _ => "",
    }
}

/// An attribute of an element.
pub(crate) fn attribute(node: &Handle, wanted: &str) -> Option<String> {
    match &node.data {
        NodeData::Element { attrs, .. } => {
            attrs.borrow().iter().find(|attr| &*attr.name.local == wanted).map(|attr| attr.value.to_string())
        }
        _ => None,
    }
}

/// An attribute or nothing.
pub(crate) fn attribute_or_empty(node: &Handle, wanted: &str) -> String {
    attribute(node, wanted).unwrap_or_default()
}

/// Whether an element has the class.
pub(crate) fn has_class(node: &Handle, class: &str) -> bool {
    attribute(node, "class")
        .is_some_and(|classes| classes.split_ascii_whitespace().any(|found| found == class))
}

/// The rest of the first class that starts so: `kg-width-wide` for `kg-width-` is `wide`.
pub(crate) fn class_rest(node: &Handle, start: &str) -> Option<String> {
    let classes = attribute(node, "class")?;
    classes.split_ascii_whitespace().find_map(|class| class.strip_prefix(start)).map(str::to_owned)
}

/// The children of a node.
pub(crate) fn children(node: &Handle) -> Vec<Handle> {
    node.children.borrow().clone()
}

/// The first element below the node, in document order, for which `wanted` holds.
pub(crate) fn find(node: &Handle, wanted: &dyn Fn(&Handle) -> bool) -> Option<Handle> {
    for child in node.children.borrow().iter() {
        if matches!(child.data, NodeData::Element { .. }) && wanted(child) {
            return Some(child.clone());
        }
        if let Some(found) = find(child, wanted) {
            return Some(found);
        }
    }
    None
}

/// The first element below the node with the class.
pub(crate) fn find_class(node: &Handle, class: &str) -> Option<Handle> {
    find(node, &|node| has_class(node, class))
}

/// The first element below the node with the name.
pub(crate) fn find_name(node: &Handle, wanted: &str) -> Option<Handle> {
    find(node, &|node| name(node) == wanted)
}

/// The words in a node.
pub(crate) fn text(node: &Handle) -> String {
    let mut out = String::new();
    push_text(node, &mut out);
    out
}

fn push_text(node: &Handle, out: &mut String) {
    if let NodeData::Text { contents } = &node.data {
        out.push_str(&contents.borrow());
    }
    node.children.borrow().iter().for_each(|child| push_text(child, out));
}
