//! 问题线索移交台账: default deny. A column that is not known to be harmless, another sheet, a cell beside the table
//! or words that are no code keep the whole file out.

use super::columns::ClueColumn;
use super::due::{Due, DuePhrase};
use super::error::IntakeError;
use super::fold::{clip, half_width, squeeze};
use super::header::Header;
use super::problem::{Place, RowProblem, merge_problems};
use super::secret_problems;
use super::sheet::{Cell, Sheet};
use super::table::Table;
use super::value::Value;
use crate::domain::clue::code_of;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Headers of columns that say nothing of a clue and are not read.
const HARMLESS: &str = "序号 届次 年度 年份 巡察组 移交单位 移出单位";
/// Parts of headers that say whom a clue is about, or what it says.
const CONTENT: &str =
    "被反映 姓名 名字 职务 职级 级别 内容 问题 情况 反映 举报 信访 来源 摘要 事由 描述 备注 说明";
/// Longest words of a cell that are no title, in characters.
const LONGEST: usize = 32;
/// Longest title above the table, in characters.
const LONGEST_TITLE: usize = 40;
/// Most characters of a cell that a problem quotes: it may hold what nobody should read.
const QUOTED: usize = 8;

/// A register as read.
#[derive(Debug)]
pub struct ClueBook {
    /// Name of the sheet.
    pub sheet: String,
    /// In order.
    pub rows: Vec<ClueRow>,
    /// At most one for each row of the sheet; with any, nothing may be imported.
    pub problems: Vec<RowProblem>,
    header: Header<ClueColumn>,
}

/// A clue. Words are as written, folded; whether they are known only the rulebook and the contacts can say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClueRow {
    /// Row of the sheet, from 1.
    pub row: u32,
    /// 线索编号, in capitals.
    pub code: String,
    /// 被巡察单位.
    pub inspected: Option<String>,
    /// 轮次.
    pub round: Option<String>,
    /// 移交日期.
    pub transferred_on: NaiveDate,
    /// 承办单位.
    pub organ: Option<String>,
    /// 专管员.
    pub custodian: Option<String>,
    /// 类别.
    pub category: Option<String>,
    /// 优先.
    pub is_priority: bool,
    /// 办理期限: a day, or a period from the 移交日.
    pub due: Option<DuePhrase>,
    /// 处置方式.
    pub way: Option<String>,
    /// 四种形态.
    pub form: Option<String>,
    /// 是否办结.
    pub is_concluded: bool,
}

impl ClueBook {
    /// A problem that the importer found at that column of a row.
    pub fn problem(&self, row: &ClueRow, column: ClueColumn, cell: &str, why: &str) -> RowProblem {
        let place = self.header.place(column);
        RowProblem::new(&self.sheet, row.row - 1, place, &clip(cell, QUOTED), why)
    }
}

/// Reads a register that is alone in its workbook.
///
/// # Errors
/// When another sheet holds anything, or a column may say whom or what a clue is about.
pub(super) fn read(
    sheet: &Sheet,
    sheets: &[Sheet],
    header: Header<ClueColumn>,
) -> Result<ClueBook, IntakeError> {
    if let Some(other) = sheets
        .iter()
        .find(|other| other.name != sheet.name && !other.cells().is_empty())
    {
        return Err(IntakeError::ClueSheet {
            sheet: other.name.clone(),
        });
    }
    let columns = known_columns(sheet, &header)?;
    let table = Table::new(sheet, header);
    let mut reading = Reading {
        table: &table,
        rows: Vec::new(),
        problems: Vec::new(),
        seen: HashMap::new(),
    };
    for cells in sheet.rows() {
        let at = cells[0].row;
        if at < table.header.top {
            reading.check_title(cells);
        } else if at > table.header.bottom && !table.repeats_header(cells) {
            reading.check_beside(cells, &columns);
            if cells.iter().any(|cell| table.knows(cell.column)) {
                reading.take(at);
            }
        }
    }
    let secrets = secret_problems(sheet, |at| table.place_at(at));
    let problems = merge_problems(secrets.chain(reading.problems));
    let rows = reading.rows;
    Ok(ClueBook {
        sheet: sheet.name.clone(),
        rows,
        problems,
        header: table.header,
    })
}

