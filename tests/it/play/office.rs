//! An office that has just taken its workbooks in.

use crate::support::postgres;
use huiyin::app::App;
use huiyin::clock::{ManualClock, parse_clock};
use huiyin::domain::ledger::Actor;
use huiyin::supervision::{ImportOptions, import};
use tempfile::TempDir;

/// The office's zone.
pub const ZONE: chrono_tz::Tz = chrono_tz::Asia::Shanghai;

/// A home whose workbooks came in on the morning of 2026-09-01.
pub struct Office {
    pub app: App,
    home: TempDir,
}

impl Office {
    pub async fn on_sqlite() -> Office {
        Office::with("").await
    }

    pub async fn on_postgres() -> Office {
        Office::with(&format!("[database]\nurl = \"{}\"\n", postgres::fresh().await)).await
    }

    /// With these settings in `huiyin.toml`.
    pub async fn with(settings: &str) -> Office {
        let home = TempDir::with_prefix("huiyin-play").unwrap();
        std::fs::write(home.path().join("huiyin.toml"), settings).unwrap();
        let app = App::open(home.path()).unwrap();
        let morning = ManualClock::new(parse_clock("2026-09-01 08:00", ZONE).unwrap());
        let house = app.house(morning.clock()).await.unwrap();
        for file in ["通讯录.xlsx", "整改台账-市住建局.xlsx", "整改台账-市财政局.xlsx"] {
            let path = format!("{}/tests/data/{file}", env!("CARGO_MANIFEST_DIR"));
            let bytes = std::fs::read(path).unwrap();
            let options = ImportOptions::default();
            let report = import(&house, Actor::Operator, &bytes, file, &options, &|_, _| {})
                .await
                .unwrap();
            assert!(report.kept, "{file}: {:?} {:?}", report.errors, report.refusal);
        }
        house.store.close().await;
        Office { app, home }
    }
}
