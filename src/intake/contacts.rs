//! 通讯录: who holds which role in which unit.

use super::columns::ContactColumn;
use super::fold::{half_width, squeeze};
use super::header::Header;
use super::problem::{RowProblem, merge_problems};
use super::role;
use super::secret_problems;
use super::sheet::Sheet;
use super::table::Table;
use crate::domain::role::Role;
use std::collections::HashMap;

/// Between several roles or units in one cell.
const SEPARATORS: [char; 7] = ['、', ',', ';', '/', '|', '\n', '\r'];
/// First words of rows that are no person.
const REMARKS: [&str; 6] = ["注:", "注1", "备注:", "说明:", "合计", "填表人"];

/// Figures of a telephone number: an emergency number has three, one with country code and extension no more
/// than twenty.
const FEWEST_FIGURES: usize = 3;
const MOST_FIGURES: usize = 20;

/// 通讯录 as read.
#[derive(Debug)]
pub struct ContactsBook {
    /// Name of the sheet.
    pub sheet: String,
    /// One for each person and role.
    pub rows: Vec<ContactRow>,
    /// What the office should know and may ignore.
    pub warnings: Vec<String>,
    /// At most one for each row of the sheet; with any, nothing may be imported.
    pub problems: Vec<RowProblem>,
    header: Header<ContactColumn>,
}

/// A person in a role. A cell with several roles gives several of these with the same row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactRow {
    /// Row of the sheet, from 1.
    pub row: u32,
    /// 单位.
    pub unit: String,
    /// 单位类别.
    pub category: Option<String>,
    /// 姓名.
    pub name: String,
    /// 职务.
    pub post: Option<String>,
    /// 角色; a person without one is only known.
    pub role: Option<Role>,
    /// 手机.
    pub phone: Option<String>,
    /// 邮箱, of right syntax.
    pub mail: Option<String>,
    /// 原工作单位: nothing about these goes to this person.
    pub former_units: Vec<String>,
}

impl ContactsBook {
    /// Whether the file has that column.
    pub fn has(&self, column: ContactColumn) -> bool {
        self.header.heading(column).is_some()
    }

    /// A problem that the importer found at that column of a row.
    pub fn problem(&self, row: &ContactRow, column: ContactColumn, cell: &str, why: &str) -> RowProblem {
        RowProblem::new(&self.sheet, row.row - 1, self.header.place(column), cell, why)
    }
}

pub(super) fn read(sheet: &Sheet, header: Header<ContactColumn>) -> ContactsBook {
    let table = Table::new(sheet, header);
    let mut reading = Reading {
        table: &table,
        rows: Vec::new(),
        problems: Vec::new(),
        seen: HashMap::new(),
    };
    for cells in table.rows() {
        let first = squeeze(&cells[0].value.words());
        let remark = REMARKS.iter().any(|remark| first.starts_with(remark));
        if !remark && !table.repeats_header(cells) {
            reading.take(cells[0].row);
        }
    }
    let secrets = secret_problems(sheet, |at| table.place_at(at));
    let problems = merge_problems(secrets.chain(reading.problems));
    let warnings = table.header.unread(sheet).into_iter().collect();
    let (sheet, rows) = (sheet.name.clone(), reading.rows);
    ContactsBook {
        sheet,
        rows,
        warnings,
        problems,
        header: table.header,
    }
}

struct Reading<'a> {
    table: &'a Table<'a, ContactColumn>,
    rows: Vec<ContactRow>,
    problems: Vec<RowProblem>,
    seen: HashMap<(String, String, Option<Role>), u32>,
}

