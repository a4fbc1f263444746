//! Why a time limit is refused, and what to write instead.

use chrono::NaiveDate;

/// A time limit that cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueRefusal {
    /// Nothing is written, and the measure is not said to be completed.
    Empty,
    /// 尽快, 适时, and everything else that names no day.
    NoDay,
    /// 2026年2月30日.
    NoSuchDay,
    /// 9-10月: a span, or several days.
    Span,
    /// 10月前: before it begins, or before it ends?
    Before,
    /// 3月内: in March, or within three months?
    Within,
    /// A bare number, such as a date that lost its format.
    Number,
    /// 11月中旬, and no feedback date is known.
    NeedsFeedback,
    /// Longer ago than the office's ledgers reach.
    TooEarly {
        /// The first day that is taken.
        earliest: NaiveDate,
    },
    /// Further ahead than a time limit can be.
    TooLate {
        /// The last day that is taken.
        latest: NaiveDate,
    },
}

impl DueRefusal {
    /// What is wrong and what to do, for the clerk.
    pub fn why(self) -> String {
        const EXAMPLES: &str = "请写日期(如2026年9月30日)、期限(如3个月内、15个工作日内),\
            或写立行立改、集中整改期内、长期坚持";
        match self {
            DueRefusal::Empty => format!("没有写整改时限;{EXAMPLES}"),
            DueRefusal::NoDay => format!("看不出是哪一天;{EXAMPLES}"),
            DueRefusal::NoSuchDay => "没有这一天;请改成真实的日期,如2026年9月30日".to_owned(),
            DueRefusal::Span => "写了不止一个时间;请只写最后期限那一天,如2026年9月30日".to_owned(),
            DueRefusal::Before => {
                "分不清是开始之前还是结束之前;请写明哪一天,或写“月底前”“季度末前”".to_owned()
            }
            DueRefusal::Within => "分不清是那个月之内还是几个月之内;请写“3月底前”或“3个月内”".to_owned(),
            DueRefusal::Number => {
                "是一个数字,不是日期;请把单元格格式设为日期,或写成文字,如2026年9月30日".to_owned()
            }
            DueRefusal::NeedsFeedback => "没有写年份,而反馈时间不明;请补写年份,或先登记反馈时间".to_owned(),
            DueRefusal::TooEarly { earliest } => {
                format!("日期过早(早于{earliest});请核对年份,历史事项请改写新的时限")
            }
            DueRefusal::TooLate { latest } => format!("日期过晚(晚于{latest});请核对年份"),
        }
    }
}
