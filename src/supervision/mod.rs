//! The verbs: what the house does, one verb a file. Doors (bot, jobs, command line) only call them.

mod acting;
mod adopt;
mod annul;
mod answer;
mod attention;
mod bind;
mod board;
mod board_people;
mod bundle;
mod cadence;
mod calendar;
mod card;
mod change_person;
mod circulation;
mod climb;
mod closeout;
mod clue;
mod contacts;
mod decision;
mod deliver;
mod desk;
mod digest;
mod due;
mod duty;
mod end_by_event;
mod event;
mod event_list;
mod event_mended;
mod evidence;
mod extension;
mod firing;
mod fix;
mod follow_up;
mod group;
mod house;
mod import;
mod imports;
mod in_review;
mod inspection;
mod invitations;
mod ladder;
mod lay_out;
mod leader;
mod leading_group;
mod leave;
mod mail_gone;
mod mailed;
mod matter_mended;
mod merge;
mod messages;
mod monthly;
mod moves;
mod named;
mod open;
mod outward;
mod paper;
mod parts;
mod people;
mod person;
mod phone_list;
mod plan;
mod post;
mod preview;
mod print;
mod print_invitations;
mod reach;
mod reconcile;
mod record;
mod recorder;
mod recount;
mod redate;
mod refused;
mod registration;
mod render;
mod repetition;
mod resend;
mod resolution;
mod round;
mod rule_choice;
mod schedule;
mod silent;
mod storm;
mod story;
mod submitted;
mod switch;
mod told;
mod undo;
mod waiting;
mod why;
mod withdraw;