impl Reading<'_> {
    fn take(&mut self, row: u32) {
        use ContactColumn::{Category, FormerUnits, Name, Phone, Post, Unit};
        let unit = self.required(row, Unit, "没有写单位;请补写单位名称");
        let name = self.required(row, Name, "没有写姓名;请补写姓名");
        let roles = self.roles(row);
        let person = ContactRow {
            row: row + 1,
            unit,
            category: self.text(row, Category),
            // 张 三 is spread out to the width of three characters.
            name: squeeze(&name),
            post: self.text(row, Post),
            role: None,
            phone: self.text(row, Phone).map(|phone| half_width(&phone)),
            mail: self.mail(row),
            former_units: self
                .text(row, FormerUnits)
                .map(|text| split(&text))
                .unwrap_or_default(),
        };
        let roles = if roles.is_empty() {
            vec![None]
        } else {
            roles.into_iter().map(Some).collect()
        };
        for role in roles {
            self.note_repetition(row, &person, role);
            self.rows.push(ContactRow {
                role,
                ..person.clone()
            });
        }
    }

    fn required(&mut self, row: u32, column: ContactColumn, why: &str) -> String {
        let told = self.problems.len();
        let text = self.text(row, column);
        if text.is_none() && self.problems.len() == told {
            self.problems.push(self.table.problem(row, column, "", why));
        }
        text.unwrap_or_default()
    }

    /// The words of a cell, none for a dash; formulas and errors are problems.
    fn text(&mut self, row: u32, column: ContactColumn) -> Option<String> {
        let field = self.table.field(row, column)?;
        if let Some(why) = field.refusal() {
            self.problems
                .push(self.table.problem(row, column, &field.value.words(), why));
            return None;
        }
        let text = field.value.words().into_owned();
        (!matches!(text.as_str(), "-" | "/" | "无")).then_some(text)
    }

    fn roles(&mut self, row: u32) -> Vec<Role> {
        let text = self.text(row, ContactColumn::Role).unwrap_or_default();
        let mut roles = Vec::new();
        for word in split(&text) {
            match role::role(&word) {
                Some(role) if roles.contains(&role) => {}
                Some(role) => roles.push(role),
                None => {
                    let why = role::why_unknown(&word);
                    self.problems
                        .push(self.table.problem(row, ContactColumn::Role, &text, why));
                }
            }
        }
        roles
    }

    fn mail(&mut self, row: u32) -> Option<String> {
        let text = self.text(row, ContactColumn::Mail)?;
        if let Some(mail) = mail(&text) {
            return Some(mail);
        }
        let why = "不是邮箱地址;请改成如 name@example.cn,或留空";
        self.problems
            .push(self.table.problem(row, ContactColumn::Mail, &text, why));
        None
    }

    fn note_repetition(&mut self, row: u32, person: &ContactRow, role: Option<Role>) {
        let key = (person.unit.clone(), person.name.clone(), role);
        if person.name.is_empty() {
            return;
        }
        if let Some(first) = self.seen.insert(key, row) {
            let why = format!("与第 {} 行重复(单位、姓名、角色都相同);请删去一行", first + 1);
            self.problems
                .push(self.table.problem(row, ContactColumn::Name, &person.name, why));
        }
    }
}

fn split(text: &str) -> Vec<String> {
    let text = half_width(text);
    text.split(SEPARATORS)
        .map(|word| word.trim().to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// A mail address in half-width form; none if the text is none.
pub fn mail(text: &str) -> Option<String> {
    Some(squeeze(text)).filter(|mail| is_mail(mail))
}

/// One telephone number or several, in half-width form; none if the text is none. An extension (转 801) may
/// follow.
pub fn phone(text: &str) -> Option<String> {
    let phone = half_width(text.trim());
    let is_number = |piece: &str| {
        let figures = piece.chars().filter(char::is_ascii_digit).count();
        let fits = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | '(' | ')' | ' ' | '转');
        (FEWEST_FIGURES..=MOST_FIGURES).contains(&figures) && piece.chars().all(fits)
    };
    phone.split(SEPARATORS).all(is_number).then_some(phone)
}

/// One `@`, a local part of visible ASCII, a domain of at least two labels.
fn is_mail(text: &str) -> bool {
    let Some((local, domain)) = text.split_once('@') else {
        return false;
    };
    let in_local = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c);
    let is_label = |label: &str| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    let dots = |part: &str| part.starts_with('.') || part.ends_with('.') || part.contains("..");
    !local.is_empty()
        && local.chars().all(in_local)
        && !dots(local)
        && domain.contains('.')
        && domain.split('.').all(is_label)
}
