//! One person as a 通讯录 lists them, and how that differs from the last one.

use super::report::Difference;
use crate::domain::contact::{Listed, Person, Unit};
use crate::domain::half_width::fold;
use crate::domain::role::Role;
use crate::intake::{ContactColumn, ContactRow, ContactsBook, advice};
use std::collections::HashMap;

/// Somebody of the file, all their rows together.
pub(super) struct Entry {
    /// First row of the sheet that names them.
    pub row: u32,
    pub unit: String,
    pub name: String,
    pub category: Option<String>,
    pub listed: Listed,
}

/// Everybody of a file, in its order. Where two rows say something else of one person the first counts, with a
/// warning.
pub(super) fn entries(book: &ContactsBook, warnings: &mut Vec<String>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut index = HashMap::new();
    for row in &book.rows {
        let at = *index
            .entry((fold(&row.unit), fold(&row.name)))
            .or_insert(entries.len());
        match entries.get_mut(at) {
            Some(entry) => {
                if entry.absorb(row) {
                    warnings.push(advice::told_otherwise(row.row, &row.name, entry.row));
                }
            }
            None => entries.push(Entry::new(row)),
        }
    }
    entries
}

impl Entry {
    fn new(row: &ContactRow) -> Entry {
        Entry {
            row: row.row,
            unit: row.unit.clone(),
            name: row.name.clone(),
            category: row.category.clone(),
            listed: Listed {
                post: row.post.clone(),
                phone: row.phone.clone(),
                mail: row.mail.clone(),
                former_units: row.former_units.clone(),
                roles: row.role.into_iter().collect(),
            },
        }
    }

    /// Takes another row of the person; `true` when it contradicts an earlier one.
    fn absorb(&mut self, row: &ContactRow) -> bool {
        let listed = &mut self.listed;
        let mut contradicts = false;
        let fields = [
            (&mut self.category, &row.category),
            (&mut listed.post, &row.post),
            (&mut listed.phone, &row.phone),
            (&mut listed.mail, &row.mail),
        ];
        for (first, other) in fields {
            if first.is_none() {
                first.clone_from(other);
            }
            contradicts |= other.is_some() && first != other;
        }
        for former in &row.former_units {
            if !listed.former_units.contains(former) {
                listed.former_units.push(former.clone());
            }
        }
        if let Some(role) = row.role.filter(|role| !listed.roles.contains(role)) {
            listed.roles.push(role);
        }
        contradicts
    }

    /// What the file says, completed by `last`: a column that it does not have says nothing, and of somebody
    /// whom no file has listed so far nor does a blank cell.
    pub fn over(&self, book: &ContactsBook, last: &Listed, is_first: bool) -> Listed {
        use ContactColumn::{FormerUnits, Mail, Phone, Post, Role};
        let says = |column, is_blank: bool| book.has(column) && !(is_first && is_blank);
        let text = |column, own: &Option<String>, last: &Option<String>| {
            if says(column, own.is_none()) {
                own.clone()
            } else {
                last.clone()
            }
        };
        let Listed {
            post,
            phone,
            mail,
            former_units,
            roles,
        } = &self.listed;
        let former_units = if says(FormerUnits, former_units.is_empty()) {
            former_units
        } else {
            &last.former_units
        };
        let mut wanted = Listed {
            post: text(Post, post, &last.post),
            phone: text(Phone, phone, &last.phone),
            mail: text(Mail, mail, &last.mail),
            former_units: former_units.clone(),
            roles: roles.clone(),
        };
        if is_first || !book.has(Role) {
            wanted.roles.clone_from(&last.roles);
            let new = roles.iter().filter(|role| !last.roles.contains(role));
            wanted.roles.extend(new);
        }
        wanted
    }

    /// What the file says otherwise than the last one, and the register does not have already.
    pub fn differences(
        &self,
        known: &Person,
        unit: &Unit,
        held: &[Role],
        last: &Listed,
        wanted: &Listed,
    ) -> Vec<Difference> {
        let word = |text: &Option<String>| text.clone().unwrap_or_default();
        let texts = [
            ("post", &last.post, &wanted.post, &known.post),
            ("phone", &last.phone, &wanted.phone, &known.phone),
            ("mail", &last.mail, &wanted.mail, &known.mail),
        ];
        let mut found: Vec<(&'static str, String, String)> = texts
            .into_iter()
            .filter(|(_, last, wanted, kept)| last != wanted && kept != wanted)
            .map(|(field, _, wanted, kept)| (field, word(kept), word(wanted)))
            .collect();
        if last.former_units != wanted.former_units && known.former_units != wanted.former_units {
            let (before, after) = (known.former_units.join(", "), wanted.former_units.join(", "));
            found.push(("former_units", before, after));
        }
        let ended = listed_roles(&last.roles, |role| {
            held.contains(role) && !wanted.roles.contains(role)
        });
        let given = listed_roles(&wanted.roles, |role| {
            !held.contains(role) && !last.roles.contains(role)
        });
        if ended != given {
            found.push(("role", ended, given));
        }
        let code = format!("{}/{}", unit.name, known.name);
        found
            .into_iter()
            .map(|(field, before, after)| Difference {
                row: self.row,
                code: code.clone(),
                field,
                before,
                after,
            })
            .collect()
    }
}

fn listed_roles(roles: &[Role], is_meant: impl Fn(&Role) -> bool) -> String {
    let keys: Vec<&str> = roles
        .iter()
        .filter(|role| is_meant(role))
        .map(|role| role.key())
        .collect();
    keys.join(", ")
}
