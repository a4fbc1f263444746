//! HOME is the owner's alone.

use huiyin::home::{Home, HomeError, private_file, write_private};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

fn mode(path: &Path) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn open_to_all(path: &Path) {
    fs::set_permissions(path, Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_new_home_is_closed_to_others() {
    let place = tempfile::tempdir().unwrap();
    let home = Home::open(&place.path().join("office/data")).unwrap();

    for folder in [
        home.root().to_owned(),
        home.evidence(),
        home.imports(),
        home.calendars(),
        home.mail(),
    ] {
        assert_eq!(mode(&folder), 0o700, "{}", folder.display());
    }
    assert!(home.repaired().is_empty());
}

#[test]
fn a_home_that_was_open_is_closed_and_that_is_said() {
    let place = tempfile::tempdir().unwrap();
    let settings = place.path().join("huiyin.toml");
    fs::write(&settings, "").unwrap();
    fs::set_permissions(&settings, Permissions::from_mode(0o644)).unwrap();
    open_to_all(place.path());

    let home = Home::open(place.path()).unwrap();
    assert_eq!(home.repaired(), [place.path().to_owned(), settings.clone()]);
    assert_eq!((mode(place.path()), mode(&settings)), (0o700, 0o600));
    assert!(Home::open(place.path()).unwrap().repaired().is_empty());
}

#[test]
fn a_folder_of_other_things_is_not_taken_over() {
    let place = tempfile::tempdir().unwrap();
    fs::write(place.path().join("letters.txt"), "").unwrap();
    open_to_all(place.path());

    assert!(matches!(Home::open(place.path()), Err(HomeError::NotOurs(_))));
    assert_eq!(mode(place.path()), 0o755);
    assert_eq!(
        fs::read_dir(place.path()).unwrap().count(),
        1,
        "nothing was made there"
    );
}

#[test]
fn files_are_written_whole_and_closed_to_others() {
    let place = tempfile::tempdir().unwrap();
    let (kept, database) = (place.path().join("kept.pdf"), place.path().join("huiyin.db"));
    write_private(&kept, b"old").unwrap();
    write_private(&kept, b"new").unwrap();
    fs::write(&database, "rows").unwrap();
    private_file(&database).unwrap();

    assert_eq!((fs::read(&kept).unwrap(), mode(&kept)), (b"new".to_vec(), 0o600));
    assert_eq!(
        (fs::read(&database).unwrap(), mode(&database)),
        (b"rows".to_vec(), 0o600)
    );
    assert_eq!(
        fs::read_dir(place.path()).unwrap().count(),
        2,
        "no half-written file is left"
    );
}
