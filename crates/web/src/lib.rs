//! All that speaks HTTP: listener, page cache, routes, the reader's site.
