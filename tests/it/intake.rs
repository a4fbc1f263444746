//! Workbooks as offices really write them, read into rows and row problems.

mod clues;
mod contacts;
mod copies;
mod dues;
mod hostile;
mod layouts;
mod marks;
mod odd;
mod phrases;
mod rows;
mod samples;
mod support;
mod words;
