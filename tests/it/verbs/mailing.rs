//! Who has no chat is told by mail, in neutral form; mail that comes back puts them on the phone list.

use super::story::with_a_plan;
use crate::support::database::in_an_office;
use crate::support::office::Office;
use crate::support::post::Post;
use huiyin::channel::pace::{Limits, Pace};
use huiyin::domain::ledger::Actor;
use huiyin::domain::letter::{Letter, MAIL};
use huiyin::domain::matter::Matter;
use huiyin::domain::message::{Delivery, Outgoing};
use huiyin::domain::notice::NoticeState;
use huiyin::store::Act;
use huiyin::supervision::{
    PersonFacts, deliver, get_unit, list_closed_mail, open_mail, print_phone_list, set_person, take_bounces,
};
use std::num::NonZeroU32;
use std::sync::Mutex;

const ADDRESS: &str = "Jia.Yi@example.cn";

/// A plan whose liaison, 甲一, has no account but a mail address, on the morning when it is to be told.
async fn an_office_with_mail(office: &mut Office) -> Matter {
    let plan = with_a_plan(office).await;
    office.binds("丙一").await;
    office.house.mails_notices = true;
    let mut work = office.work().await;
    let unit = get_unit(&mut work, &office.house, "市住建局").await.unwrap();
    let facts = PersonFacts {
        mail: Some(ADDRESS.into()),
        ..PersonFacts::default()
    };
    let act = Act::new(Actor::Operator, office.clock.clock().now(), "person.set");
    set_person(&mut work, &office.house, &act, &unit, "甲一", &facts)
        .await
        .unwrap();
    work.commit().await.unwrap();
    office.plans_at("2026-09-01 08:30").await;
    plan
}

async fn delivers(office: &Office, post: &Post) -> Vec<(String, Letter)> {
    let much = NonZeroU32::MAX;
    let pace = Mutex::new(Pace::new(Limits {
        overall_per_second: much,
        private_per_second: much,
        group_per_minute: much,
    }));
    while deliver(&office.house, post, &pace).await.unwrap() > 0 {}
    let letter = |message| match message {
        Outgoing::Mail(letter) => *letter,
        other => panic!("{other:?} is no letter"),
    };
    let arrived = post.empty().into_iter();
    arrived.map(|one| (one.address, letter(one.message))).collect()
}

async fn people_to_call(office: &Office) -> usize {
    let printed = print_phone_list(&office.house, Actor::Operator, office.today()).await;
    printed.unwrap().people
}

async fn who_has_no_chat_gets_one_neutral_letter_a_slot(office: &mut Office) {
    let plan = an_office_with_mail(office).await;
    assert_eq!(people_to_call(office).await, 0, "mail reaches them");
    let post = Post::new(MAIL);
    let letters = delivers(office, &post).await;
    let [(address, letter)] = &letters[..] else {
        panic!("{letters:?}")
    };
    assert_eq!(address, ADDRESS);
    assert!(letter.text.contains(&plan.code) && !letter.text.contains(&plan.title));
    assert!(letter.text.contains("甲一同志") && letter.subject.contains("1 项督办事项"));
    assert_eq!(letter.dated_at, office.clock.clock().now());
    assert!(letter.id.starts_with("notices-20260901T0030-"), "{}", letter.id);
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Told);
    assert_eq!(delivers(office, &post).await, []);
    office.plans_at("2026-09-01 14:30").await;
    assert_eq!(delivers(office, &post).await, []);
}

async fn a_letter_that_could_not_go_is_the_same_letter_later(office: &mut Office) {
    let plan = an_office_with_mail(office).await;
    let post = Post::new(MAIL);
    let later = |after| Delivery::Later {
        after: Some(std::time::Duration::from_secs(after)),
        why: "450".into(),
    };
    post.will(later(1));
    assert_eq!(delivers(office, &post).await, []);
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Bundled);
    tokio::time::sleep(std::time::Duration::from_millis(1100)).await;
    let sent = delivers(office, &post).await;
    assert_eq!(sent.len(), 1);
}

async fn who_binds_meanwhile_is_told_by_chat(office: &mut Office) {
    let plan = an_office_with_mail(office).await;
    office.binds("甲一").await;
    assert_eq!(delivers(office, &Post::new(MAIL)).await, []);
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Planned);
    office.plans_at("2026-09-01 14:30").await;
    let told = office.delivers().await;
    assert!(told.iter().any(|letter| letter.reads().contains(&plan.code)));
}