/// The columns that may hold anything: those that are read, and the harmless ones.
fn known_columns(sheet: &Sheet, header: &Header<ClueColumn>) -> Result<Vec<u32>, IntakeError> {
    let refused = |cell: &Cell, words: &str| {
        let place = Place::new(cell.column, words);
        let (sheet, column, header) = (sheet.name.clone(), place.column, clip(words, LONGEST));
        if CONTENT.split(' ').any(|part| words.contains(part)) {
            IntakeError::ClueContent {
                sheet,
                column,
                header,
            }
        } else {
            IntakeError::ClueColumn {
                sheet,
                column,
                header,
            }
        }
    };
    let mut known = Vec::new();
    let is_header = |cell: &&Cell| (header.top..=header.bottom).contains(&cell.row);
    for cell in sheet.cells().iter().filter(is_header) {
        let words = squeeze(&cell.value.words());
        let heading = header.headings.iter().find(|heading| heading.at == cell.column);
        let is_read = heading.is_some_and(|heading| heading.column != ClueColumn::Subject);
        if !is_read && !HARMLESS.split(' ').any(|harmless| harmless == words) {
            return Err(refused(cell, &words));
        }
        known.push(cell.column);
    }
    Ok(known)
}

struct Reading<'a> {
    table: &'a Table<'a, ClueColumn>,
    rows: Vec<ClueRow>,
    problems: Vec<RowProblem>,
    seen: HashMap<String, u32>,
}

