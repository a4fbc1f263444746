use huiyin::domain::rulebook::*;
#[test]
fn smoke() {
    let t = std::time::Instant::now();
    for p in check(&std::fs::read_to_string("/tmp/w/rules_bad.toml").unwrap()) {
        println!("{p}");
    }
    println!("{:?}", t.elapsed());
    for p in check(DEFAULT) {
        println!("{p}");
    }
    println!("{:?}", t.elapsed());
    for p in check("a = \n b = 3\n[[x]\n") {
        println!("{p}");
    }
    for p in preset_names() {
        for p in check(preset(p).unwrap()) {
            println!("{p}");
        }
        let b = Rulebook::load(DEFAULT, &[(p, preset(p).unwrap())]).unwrap();
        for c in diff(embedded(), &b) {
            println!("{c:?}");
        }
    }
    println!("{:?}", t.elapsed());
}
