//! Where everything lies in the picture: the trend above, the units' bars below. Points are whole numbers.

use super::sheet::{DigestBar, DigestSheet, DigestWeek};
use serde::Serialize;

/// Width of the picture.
const WIDTH: i64 = 720;
/// Left and right of the trend.
const LEFT: i64 = 56;
const RIGHT: i64 = WIDTH - 32;
/// Highest and lowest point of the trend.
const TOP: i64 = 84;
const BOTTOM: i64 = 260;
/// Where the bars begin, and how high a row is.
const BARS: i64 = 346;
const ROW: i64 = 30;
/// Left end and length of the longest bar.
const BAR_LEFT: i64 = 176;
const BAR_LONG: i64 = RIGHT - BAR_LEFT - 104;
/// Bars that a picture shows.
const MOST_BARS: usize = 12;
/// Lines across the trend.
const GRID: i64 = 4;

/// What the template draws.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    width: i64,
    height: i64,
    left: i64,
    right: i64,
    bottom: i64,
    bars_at: i64,
    grid: Vec<Mark>,
    weeks: Vec<Mark>,
    open: Curve,
    overdue: Curve,
    closed: Curve,
    bars: Vec<Bar>,
    more: usize,
}

/// A place and what is written there.
#[derive(Debug, Serialize)]
struct Mark {
    at: i64,
    says: i64,
}

#[derive(Debug, Serialize)]
struct Curve {
    points: String,
    last_x: i64,
    last_y: i64,
    /// Where its last value is written, clear of the others.
    label_y: i64,
    value: i64,
}

#[derive(Debug, Serialize)]
struct Bar {
    y: i64,
    unit: String,
    total: i64,
    overdue: i64,
    label_x: i64,
    parts: Vec<Part>,
}

#[derive(Debug, Serialize)]
struct Part {
    key: &'static str,
    x: i64,
    width: i64,
}

impl Drawing {
    pub fn of(sheet: &DigestSheet) -> Drawing {
        let highest = sheet
            .weeks
            .iter()
            .flat_map(|week| [week.open, week.overdue, week.closed])
            .max();
        let step = grid_step(highest.unwrap_or(0));
        let y = |value: i64| BOTTOM - value * (BOTTOM - TOP) / (step * GRID);
        let x = |place: usize| across(place, sheet.weeks.len());
        let shown = sheet.bars.len().min(MOST_BARS);
        let mut curves = [
            curve(&sheet.weeks, x, |week| week.open, y),
            curve(&sheet.weeks, x, |week| week.overdue, y),
            curve(&sheet.weeks, x, |week| week.closed, y),
        ];
        keep_apart(&mut curves);
        let [open, overdue, closed] = curves;
        let week = |(place, week): (usize, &DigestWeek)| Mark {
            at: x(place),
            says: week.number.into(),
        };
        let longest = sheet
            .bars
            .iter()
            .map(|bar| bar.states.total)
            .max()
            .unwrap_or(0)
            .max(1);
        Drawing {
            width: WIDTH,
            height: BARS + ROW * whole(shown.max(1)) + 28,
            left: LEFT,
            right: RIGHT,
            bottom: BOTTOM,
            bars_at: BARS,
            grid: (0..=GRID)
                .map(|line| Mark {
                    at: y(line * step),
                    says: line * step,
                })
                .collect(),
            weeks: sheet.weeks.iter().enumerate().map(week).collect(),
            open,
            overdue,
            closed,
            bars: sheet
                .bars
                .iter()
                .take(shown)
                .zip(0..)
                .map(|(it, row)| bar(it, row, longest))
                .collect(),
            more: sheet.bars.len() - shown,
        }
    }
}

/// A round number of which [`GRID`] reach up to `highest`.
fn grid_step(highest: i64) -> i64 {
    let at_least = (highest + GRID - 1) / GRID;
    let tens = std::iter::successors(Some(1_i64), |ten| ten.checked_mul(10));
    let rounds = tens.flat_map(|ten| [1, 2, 5].map(|figure| ten.saturating_mul(figure)));
    rounds
        .into_iter()
        .find(|step| *step >= at_least)
        .unwrap_or(i64::MAX / GRID)
}

fn across(place: usize, places: usize) -> i64 {
    let (room, last) = (RIGHT - LEFT - 48, whole(places.max(2) - 1));
    LEFT + 12 + room * whole(place) / last
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn curve(
    weeks: &[DigestWeek],
    x: impl Fn(usize) -> i64,
    of: impl Fn(&DigestWeek) -> i64,
    y: impl Fn(i64) -> i64,
) -> Curve {
    let points: Vec<(i64, i64)> = weeks
        .iter()
        .enumerate()
        .map(|(place, week)| (x(place), y(of(week))))
        .collect();
    let (last_x, last_y) = points.last().copied().unwrap_or((LEFT, BOTTOM));
    let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
    Curve {
        points: points.join(" "),
        last_x,
        last_y,
        label_y: last_y + 5,
        value: weeks.last().map_or(0, of),
    }
}

/// Numbers at the ends of curves do not lie on each other.
fn keep_apart(curves: &mut [Curve; 3]) {
    const APART: i64 = 18;
    let mut order = [0, 1, 2];
    order.sort_by_key(|curve| std::cmp::Reverse(curves[*curve].label_y));
    for pair in order.windows(2) {
        let below = curves[pair[0]].label_y;
        let label = &mut curves[pair[1]].label_y;
        *label = (*label).min(below - APART);
    }
}

fn bar(bar: &DigestBar, row: i64, longest: i64) -> Bar {
    let states = &bar.states;
    let mut x = BAR_LEFT;
    let mut parts = Vec::new();
    for (key, count) in [
        ("closed", states.closed),
        ("standing", states.standing),
        ("mostly_completed", states.mostly_completed),
        ("in_progress", states.in_progress),
        ("not_started", states.not_started),
    ] {
        let width = count * BAR_LONG / longest;
        if width > 0 {
            parts.push(Part { key, x, width });
            x += width;
        }
    }
    Bar {
        y: BARS + ROW * row,
        unit: bar.unit.clone(),
        total: states.total,
        overdue: states.overdue,
        label_x: x + 8,
        parts,
    }
}

#[cfg(test)]
mod tests {
    use super::grid_step;

    #[test]
    fn the_grid_is_round_and_high_enough() {
        for (highest, step) in [
            (0, 1),
            (4, 1),
            (5, 2),
            (17, 5),
            (80, 20),
            (81, 50),
            (10_647, 5_000),
        ] {
            assert_eq!(grid_step(highest), step, "{highest}");
        }
    }
}
