//! The Handlebars 4.7 template language: parser, linked tree, renderer over borrowed values.