impl Reading<'_> {
    /// Above the table stands a title and nothing else.
    fn check_title(&mut self, cells: &[Cell]) {
        for cell in cells {
            let words = cell.value.words();
            if words.chars().count() > LONGEST_TITLE {
                self.say(cell, "表头以上只能有标题;请删去其他文字");
            }
        }
    }

    /// Beside the table stands nothing, and no cell is a text.
    fn check_beside(&mut self, cells: &[Cell], columns: &[u32]) {
        for cell in cells {
            if !columns.contains(&cell.column) {
                self.say(
                    cell,
                    "这一列没有列名,不得录入;线索台账只登记编号、单位、日期和代码,请删去",
                );
            } else if cell.value.words().chars().count() > LONGEST {
                self.say(
                    cell,
                    "文字过长;线索台账只登记编号、单位、日期和代码,不得写具体内容,请删去",
                );
            }
        }
    }

    fn say(&mut self, cell: &Cell, why: &str) {
        let place = self.table.place_at(cell.column);
        let words = clip(&cell.value.words(), QUOTED);
        let sheet = &self.table.sheet.name;
        self.problems
            .push(RowProblem::new(sheet, cell.row, place, &words, why));
    }

    fn take(&mut self, row: u32) {
        use ClueColumn::{Category, Code, Custodian, Form, Inspected, Organ, Round, Way};
        let told = self.problems.len();
        let code = self.code(row);
        let transferred_on = self.transferred_on(row);
        let read = ClueRow {
            row: row + 1,
            code: code.unwrap_or_default(),
            inspected: self.text(row, Inspected),
            round: self.text(row, Round),
            transferred_on: transferred_on.unwrap_or_default(),
            organ: self.text(row, Organ),
            custodian: self.text(row, Custodian),
            category: self.text(row, Category),
            is_priority: self.truth(row, ClueColumn::Priority),
            due: transferred_on.and_then(|from| self.due(row, from)),
            way: self.text(row, Way),
            form: self.text(row, Form),
            is_concluded: self.truth(row, ClueColumn::Concluded),
        };
        if self.problems.len() > told {
            return;
        }
        match self.seen.insert(read.code.clone(), row) {
            Some(first) => {
                let why = format!("与第 {} 行的线索编号相同;请删去一行", first + 1);
                self.problems.push(self.table.problem(row, Code, &read.code, why));
            }
            None => self.rows.push(read),
        }
    }

    fn code(&mut self, row: u32) -> Option<String> {
        let text = self.text(row, ClueColumn::Code).unwrap_or_default();
        let code = code_of(&squeeze(&text));
        if code.is_none() {
            let why = "线索编号只能由字母、数字和短横线组成,如 XS-2026-03-001;请改正";
            self.wrong(row, ClueColumn::Code, &text, why);
        }
        code
    }

    fn transferred_on(&mut self, row: u32) -> Option<NaiveDate> {
        let day = match self.phrase(row, ClueColumn::TransferredOn) {
            Some(Ok(Due {
                phrase: DuePhrase::Fixed(day),
                ..
            })) => Some(day),
            _ => None,
        };
        if day.is_none() {
            let text = self.text(row, ClueColumn::TransferredOn).unwrap_or_default();
            let why = "移交日期看不懂;请写年月日,如 2026年8月20日";
            self.wrong(row, ClueColumn::TransferredOn, &text, why);
        }
        day
    }

    /// A day or a period; whatever else a 整改时限 may say means nothing here.
    fn due(&mut self, row: u32, from: NaiveDate) -> Option<DuePhrase> {
        let read = self.phrase(row, ClueColumn::Due)?;
        let phrase = read.and_then(|due| due.phrase.resolve_year(from)).ok();
        let is_day = |phrase: &DuePhrase| matches!(phrase, DuePhrase::Fixed(_) | DuePhrase::Relative(_));
        let phrase = phrase.filter(is_day);
        if phrase.is_none() {
            let text = self.text(row, ClueColumn::Due).unwrap_or_default();
            let why = "办理期限看不懂;请写日期或期限,如 2026年11月20日、3个月,或留空按规则计算";
            self.wrong(row, ClueColumn::Due, &text, why);
        }
        phrase
    }

    /// What a cell says of a day; none where it is empty. `3个月` is `3个月内` here.
    fn phrase(&self, row: u32, column: ClueColumn) -> Option<Result<Due, super::DueRefusal>> {
        let value = self.table.field(row, column)?.value;
        if let Value::Day(day) = value {
            return Some(Ok(Due::on(*day)));
        }
        let words = squeeze(&value.words());
        if words.is_empty() || is_dash(&words) {
            return None;
        }
        Some(Due::parse(&words).or_else(|refusal| Due::parse(&format!("{words}内")).map_err(|_| refusal)))
    }

    fn truth(&mut self, row: u32, column: ClueColumn) -> bool {
        let text = self.text(row, column).unwrap_or_default();
        match squeeze(&text).as_str() {
            "是" | "√" | "✓" | "✔" | "已办结" | "办结" | "优先" | "重点" => true,
            "" | "否" | "×" | "未办结" | "一般" => false,
            _ => {
                self.wrong(row, column, &text, "请写 是 或 否");
                false
            }
        }
    }

    /// The words of a cell, none for a dash; formulas and errors are problems.
    fn text(&mut self, row: u32, column: ClueColumn) -> Option<String> {
        let field = self.table.field(row, column)?;
        if let Some(why) = field.refusal() {
            self.wrong(row, column, &field.value.words(), why);
            return None;
        }
        let text = half_width(&field.value.words()).trim().to_owned();
        (!text.is_empty() && !is_dash(&text)).then_some(text)
    }

    fn wrong(&mut self, row: u32, column: ClueColumn, cell: &str, why: &str) {
        let quoted = clip(cell, QUOTED);
        self.problems.push(self.table.problem(row, column, &quoted, why));
    }
}

fn is_dash(text: &str) -> bool {
    matches!(text, "-" | "--" | "/" | "无")
}
