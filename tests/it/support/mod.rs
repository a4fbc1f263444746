//! Helpers that several stories share.
