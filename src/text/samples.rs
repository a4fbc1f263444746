//! Every text once in every turn that it can take.

use super::{
    AttentionList, Bound, Card, ConfirmName, Declined, Demo, DeskAsk, DeskConfirm, DeskDone, DeskMenu,
    GroupLines, Help, ImportCard, ImportPreview, Invitation, InvitationPaper, Listing, MonthAsk, MonthDone,
    MonthReport, NobodyToCall, Notices, PhoneList, Printed, Recorded, ReportOn, Story, Text, TextError,
    Texts, Todo, ToldByPhone, TurnedDown, Unbound, Welcome, WhichMatter, WhichMeaning, Why,
};

impl Texts {
    /// All samples with the names of their templates: `notices.html 3`. A list is given part by part.
    ///
    /// # Errors
    /// With the first template that cannot be rendered.
    pub fn samples(&self) -> Result<Vec<(String, String)>, TextError> {
        let mut samples = Vec::new();
        self.lists::<Notices>(&mut samples)?;
        self.lists::<Todo>(&mut samples)?;
        self.lists::<GroupLines>(&mut samples)?;
        self.texts::<AttentionList>(&mut samples)?;
        self.texts::<Bound>(&mut samples)?;
        self.texts::<Card>(&mut samples)?;
        self.texts::<ConfirmName>(&mut samples)?;
        self.texts::<Declined>(&mut samples)?;
        self.texts::<Demo>(&mut samples)?;
        self.texts::<DeskMenu>(&mut samples)?;
        self.texts::<DeskAsk>(&mut samples)?;
        self.texts::<DeskConfirm>(&mut samples)?;
        self.texts::<DeskDone>(&mut samples)?;
        self.texts::<Help>(&mut samples)?;
        self.texts::<ImportCard>(&mut samples)?;
        self.texts::<ImportPreview>(&mut samples)?;
        self.texts::<Invitation>(&mut samples)?;
        self.texts::<MonthAsk>(&mut samples)?;
        self.texts::<MonthDone>(&mut samples)?;
        self.texts::<MonthReport>(&mut samples)?;
        self.texts::<NobodyToCall>(&mut samples)?;
        self.texts::<ToldByPhone>(&mut samples)?;
        self.texts::<PhoneList>(&mut samples)?;
        self.texts::<Printed>(&mut samples)?;
        self.texts::<InvitationPaper>(&mut samples)?;
        self.texts::<Recorded>(&mut samples)?;
        self.texts::<ReportOn>(&mut samples)?;
        self.texts::<Story>(&mut samples)?;
        self.texts::<TurnedDown>(&mut samples)?;
        self.texts::<Unbound>(&mut samples)?;
        self.texts::<Welcome>(&mut samples)?;
        self.texts::<WhichMatter>(&mut samples)?;
        self.texts::<WhichMeaning>(&mut samples)?;
        self.texts::<Why>(&mut samples)?;
        Ok(samples)
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