pub use crate::store::{Act, Button as PressedButton, Heard as Waiting, ImportRequest, ImportState, Work};
pub use acting::{ActingLine, come_back, come_back_in, list_stand_ins, stand_in, stand_in_in};
pub use adopt::{Preview, adopt_rulebook, preview_rulebook};
pub use annul::{withdraw_matter, withdraw_matter_in};
pub use answer::{Proxy, Spoken, Taken, lock_for, take_answer};
pub use attention::{AttentionLine, list_attention, settle_attention};
pub use bind::{Invitation, bind, check_code, end_binding, invite, random_text};
pub use board::{
    ListFilter, MatterLine, MatterSheet, MoveLine, ReplyLine, concerns, get_matter, list_matters, show_matter,
};
pub use board_people::NamedPerson;
pub use cadence::open_due_matters;
pub use calendar::{YearAdopted, adopt_year, refuse_loss};
pub use card::{CardAction, CardPress, Held};
pub use change_person::{PersonChange, change_person};
pub use circulation::{
    ChosenDigest, CirculatePress, Circulated, DIGEST, DIGEST_DRAFT, Edition, Editions, NewChoice,
    choose_digest, choose_digest_in, chosen_by, circulate, hold_digest, hold_digest_in, release_digest,
    release_digest_in, render_digest,
};
pub use closeout::{
    ApplicationLine, ApplicationSheet, AppliedFor, Applying, DecisionLine, Drawn, SpotEnded, SpotFinding,
    SpotLine, apply, apply_in, draw_spot_checks, draw_spot_checks_in, end_spot_check, end_spot_check_in,
    list_applications, list_spot_checks, show_applications, takes_words, to_apply_for, under_review,
};
pub use clue::{
    ClueLine, ClueSheet, ClueStats, Disposal, Figure, Sight, Transferred, dispose, first_open, get_clue,
    goes_on_until, is_coded, list_clues, may_record_clue, name_custodian, name_custodian_in, one_line_a_clue,
    record_clue_event, see, show_clue, stats, transfer, transfer_in,
};
pub use contacts::{AccountLine, HoldingLine, PersonLine, PersonSheet, list_people, show_person};
pub use decision::{Deciding, deciders, deciding, is_decision};
pub use deliver::deliver;
pub use desk::{
    is_concerned, list_unanswered, list_waiting_in, move_matter, open_matters, people_of_unit, record_answer,
    record_answer_in,
};
pub use digest::{DigestError, Drafts, Reader, Rendered, Scope, Slice, draft_digests, reader_named};
pub use duty::{may_know, open_matters_of, promise_of_person, said_of};
pub use event::{NewEvent, Recorded, record_event};
pub use event_list::{EventRow, list_events};
pub use event_mended::{Corrected, correct_event, correct_event_in, withdraw_event, withdraw_event_in};
pub use evidence::{FetchedFile, Offered, check_evidence, keep_evidence};
pub use extension::{
    Asked, ExtensionLine, NewExtension, ask_extension, ask_extension_in, extensions_of, list_extensions,
    may_ask, take_back_extension, take_back_extension_in, waiting_extensions,
};
pub use follow_up::{
    Concluded, Conclusion, FollowUpLine, Selected, conclude, conclude_in, draw_list, draw_list_in, grade,
    list_follow_ups, list_reopenable, print_follow_ups, publish, publish_in, select, select_in,
};
pub use group::{end_group, move_group, register_group};
pub use house::{Books, DigestWays, House, Limits, OfficeWays, Shelf};
pub use import::{
    Difference, ImportOptions, ImportReport, Looked, MeasureLine, Progress, import, import_as_shown,
    keep_copy, list_import_files, look_at_import,
};
pub use imports::{ImportLine, ImportUndone, list_imports, undo_import, undo_import_in};
pub use in_review::InReview;
pub use inspection::{ensure_inspection, ensure_round, find_open_inspection, is_a_round};
pub use invitations::{Invited, invite_people};
pub use ladder::{LadderLine, RungLine};
pub use lay_out::with_facts;
pub use leading_group::{card_of, climbed, unit_detail};
pub use leave::{Left, leave, leave_in};
pub use mail_gone::{close_mail, list_closed_mail, open_mail, take_bounces};
pub use mailed::test_letter;
pub use matter_mended::{MatterFacts, MatterMended, Naming, mend_matter, mend_matter_in};
pub use merge::{Merged, merge_matter, merge_matter_in};
pub use messages::{MessageLine, MessageWithdrawn, list_messages, withdraw_message, withdraw_message_in};
pub use monthly::{OpenMonth, PrintedMonth, open_month_of, print_monthly, print_monthly_in};
pub use moves::{Moved, NewMove, make_move, office_reviews};
pub use named::survivor_of;
pub use outward::{Disclosed, Seer};
pub use paper::{
    IssuedPaper, PaperItemLine, PaperLine, PaperSheet, PrintedPaper, UnitFormKind, defer_paper, issue_paper,
    list_papers, paper_document, print_form, print_form_in, print_paper_in, show_paper,
};
pub use parts::{PartLine, Ticked, TickedOff, missing_parts, tick_parts, tick_parts_in};
pub use person::{PersonFacts, ensure_unit, find_person, get_unit, set_person};
pub use phone_list::{PHONE_LIST, PrintedList, ToCall, print_phone_list, print_phone_list_in, to_call};
pub use plan::{Planned, next_slot, plan};
pub use post::{Posting, plain, post};
pub use preview::sum_of;
pub use print_invitations::{PrintedInvitations, print_invitations, print_invitations_in};
pub use reach::{Way, addressee, console_address, mail_of, reach, way_to};
pub use reconcile::{
    ComparedLine, ExportedCopy, ReconcileReport, StampLine, export_copy, reconcile, stamps_of,
};
pub use record::{record, record_in};
pub use recorder::may_record;
pub use redate::MovedDay;
pub use refused::{Refused, with_retries};
pub use registration::{RegistrationLine, lift, lift_in, list_registrations};
pub use resend::{CurrentList, Resent, current_list, line_for, resend, resend_in};
pub use resolution::{NewResolution, Resolved, limit_day, list_resolutions, resolve, resolve_in};
pub use round::{is_of_round, record_of_round, record_of_round_in};
pub use rule_choice::{
    Chosen, RuleDifference, check_redated, choose_rule_in, choose_rules, may_choose, open_differences,
};
pub use silent::{
    PrintedSilence, SilentList, SilentMatter, SilentUnit, list_silent, print_silent, print_silent_in,
    send_weekly_silence,
};
pub use storm::{release, release_in};
pub use story::{FieldChange, StoryEntry, in_words, story};
pub use switch::{DutyLine, Switched, list_duties, list_duties_in, switch_duty, switch_duty_in};
pub use told::{Told, ToldPerson, tell_by_phone, tell_by_phone_in};
pub use undo::{Undone, undo_move, undo_move_in};
pub use waiting::{WaitingLine, list_waiting, list_waiting_for};
pub use why::{EventLine, Reasons, StepLine, ToldLine, why};
