//! Workbooks as offices really write them, read into rows and row problems.

mod contacts;
mod hostile;
mod layouts;
mod phrases;
mod samples;
mod support;
mod words;
