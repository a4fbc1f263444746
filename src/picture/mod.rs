//! Pictures for mail: an SVG in, PNG bytes out. Its letters are drawn with the font that the program carries, so that
//! they look the same everywhere.

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{self, Options, Tree};
use std::sync::{Arc, LazyLock};

/// Pixels a point, for screens of phones.
const SCALE: f32 = 2.0;
/// Noto Sans CJK SC, the characters of GB 2312.
const FONT: &[u8] = include_bytes!("../../config/fonts/NotoSansSC-Regular-gb2312.otf");
/// Its name.
const FAMILY: &str = "Noto Sans CJK SC";

/// No fonts of the system beside it: the same drawing gives the same picture on every machine.
static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_data(FONT.to_vec());
    Arc::new(fonts)
});

/// A picture that cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// It is no SVG.
    #[error("the drawing cannot be read: {0}")]
    Svg(#[from] usvg::Error),
    /// It has no area, or too much of it.
    #[error("the drawing has no size that a picture can have")]
    Size,
    /// Its pixels cannot be packed.
    #[error("the picture cannot be written: {0}")]
    Png(String),
}

/// Draws an SVG.
///
/// # Errors
/// When it is none, or has no size.
pub fn to_png(svg: &str) -> Result<Vec<u8>, PictureError> {
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: FONTS.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options)?;
    let size = tree
        .size()
        .to_int_size()
        .scale_by(SCALE)
        .ok_or(PictureError::Size)?;
    let mut pixels = Pixmap::new(size.width(), size.height()).ok_or(PictureError::Size)?;
    resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut pixels.as_mut());
    pixels
        .encode_png()
        .map_err(|error| PictureError::Png(error.to_string()))
}
