//! The article body: schema, validation, to and from HTML, Lexical and Mobiledoc.
