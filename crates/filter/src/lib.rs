//! NQL, Ghost's filter language: text to tree to SQL condition and bound values.
