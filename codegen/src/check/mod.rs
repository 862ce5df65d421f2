//! Every rule of the format: one file per concern, one function per rule.
