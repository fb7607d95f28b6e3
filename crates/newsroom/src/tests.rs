//! Success and refusal of every verb.
