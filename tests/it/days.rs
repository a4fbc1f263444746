//! Counting: holiday papers, deadlines, timelines laid over slots, cadences and `huiyin when`.

mod cadences;
mod counting;
mod extensions;
mod ladders;
mod papers;
mod second_look;
mod slow;
mod timelines;
mod timelines_hold;
mod when;

use chrono::{NaiveDate, NaiveDateTime};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a test writes its days right")
}

fn at(text: &str) -> NaiveDateTime {
    NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a test writes its times right")
}
