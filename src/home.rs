//! HOME: the folder of one office, readable by its owner alone, whatever the umask.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

const PRIVATE_FOLDER: u32 = 0o700;
const PRIVATE_FILE: u32 = 0o600;
const OTHERS: u32 = 0o077;
/// Characters of a name before its ending: a file system takes 255 bytes, and a character has up to four.
const LONGEST_STEM: usize = 50;

/// Name of the folder of holiday papers in a home.
pub const CALENDARS: &str = "calendar";

const FOLDERS: [&str; 5] = ["evidence", "import", CALENDARS, "mail", "print"];
const FILES: [&str; 4] = ["huiyin.toml", "huiyin.db", "huiyin.db-wal", "huiyin.db-shm"];

/// The folder that holds the settings, the SQLite file, evidence, imports, calendars, papers and local mail.
#[derive(Debug, Clone)]
pub struct Home {
    root: PathBuf,
    repaired: Vec<PathBuf>,
}

/// Why a folder cannot be the home.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// It holds other things and is open to others, so it is hardly meant.
    #[error(
        "{0} is open to others and holds no huiyin.toml: choose a folder of its own, or `chmod 700` this one"
    )]
    NotOurs(PathBuf),
    /// It is a file.
    #[error("{0} is a file: name a folder with --home or HUIYIN_HOME")]
    NotAFolder(PathBuf),
    /// It belongs to somebody else.
    #[error(
        "{path} may not be used: it belongs to user number {owner}; run huiyin as that user, or choose another \
         home with --home"
    )]
    Foreign {
        /// Where.
        path: PathBuf,
        /// Number of the user who owns it, or the nearest folder above it that is there.
        owner: u32,
    },
    /// The disk says no.
    #[error("the home cannot be used: {path}: {error}")]
    Io {
        /// Where.
        path: PathBuf,
        /// What.
        error: io::Error,
    },
}

impl Home {
    /// Makes what is missing and closes what is open to others; [`Home::repaired`] tells of the latter.
    ///
    /// # Errors
    /// The folder cannot be made or closed, or is somebody else's, or is not one that may be closed: one that
    /// is open to others and holds other files (`--home /tmp`).
    pub fn open(path: &Path) -> Result<Home, HomeError> {
        let root = std::path::absolute(path).map_err(|error| HomeError::io(path, error))?;
        let mut home = Home {
            root,
            repaired: Vec::new(),
        };
        if home.root.is_file() {
            return Err(HomeError::NotAFolder(home.root));
        }
        if !home.root.exists() {
            private_folder(&home.root).map_err(|error| HomeError::io(&home.root, error))?;
        }
        if is_open(&home.root)? && !home.may_be_closed()? {
            return Err(HomeError::NotOurs(home.root));
        }
        home.close(home.root.clone(), PRIVATE_FOLDER)?;
        for folder in FOLDERS.map(|name| home.root.join(name)) {
            if folder.exists() {
                home.close(folder, PRIVATE_FOLDER)?;
            } else {
                private_folder(&folder).map_err(|error| HomeError::io(&folder, error))?;
            }
        }
        for file in FILES.map(|name| home.root.join(name)) {
            if file.exists() {
                home.close(file, PRIVATE_FILE)?;
            }
        }
        Ok(home)
    }

    /// Empty, or a home already.
    fn may_be_closed(&self) -> Result<bool, HomeError> {
        let mut entries = fs::read_dir(&self.root).map_err(|error| HomeError::io(&self.root, error))?;
        Ok(entries.next().is_none() || FILES.iter().any(|file| self.root.join(file).exists()))
    }

    fn close(&mut self, path: PathBuf, mode: u32) -> Result<(), HomeError> {
        if is_open(&path)? {
            match fs::set_permissions(&path, Permissions::from_mode(mode)) {
                Ok(()) => self.repaired.push(path),
                Err(error) => return Err(HomeError::io(&path, error)),
            }
        }
        Ok(())
    }

    /// What was open to others until now; worth a warning.
    pub fn repaired(&self) -> &[PathBuf] {
        &self.repaired
    }

    /// The folder itself, absolute.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// 佐证材料 as received.
    pub fn evidence(&self) -> PathBuf {
        self.root.join("evidence")
    }

    /// Workbooks as imported.
    pub fn imports(&self) -> PathBuf {
        self.root.join("import")
    }

    /// Holiday papers that win over the built-in ones.
    pub fn calendars(&self) -> PathBuf {
        self.root.join(CALENDARS)
    }

    /// Papers as printed.
    pub fn prints(&self) -> PathBuf {
        self.root.join("print")
    }

    /// Mail that is kept instead of sent.
    pub fn mail(&self) -> PathBuf {
        self.root.join("mail")
    }
}

impl HomeError {
    fn io(path: &Path, error: io::Error) -> Self {
        let owner = || Some(path.ancestors().find_map(|folder| folder.metadata().ok())?.uid());
        let path = path.to_owned();
        match (error.kind(), owner()) {
            (ErrorKind::PermissionDenied, Some(owner)) => HomeError::Foreign { path, owner },
            _ => HomeError::Io { path, error },
        }
    }
}

fn is_open(path: &Path) -> Result<bool, HomeError> {
    let metadata = fs::metadata(path).map_err(|error| HomeError::io(path, error))?;
    Ok(metadata.permissions().mode() & OTHERS != 0)
}

/// Makes a folder, with its parents, that only its owner can open.
///
/// # Errors
/// The disk says no.
pub fn private_folder(path: &Path) -> io::Result<()> {
    DirBuilder::new()
        .recursive(true)
        .mode(PRIVATE_FOLDER)
        .create(path)?;
    fs::set_permissions(path, Permissions::from_mode(PRIVATE_FOLDER))
}

/// Sees to it that a file exists that only its owner can open. SQLite gives its side files the same mode, so
/// this comes before the first connection.
///
/// # Errors
/// The disk says no.
pub fn private_file(path: &Path) -> io::Result<()> {
    OpenOptions::new()
        .append(true)
        .create(true)
        .mode(PRIVATE_FILE)
        .open(path)?;
    fs::set_permissions(path, Permissions::from_mode(PRIVATE_FILE))
}

/// Writes a file that only its owner can open, whole or not at all.
///
/// # Errors
/// The disk says no.
pub fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(PRIVATE_FILE)
        .open(&part)?;
    file.set_permissions(Permissions::from_mode(PRIVATE_FILE))?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)
}

/// Keeps a file that only its owner can open under a name that no other file of the folder has:
/// `stem.ending`, `stem-2.ending` and so on; gives the name. What no file name should hold is `_` in it.
///
/// # Errors
/// The disk says no.
pub fn keep_private(folder: &Path, stem: &str, ending: &str, bytes: &[u8]) -> io::Result<String> {
    let safe = |sign: char| {
        if sign.is_alphanumeric() || sign == '-' {
            sign
        } else {
            '_'
        }
    };
    let stem: String = stem.chars().take(LONGEST_STEM).map(safe).collect();
    for number in 1.. {
        let name = match number {
            1 => format!("{stem}.{ending}"),
            _ => format!("{stem}-{number}.{ending}"),
        };
        let path = folder.join(&name);
        match OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(PRIVATE_FILE)
            .open(&path)
        {
            Ok(_) => return write_private(&path, bytes).map(|()| name),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    unreachable!("numbers do not end")
}
