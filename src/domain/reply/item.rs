//! The statements that are known, one at a time.

use super::scan::Scan;
use super::{UnclearWhy, day, past, percent, promise};
use chrono::NaiveDate;

/// One thing said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    /// 收到.
    Received,
    /// 10月8日前报送.
    Promise(NaiveDate),
    /// 60%.
    Percent(u32),
    /// 整改中.
    InProgress,
    /// 无变化.
    Unchanged,
    /// 基本完成.
    MostlyCompleted,
    /// 已完成.
    Completed,
    /// 已报送.
    Submitted,
    /// 已召开, with the day.
    Held(Option<NaiveDate>),
    /// 未完成, 无法完成.
    NotDone,
    /// 延期到10月20日.
    Extension(Option<NaiveDate>),
    /// A day without 前 or a verb: what about it?
    BareDay,
    /// A promise or an extension whose day is in doubt.
    Doubt(UnclearWhy),
    /// 您好, 谢谢: says nothing.
    Courtesy,
}

const RECEIVED: &str = "\
    收到 收到了 已收到 已经收到 收悉 已收悉 知悉 已知悉 好的收到 好收到 收到通知 已收到通知 通知收到 \
    通知已收到 收到谢谢";
const IN_PROGRESS: &str = "\
    整改中 正在整改 正在整改中 办理中 正在办理 正在办理中 推进中 正在推进 正在推进中 进行中 正在进行 \
    正在进行中 落实中 正在落实 正在落实中 持续整改中";
const UNCHANGED: &str = "无变化 没有变化 没变化 暂无变化 无进展 暂无进展 本月无变化 本月无进展";
const MOSTLY: &str = "\
    基本完成 已基本完成 基本完成了 基本完成整改 已基本完成整改 整改基本完成 整改已基本完成 \
    基本整改完成 基本整改到位 已基本整改到位 基本办结 已基本办结";
const COMPLETED: &str = "\
    完成 完成了 已完成 已完成了 已经完成 已经完成了 已全部完成 已经全部完成 全部完成 全部完成了 \
    已按期完成 已按时完成 整改完成 整改完成了 已整改完成 已经整改完成 整改已完成 整改已经完成 \
    完成整改 已完成整改 已经完成整改 已全部完成整改 已按期完成整改 已完成整改任务 \
    已完成整改工作 整改到位 已整改到位 已经整改到位 \
    已全部整改到位 已全部整改完成 办结 办结了 已办结 已经办结 已全部办结 已按期办结 办理完毕 \
    已办理完毕 已办完 办完了 整改完毕 已整改完毕";
const NOT_DONE: &str = "\
    未完成 没完成 没有完成 还没完成 还没有完成 还未完成 尚未完成 未能完成 不能完成 无法完成 难以完成 \
    完成不了 无法按期完成 不能按期完成 未按期完成 难以按期完成 无法按时完成 不能按时完成 未整改 \
    未整改完成 未整改到位 未办结 没办结 尚未办结 未启动 未开始 还没开始";
const COURTESIES: &str = "好的 好 嗯 您好 你好 领导好 谢谢 谢谢领导 辛苦了 报告 汇报如下 特此报告";

/// Words before a statement that change nothing in it.
const SUBJECTS: &str = "\
    目前 目前已 现在 现 我单位 我局 我委 我办 本单位 本局 我们 该项 此项 本项 该事项 此事项 本事项 \
    该问题 整改工作 该项工作 事项";

const WORDS: [(Item, &str); 7] = [
    (Item::Received, RECEIVED),
    (Item::InProgress, IN_PROGRESS),
    (Item::Unchanged, UNCHANGED),
    (Item::MostlyCompleted, MOSTLY),
    (Item::Completed, COMPLETED),
    (Item::NotDone, NOT_DONE),
    (Item::Courtesy, COURTESIES),
];

/// Reads one statement; none when other words stand here.
pub(super) fn read(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    scan.attempt(|scan| {
        while scan.eat(SUBJECTS).is_some() {}
        scan.spaces();
        past::read(scan, today)
            .or_else(|| promise::extension(scan, today))
            .or_else(|| promise::read(scan, today))
            .or_else(|| scan.attempt(percent::read).map(Item::Percent))
            .or_else(|| scan.attempt(|scan| completed_on(scan, today)))
            .or_else(|| scan.attempt(|scan| word(scan, today)))
    })
}

/// 已于9月28日完成.
fn completed_on(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    scan.eat("已于 已经于")?;
    // Only that it is a day matters: it lies behind, where a day to come is looked for ahead.
    day::read(scan, today, false)?.ok();
    scan.eat(COMPLETED)?;
    scan.at_boundary().then_some(Item::Completed)
}

/// The longest known word, provided that it ends here: 已完成招标 does not say 已完成.
fn word(scan: &mut Scan, today: NaiveDate) -> Option<Item> {
    let item = known(scan)?;
    if scan.at_boundary() || goes_on(item, *scan, today) {
        return Some(item);
    }
    runs_into_next(*scan).then_some(Item::Doubt(UnclearWhy::NotUnderstood))
}

fn known(scan: &mut Scan) -> Option<Item> {
    let longest = |(item, words): &(Item, &'static str)| {
        let mut ahead = *scan;
        ahead.eat(words).map(|_| (*item, ahead))
    };
    let (item, ahead) = WORDS
        .iter()
        .filter_map(longest)
        .max_by_key(|(_, ahead)| ahead.at())?;
    *scan = ahead;
    Some(item)
}

/// `收到2.已完成`: the number of the next matter, or a note?
fn runs_into_next(mut scan: Scan) -> bool {
    scan.digits().is_some() && (scan.at_boundary() || known(&mut scan).is_some())
}

/// 整改中60%, 收到10月8日前报送: a figure may follow at once.
fn goes_on(item: Item, mut scan: Scan, today: NaiveDate) -> bool {
    let takes_figure = matches!(item, Item::Received | Item::InProgress | Item::MostlyCompleted);
    takes_figure && (percent::read(&mut scan.clone()).is_some() || promise::read(&mut scan, today).is_some())
}
