//! Every text in every turn, kept word for word: `snapshots/texts__NAME.snap`.

use huiyin::text::Texts;
use std::collections::BTreeMap;
use std::fmt::Write;

#[test]
fn every_text_reads_as_it_was_approved() {
    let texts = Texts::load(None).expect("the embedded texts");
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for (name, text) in texts.samples().expect("the embedded texts") {
        let (template, number) = name.split_once(' ').expect("a template and a number");
        let page = pages.entry(template.to_owned()).or_default();
        write!(page, "=== {number}\n{text}\n\n").expect("a string takes everything");
    }
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        for (template, page) in pages {
            insta::assert_snapshot!(format!("texts__{template}"), page);
        }
    });
}