async fn a_mailbox_that_is_none_is_closed_and_its_reader_called(office: &mut Office) {
    let plan = an_office_with_mail(office).await;
    let post = Post::new(MAIL);
    post.will(Delivery::Gone {
        why: "550 5.1.1 no such user".into(),
    });
    assert_eq!(delivers(office, &post).await, []);
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Unreachable);
    assert_eq!(people_to_call(office).await, 1);
    let raised: Vec<_> = office.attention().await.into_iter().map(|one| one.kind).collect();
    assert!(raised.contains(&"mail_gone".to_owned()), "{raised:?}");
    let closed = list_closed_mail(&office.house).await.unwrap();
    assert_eq!((closed.len(), closed[0].address.as_str()), (1, ADDRESS));
    assert!(open_mail(&office.house, "jia.yi@EXAMPLE.cn").await.unwrap());
    assert!(!open_mail(&office.house, ADDRESS).await.unwrap());
    let raised: Vec<_> = office.attention().await.into_iter().map(|one| one.kind).collect();
    assert!(!raised.contains(&"mail_gone".to_owned()), "{raised:?}");
}

/// As mail servers write it.
fn report(message_id: &str, status: &str, action: &str) -> String {
    format!(
        "From: MAILER-DAEMON@relay.test\r\nTo: huiyin@example.cn\r\nSubject: Undelivered Mail\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"B\"\r\n\r\n\
         --B\r\nContent-Type: text/plain\r\n\r\nI am sorry.\r\n\
         --B\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; relay.test\r\n\r\n\
         Original-Recipient: rfc822;jia.yi@example.cn\r\nFinal-Recipient: rfc822; elsewhere@relay.test\r\n\
         Action: {action}\r\nStatus: {status}\r\nDiagnostic-Code: smtp; 550 no such\r\n user here\r\n\r\n\
         --B\r\nContent-Type: text/rfc822-headers\r\n\r\nSubject: x\r\nMessage-ID: {message_id}\r\n\r\n--B--\r\n"
    )
}

async fn mail_that_comes_back_is_told_again_by_telephone(office: &mut Office) {
    let plan = an_office_with_mail(office).await;
    let post = Post::new(MAIL);
    delivers(office, &post).await;
    let maildir = tempfile::tempdir().unwrap();
    let (new, cur) = (maildir.path().join("new"), maildir.path().join("cur"));
    std::fs::create_dir(&new).unwrap();
    office.house.bounce_dir = Some(maildir.path().to_owned());
    let put = |name: &str, text: &str| std::fs::write(new.join(name), text).unwrap();

    put("1.delayed", &report("1", "4.4.1", "delayed"));
    put("2.strange", &report("<of-nobody@example.cn>", "5.1.1", "failed"));
    put("3.broken", "\u{0}\u{1} no mail at all");
    assert_eq!(take_bounces(&office.house).await.unwrap(), 0);
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Told);
    assert_eq!(std::fs::read_dir(&new).unwrap().count(), 0);
    assert_eq!(std::fs::read_dir(&cur).unwrap().count(), 3, "nothing is lost");

    // The post of these stories gives bare numbers for ids; a real relay's are the letters' own.
    office
        .database
        .tamper("UPDATE outbox SET remote_id = '<n-1@example.cn>' WHERE remote_id = '1'")
        .await;
    put("4.gone", &report("<n-1@example.cn>", "5.1.1", "failed"));
    assert_eq!(take_bounces(&office.house).await.unwrap(), 1);
    assert_eq!(office.notices(&plan).await[0].state, NoticeState::Unreachable);
    assert_eq!(people_to_call(office).await, 1);
    assert_eq!(
        list_closed_mail(&office.house).await.unwrap()[0].closed_why,
        "5.1.1 smtp; 550 no such user here"
    );
    put("5.again", &report("<n-1@example.cn>", "5.1.1", "failed"));
    assert_eq!(take_bounces(&office.house).await.unwrap(), 0);
    assert!(cur.join("4.gone:2,S").exists());
}

in_an_office!(
    who_has_no_chat_gets_one_neutral_letter_a_slot,
    a_letter_that_could_not_go_is_the_same_letter_later,
    who_binds_meanwhile_is_told_by_chat,
    a_mailbox_that_is_none_is_closed_and_its_reader_called,
    mail_that_comes_back_is_told_again_by_telephone,
);
