//! `play`: time passes over a copy of the home, and nothing leaves.

mod office;

use crate::support::postgres;
use chrono::NaiveDate;
use huiyin::app::{PlayLine, Player};
use office::Office;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

async fn play(office: &Office, from: &str, to: &str) -> Vec<PlayLine> {
    let mut player = Player::over_copy(&office.app, day(from)).await.unwrap();
    let mut lines = Vec::new();
    let mut keep = |line| {
        lines.push(line);
        Ok(())
    };
    player.play_to(day(to), &mut keep).await.unwrap();
    player.close().await;
    lines
}

#[tokio::test]
async fn half_a_year() {
    let office = Office::on_sqlite().await;
    let start = std::time::Instant::now();
    let lines = play(&office, "2026-09-01", "2027-02-28").await;
    println!("{:?}", start.elapsed());
    for line in lines {
        println!("{}", serde_json::to_string(&line).unwrap());
    }
}
