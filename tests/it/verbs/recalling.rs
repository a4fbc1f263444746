//! 撤回 and 重发: a wrong message never leaves, or is put right with whoever got it; a list goes out once more.

use crate::support::database::in_an_office;
use crate::support::office::{HOUSING, Office, refusal};
use crate::support::post::Letter;
use huiyin::domain::contact::Person;
use huiyin::domain::ids::PersonId;
use huiyin::domain::ledger::Actor;
use huiyin::domain::message::{Markup, Outgoing};
use huiyin::domain::notice::NoticeState;
use huiyin::domain::role::Role;
use huiyin::store::Act;
use huiyin::supervision::{MessageLine, MessageWithdrawn, leave, list_messages, resend, withdraw_message};

const WHY: &str = "期限登记有误";

async fn messages(office: &Office, person: &str) -> Vec<MessageLine> {
    let person: PersonId = office.person(person).await.id;
    list_messages(&office.house, Some(person)).await.unwrap()
}

async fn withdraws(office: &Office, id: i64, why: &str) -> anyhow::Result<MessageWithdrawn> {
    withdraw_message(&office.house, Actor::Operator, id, why).await
}

fn text_of(letter: &Letter) -> String {
    match &letter.message {
        Outgoing::Send { text, .. } => text.to_string(),
        other => panic!("{other:?}"),
    }
}

fn has_buttons(letter: &Letter) -> bool {
    matches!(
        &letter.message,
        Outgoing::Send {
            markup: Markup::Buttons(_),
            ..
        }
    )
}

async fn fed_back(office: &Office) {
    office.contacts().await;
    office.records("feedback", HOUSING, "第三轮", "2026-08-31").await;
}

async fn what_has_not_left_never_does(office: &mut Office) {
    fed_back(office).await;
    office.plans_at("2026-09-01 08:30").await;
    let message = messages(office, "甲一").await.remove(0);
    assert_eq!(
        (message.kind.as_str(), message.sent, message.pending),
        ("notices", 0, 1)
    );
    let withdrawn = withdraws(office, message.id, WHY).await.unwrap();
    assert_eq!(
        (withdrawn.unsent, withdrawn.sent, withdrawn.is_corrected),
        (1, 0, false)
    );
    assert!(office.delivers().await.is_empty());
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    let notices = office.notices(&plan).await;
    assert!(
        notices
            .iter()
            .all(|notice| notice.state == NoticeState::Withdrawn)
    );
    assert!(refusal(withdraws(office, message.id, WHY).await).contains("has been withdrawn"));
    assert!(refusal(withdraws(office, 999, WHY).await).contains("no message 999"));
    office.is_sound().await;
}

async fn whoever_got_it_is_told_at_once(office: &mut Office) {
    fed_back(office).await;
    office.lives_until("2026-09-01 18:00").await;
    let message = messages(office, "甲一").await.remove(0);
    let secret = withdraws(office, message.id, "身份证110101199003070970写错").await;
    assert!(refusal(secret).contains("may not leave"));
    let withdrawn = withdraws(office, message.id, WHY).await.unwrap();
    assert_eq!(
        (withdrawn.unsent, withdrawn.sent, withdrawn.is_corrected),
        (0, 1, true)
    );
    let letters = office.delivers().await;
    assert_eq!(letters.len(), 1);
    let text = text_of(&letters[0]);
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    for words in ["更正通知", WHY, plan.code.as_str()] {
        assert!(text.contains(words), "{text}");
    }
    assert!(messages(office, "甲一").await[1].withdrawn_at.is_some());
    office.is_sound().await;
}

async fn who_may_not_send_withdraws_nothing(office: &mut Office) {
    fed_back(office).await;
    office.lives_until("2026-09-01 18:00").await;
    let message = messages(office, "甲一").await.remove(0);
    let outsider = Actor::Person(office.person("甲二").await.id);
    let refused = withdraw_message(&office.house, outsider, message.id, WHY).await;
    assert!(refusal(refused).contains("office's own people"));
    let before = office.appoints("市委巡察办", "丙九", Role::OfficeClerk).await;
    let former = Person {
        former_units: vec![HOUSING.to_owned()],
        ..before.clone()
    };
    let mut work = office.work().await;
    let act = Act::new(Actor::Operator, office.clock.now(), "person.changed");
    work.update(&act, &before, &former).await.unwrap();
    work.commit().await.unwrap();
    let refused = resend(&office.house, Actor::Person(former.id), "甲一").await;
    assert!(refusal(refused).contains("once served in"));
}

async fn a_list_goes_out_once_more(office: &mut Office) {
    fed_back(office).await;
    office.lives_until("2026-09-01 18:00").await;
    let resent = resend(&office.house, Actor::Operator, "甲一").await.unwrap();
    let again = resend(&office.house, Actor::Operator, "甲一").await;
    assert!(refusal(again).contains("on its way"));
    let letters = office.delivers().await;
    assert_eq!(letters.len(), 1);
    let plan = office.matter_of("R-PLAN", HOUSING).await;
    assert!(text_of(&letters[0]).contains(&plan.code) && has_buttons(&letters[0]));
    assert!(resent.matters > 1);
    assert_eq!(messages(office, "甲一").await[0].kind, "list");
}

async fn who_cannot_be_reached_is_told_otherwise(office: &mut Office) {
    fed_back(office).await;
    office.binds("甲二").await;
    let refused = resend(&office.house, Actor::Operator, "甲一").await;
    assert!(refusal(refused).contains("huiyin invite 甲一"));
    leave(&office.house, Actor::Operator, "甲一", None).await.unwrap();
    let refused = resend(&office.house, Actor::Operator, "甲一").await;
    assert!(refusal(refused).contains("has left"));
}

in_an_office!(
    what_has_not_left_never_does,
    whoever_got_it_is_told_at_once,
    who_may_not_send_withdraws_nothing,
    a_list_goes_out_once_more,
    who_cannot_be_reached_is_told_otherwise,
);
