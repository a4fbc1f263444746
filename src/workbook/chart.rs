//! A workbook with a chart of its own, that says of itself that it was made on a given day: the same sheets give the
//! same bytes.

use super::{Sheet, WorkbookError, excel_day, write};
use chrono::NaiveDate;
use rust_xlsxwriter::{ChartType, DocProperties, Workbook, XlsxError};

/// Pixels beside the table that a chart takes.
const SIZE: (u32, u32) = (640, 360);

/// A chart of lines beside a sheet's table.
#[derive(Debug, Clone, PartialEq)]
pub struct Chart {
    /// Place of its sheet, from 0.
    pub sheet: usize,
    /// Above it.
    pub title: String,
    /// Column of what stands along it, from 0.
    pub along: u16,
    /// Its lines.
    pub curves: Vec<Curve>,
}

/// A line of a chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Curve {
    /// Its column, from 0.
    pub column: u16,
    /// Red, green and blue.
    pub colour: u32,
}

/// What a workbook says of itself.
pub struct About {
    /// Its title.
    pub title: String,
    /// The day on which it counts as made.
    pub made_on: NaiveDate,
}

/// Writes a workbook with a chart.
///
/// # Errors
/// When a sheet's name or its size is more than a workbook takes, or the chart has no such sheet.
pub fn to_book(sheets: &[Sheet], chart: &Chart, about: &About) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let properties = DocProperties::new().set_title(&about.title);
    workbook.set_properties(&properties.set_creation_datetime(&excel_day(about.made_on)?));
    for (place, sheet) in sheets.iter().enumerate() {
        let page = workbook.add_worksheet();
        page.set_name(&sheet.name)?;
        write(page, sheet)?;
        if place == chart.sheet && !sheet.rows.is_empty() {
            let beside = u16::try_from(sheet.columns.len()).unwrap_or(u16::MAX) + 1;
            page.insert_chart(1, beside, &drawn(chart, sheet)?)?;
        }
    }
    Ok(workbook.save_to_buffer()?)
}

fn drawn(chart: &Chart, sheet: &Sheet) -> Result<rust_xlsxwriter::Chart, XlsxError> {
    let last = u32::try_from(sheet.rows.len()).map_err(|_| XlsxError::RowColumnLimitError)?;
    let name = sheet.name.as_str();
    let mut drawn = rust_xlsxwriter::Chart::new(ChartType::Line);
    drawn.title().set_name(&chart.title);
    drawn.set_width(SIZE.0).set_height(SIZE.1);
    for curve in &chart.curves {
        drawn
            .add_series()
            .set_name((name, 0, curve.column))
            .set_categories((name, 1, chart.along, last, chart.along))
            .set_values((name, 1, curve.column, last, curve.column))
            .set_format(
                rust_xlsxwriter::ChartLine::new()
                    .set_color(curve.colour)
                    .set_width(2.25),
            );
    }
    Ok(drawn)
}
