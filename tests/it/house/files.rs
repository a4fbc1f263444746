//! The project's files.

use super::source::Source;
use std::fs;
use std::path::{Path, PathBuf};

/// The folder of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file in these folders of the project.
pub fn sources(folders: &[&str]) -> Vec<Source> {
    let is_rust = |path: &str| Path::new(path).extension().is_some_and(|end| end == "rs");
    let texts = texts(folders).into_iter();
    texts
        .filter(|(path, _)| is_rust(path))
        .map(|(path, text)| Source::new(&path, &text))
        .collect()
}

/// Every text file in these places of the project, with its path in the project.
pub fn texts(places: &[&str]) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for place in places {
        collect(&root().join(place), &mut found);
    }
    found.sort();
    found
}

fn collect(place: &Path, found: &mut Vec<(String, String)>) {
    if place.is_dir() {
        for entry in fs::read_dir(place).unwrap() {
            collect(&entry.unwrap().path(), found);
        }
    } else if let Ok(text) = fs::read_to_string(place) {
        let path = place.strip_prefix(root()).unwrap();
        found.push((path.to_str().unwrap().to_owned(), text));
    }
}

/// The names of the files in a folder of the project, in order; none when there is no such folder.
pub fn names_in(folder: &str) -> Vec<String> {
    let entries = fs::read_dir(root().join(folder)).into_iter().flatten();
    let mut names: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Whether a relative path, seen from a file of the project, leads out of it.
pub fn leaves(file: &str, relative: &str) -> bool {
    let mut place = PathBuf::from(file);
    place.pop();
    relative.split('/').any(|part| match part {
        ".." => !place.pop(),
        part => {
            place.push(part);
            false
        }
    })
}
