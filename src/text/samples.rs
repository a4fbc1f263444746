//! Every text once in every turn that it can take.

use super::{Listing, Text, TextError, Texts};
impl Texts {
    /// All samples with the names of their templates: `notices.html 3`. A list is given part by part.
    ///
    /// # Errors
    /// With the first template that cannot be rendered.
    pub fn samples(&self) -> Result<Vec<(String, String)>, TextError> {
        let mut samples = Vec::new();
        self.lists::<super::Notices>(&mut samples)?;
        self.lists::<super::Todo>(&mut samples)?;
        self.lists::<super::GroupLines>(&mut samples)?;
        self.texts::<super::AttentionList>(&mut samples)?;
        self.texts::<super::Bound>(&mut samples)?;
        self.texts::<super::Card>(&mut samples)?;
        self.texts::<super::ConfirmName>(&mut samples)?;
        self.texts::<super::Correction>(&mut samples)?;
        self.texts::<super::Mended>(&mut samples)?;
        self.texts::<super::Declined>(&mut samples)?;
        self.texts::<super::DecisionAsk>(&mut samples)?;
        self.texts::<super::DecisionDone>(&mut samples)?;
        self.texts::<super::Pledge>(&mut samples)?;
        self.texts::<super::ReasonAsk>(&mut samples)?;
        self.texts::<super::Demo>(&mut samples)?;
        self.texts::<super::DeskMenu>(&mut samples)?;
        self.texts::<super::DeskAsk>(&mut samples)?;
        self.texts::<super::DeskConfirm>(&mut samples)?;
        self.texts::<super::DeskDone>(&mut samples)?;
        self.texts::<super::Help>(&mut samples)?;
        self.texts::<super::ExtensionAsk>(&mut samples)?;
        self.texts::<super::ExtensionDone>(&mut samples)?;
        self.texts::<super::WeeklySilence>(&mut samples)?;
        self.texts::<super::SilencePaper>(&mut samples)?;
        self.texts::<super::ImportCard>(&mut samples)?;
        self.texts::<super::ImportPreview>(&mut samples)?;
        self.texts::<super::Invitation>(&mut samples)?;
        self.texts::<super::LeadingCard>(&mut samples)?;
        self.texts::<super::LeadingDetail>(&mut samples)?;
        self.texts::<super::ResolveAsk>(&mut samples)?;
        self.texts::<super::ResolveDone>(&mut samples)?;
        self.texts::<super::MonthAsk>(&mut samples)?;
        self.texts::<super::MonthDone>(&mut samples)?;
        self.texts::<super::MonthReport>(&mut samples)?;
        self.texts::<super::NobodyToCall>(&mut samples)?;
        self.texts::<super::ToldByPhone>(&mut samples)?;
        self.texts::<super::PhoneList>(&mut samples)?;
        self.texts::<super::Printed>(&mut samples)?;
        self.texts::<super::InvitationPaper>(&mut samples)?;
        self.papers(&mut samples)?;
        self.texts::<super::Recorded>(&mut samples)?;
        self.texts::<super::ReportOn>(&mut samples)?;
        self.texts::<super::OfficeDone>(&mut samples)?;
        self.texts::<super::ReviewDone>(&mut samples)?;
        self.texts::<super::FollowUpPaper>(&mut samples)?;
        self.more(&mut samples)?;
        Ok(samples)
    }

    fn papers(&self, samples: &mut Vec<(String, String)>) -> Result<(), TextError> {
        self.texts::<super::ReminderPaper>(samples)?;
        self.texts::<super::UrgePaper>(samples)?;
        self.texts::<super::SupervisePaper>(samples)?;
        self.texts::<super::AdmonishPaper>(samples)?;
        self.texts::<super::CircularPaper>(samples)?;
        self.texts::<super::TalkPaper>(samples)?;
        self.texts::<super::CloseOutForm>(samples)?;
        self.texts::<super::ExtensionForm>(samples)?;
        self.texts::<super::PledgeForm>(samples)?;
        Ok(())
    }

    /// The rest of them.
    fn more(&self, samples: &mut Vec<(String, String)>) -> Result<(), TextError> {
        self.texts::<super::Story>(samples)?;
        self.texts::<super::TurnedDown>(samples)?;
        self.texts::<super::Unbound>(samples)?;
        self.texts::<super::Welcome>(samples)?;
        self.texts::<super::WhichMatter>(samples)?;
        self.texts::<super::WhichMeaning>(samples)?;
        self.texts::<super::Why>(samples)?;
        self.texts::<super::Circulation>(samples)?;
        self.texts::<super::DigestChosen>(samples)?;
        self.texts::<super::DigestSummary>(samples)?;
        self.texts::<super::ClueAsk>(samples)?;
        self.texts::<super::CloseOutAsk>(samples)?;
        self.texts::<super::CloseOutDone>(samples)?;
        self.texts::<super::ClueDone>(samples)?;
        self.texts::<super::Correction>(samples)?;
        self.texts::<super::Mended>(samples)?;
        samples.extend(self.digest_samples()?);
        self.texts::<super::MailNotices>(samples)?;
        self.texts::<super::MailSubject>(samples)?;
        self.texts::<super::MailTest>(samples)?;
        Ok(())
    }

    fn texts<T: Text>(&self, samples: &mut Vec<(String, String)>) -> Result<(), TextError> {
        for (index, sample) in T::samples().iter().enumerate() {
            samples.push((format!("{} {}", T::TEMPLATE, index + 1), self.render(sample)?));
        }
        Ok(())
    }

    fn lists<L: Listing>(&self, samples: &mut Vec<(String, String)>) -> Result<(), TextError> {
        for (index, sample) in L::samples().iter().enumerate() {
            let name = format!("{} {}", L::TEMPLATE, index + 1);
            samples.extend(
                self.parts(sample)?
                    .into_iter()
                    .map(|part| (name.clone(), part.text)),
            );
        }
        Ok(())
    }
}
