//! Why verbs refuse, and what people may not do: the one list of each. The command line shows the English of it; the room shows
//! `reason.KEY` and `deed.KEY` of its messages in the reader's language, and a test holds those complete.
//!
//! The place `{technical}` is for what a program said (a parser, the system, the theme): it is in English, and the room quotes it or
//! leaves it out.

use std::fmt::{self, Display};

macro_rules! phrases {
    ($(#[$about:meta])* $name:ident, $family:literal; $($variant:ident $key:literal $english:literal;)*) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $english, "`")] $variant,)*
        }

        impl $name {
            /// All of them, in the order of the list.
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            /// Its name among the messages of the room.
            pub fn key(self) -> &'static str {
                match self { $($name::$variant => concat!($family, ".", $key),)* }
            }

            /// In English, with places such as `{most}` to be filled in.
            pub fn english(self) -> &'static str {
                match self { $($name::$variant => $english,)* }
            }
        }
    };
}

phrases! {
    /// Something that a role may not allow: it completes “you may not …”.
    Deed, "deed";
    AssignStories "assign_stories" "assign stories";
    BeginThis "begin_this" "begin this";
    ChangePublished "change_published" "change a published story";
    ChangeOfOthers "change_of_others" "change a story of others";
    ChangeKeys "change_keys" "change the keys of programs";
    ChangeMembers "change_members" "change members and what they can have";
    ChangeSnippets "change_snippets" "change snippets";
    ChangePeople "change_people" "change other people";
    ChangeRedirects "change_redirects" "change redirects";
    ChangeOther "change_other" "change the other story";
    ChangeSettings "change_settings" "change these settings";
    ChangeRole "change_role" "change this person's role";
    ChangeStory "change_story" "change this story";
    ChangeThemes "change_themes" "change how the site looks";
    ChangeTopics "change_topics" "change topics";
    ChangeAuthors "change_authors" "change whose story this is";
    ChoosePicks "choose_picks" "choose the Editor’s Picks";
    DeletePublished "delete_published" "delete a published story";
    DeleteOfOthers "delete_of_others" "delete a story of others";
    DeleteStory "delete_story" "delete this story";
    DeleteTopics "delete_topics" "delete topics";
    DescribeFiles "describe_files" "describe files of others";
    DoToYourself "do_to_yourself" "do this to yourself";
    WithoutAccount "without_account" "do this without an account";
    DropFactors "drop_factors" "take other people's second factors away";
    EndSessions "end_sessions" "end other people's sessions";
    EndAlarm "end_alarm" "end the alarm";
    FetchOriginals "fetch_originals" "fetch originals of others";
    GiveRole "give_role" "give somebody this role";
    HandOver "hand_over" "hand the newsroom over";
    InjectCode "inject_code" "inject code";
    InvitePeople "invite_people" "invite people";
    LiftEmbargo "lift_embargo" "lift an embargo";
    NameInternalTopics "name_internal_topics" "name internal topics";
    NameTopics "name_topics" "name topics";
    OpenStory "open_story" "open this story";
    PublishOfOthers "publish_of_others" "publish a story of others";
    PublishStories "publish_stories" "publish stories";
    PublishStory "publish_story" "publish this story";
    RaiseAlarm "raise_alarm" "raise the alarm";
    RemoveFiles "remove_files" "remove files of others";
    RemovePerson "remove_person" "remove this person";
    ScheduleStory "schedule_story" "schedule this story";
    SeeInvitations "see_invitations" "see invitations";
    SetPassword "set_password" "set a password without confirming that it is you";
    SetDue "set_due" "set when stories are due";
    SignIn "sign_in" "sign in with this address and password";
    Suspend "suspend" "suspend this person";
    TakeBackup "take_backup" "take a backup out of the house";
    TakeExport "take_export" "take an export out of the house";
    UnpublishOfOthers "unpublish_of_others" "take a story of others off the site";
    UnpublishStories "unpublish_stories" "take stories off the site";
    Unschedule "unschedule" "take this story off the schedule";
    Unpublish "unpublish" "take this story off the site";
    Untrash "untrash" "take this story out of the trash";
    Trash "trash" "throw this story away";
    UploadFiles "upload_files" "upload files";
    UsePasskey "use_passkey" "use this passkey here";
    WithdrawInvitations "withdraw_invitations" "withdraw invitations";
    WithdrawLinks "withdraw_links" "withdraw these links";
    WriteForOthers "write_for_others" "write in the name of others";
}

impl Display for Deed {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.english())
    }
}

phrases! {
    /// Why something cannot be.
    Because, "reason";
    TooLong "too_long" "has at most {most} characters";
    TooManyBytes "too_many_bytes" "has at most {most} bytes";
    OneLine "one_line" "is one line only";
    TargetWords "target_words" "is a number from 1 to {most}";
    NotAmongChoices "not_among_choices" "“{given}” is not among the choices";
    NotFoundHere "not_found_here" "“{given}” cannot be found here";
    NotUnderstood "not_understood" "is not what is expected: {technical}";
    ExpectText "expect_text" "is a text";
    ExpectTruth "expect_truth" "is true or false";
    ExpectNumber "expect_number" "is a number";
    ExpectMoment "expect_moment" "is a time in milliseconds since 1970";
    ExpectId "expect_id" "is an id";
    ExpectList "expect_list" "is a list";
    SeenNeeded "seen_needed" "says which version the changes are of";
    NotChangedHere "not_changed_here" "“{given}” cannot be changed here";
    OfTheStore "of_the_store" "{technical}";
    HasNul "has_nul" "a text holds the character NUL";
    Empty "empty" "must not be empty";
    ManyOnce "many_once" "at most {most}, each once";
    AlreadyUsed "already_used" "{what} “{value}” is already used by {holder}";
    Broke "broke" "something went wrong here";
    ClockWrong "clock_wrong" "the clock is wrong";
    NoAddress "no_address" "“{given}” is no address";
    AddressWouldBe "address_would_be" "“{given}” is no address; “{instead}” would be";
    NoWebAddress "no_web_address" "“{given}” is no web address";
    NoPicture "no_picture" "is no address of a picture";
    AddressNeeded "address_needed" "a story needs an address";
    AddressTaken "address_taken" "another story has this address";
    AddressesTaken "addresses_taken" "every address like “{wanted}” is taken";
    HttpsNeeded "https_needed" "give an address that begins with https://";
    NotPublic "not_public" "the page could not be looked at: its address is not public. Put it in as a link";
    NoAnswer "no_answer" "the page could not be looked at: it gave no answer that can be used. Put it in as a link";
    NoColour "no_colour" "“{given}” is no colour such as #b3122e";
    NoLanguage "no_language" "“{given}” is no language such as en or pt-BR";
    NoLanguages "no_languages" "is no list of languages such as en, ru";
    NoTimeZone "no_time_zone" "“{given}” is no time zone such as Asia/Tbilisi";
    NoMoment "no_moment" "“{given}” is no date and time";
    MenuLong "menu_long" "a menu has at most {most} entries";
    MenuUnreadable "menu_unreadable" "is no list of labels and addresses: {technical}";
    NoSetting "no_setting" "“{given}” is no setting";
    NoLocalSetting "no_local_setting" "“{given}” is no setting of a language";
    FileNoText "file_no_text" "the file is no text in UTF-8";
    FileWrong "file_wrong" "line {line}: {technical}";
    RulesMany "rules_many" "at most {most} rules";
    RuleFrom "rule_from" "“{given}” is no address to lead away from";
    RuleExpression "rule_expression" "“{given}” is no regular expression, or one that is too large";
    RuleTo "rule_to" "“{given}” leads to no address";
    TextUnreadable "text_unreadable" "the text cannot be read: {technical}";
    TextLarge "text_large" "the text has {size} bytes, more than the {most} that are taken";
    TextShape "text_shape" "the text cannot be read: {place}: {technical}";
    TextForeign "text_foreign" "the text cannot be read: {place}: “{name}” does not belong there";
    TextDeep "text_deep" "the text cannot be read: blocks are nested deeper than {most}";
    TextValue "text_value" "the text cannot be read: {place}: {technical}";
    TextAddress "text_address" "the text cannot be read: {place}: is no address that {technical}";
    TitleNeeded "title_needed" "a story needs a title";
    TitleForReview "title_for_review" "a story needs a title before it is handed in";
    TitleLong "title_long" "a title has at most {most} characters";
    StandfirstLong "standfirst_long" "a standfirst has at most {most} characters";
    DateNeeded "date_needed" "a published story needs a date";
    NotInFuture "not_in_future" "is in the future; schedule the story instead";
    StoryPublic "story_public" "the story is public; edit or unpublish it";
    PublicAlready "public_already" "the story is public already";
    NotPublished "not_published" "the story is not published";
    SavedMeanwhile "saved_meanwhile" "somebody else saved the story in the meantime";
    ChangedMeanwhile "changed_meanwhile" "somebody else changed the details in the meantime";
    InTrash "in_trash" "the story is in the trash; take it out first";
    InTrashAlready "in_trash_already" "the story is in the trash already";
    NotInTrash "not_in_trash" "the story is not in the trash";
    Embargo "embargo" "the story is under embargo until {until}";
    EmbargoThen "embargo_then" "the story is under embargo at that time";
    ScheduledAlready "scheduled_already" "the story is scheduled; reschedule it instead";
    ScheduledEarlier "scheduled_earlier" "the story is scheduled for an earlier time; reschedule it first";
    NotScheduled "not_scheduled" "the story is not scheduled";
    TimePassed "time_passed" "the time has passed; publish the story instead";
    TooFarAhead "too_far_ahead" "a story is scheduled for the next five years";
    OnlyDrafts "only_drafts" "only a draft can be handed in";
    NotHandedIn "not_handed_in" "the story was not handed in";
    AuthorNeeded "author_needed" "a story needs an author";
    AuthorsMany "authors_many" "a story has at most {most} authors";
    TopicsMany "topics_many" "a story has at most {most} topics";
    OwnTopic "own_topic" "one of your topics must stay";
    PeopleMany "people_many" "a story is given to at most {most} people";
    NoVisibility "no_visibility" "is public, members, paid or tiers";
    NoTemplate "no_template" "the theme has no such template";
    NoVersion "no_version" "is no version of this story";
    ChooseDeed "choose_deed" "choose what to do";
    PreviewTime "preview_time" "a preview link holds from an hour to thirty days";
    PreviewsMany "previews_many" "a story has at most {most} preview links; withdraw them first";
    ThemeFailed "theme_failed" "the theme failed: {technical}";
    Anchor "anchor" "is JSON of at most {most} bytes";
    CommentLength "comment_length" "a comment has 1 to {most} characters";
    CommentsMany "comments_many" "a story has at most {most} comments";
    AnswerSettled "answer_settled" "an answer is settled with its comment";
    TooLongTogether "too_long_together" "the story is too long to be written together";
    WritersMany "writers_many" "at most {most} people write in one story at once";
    StoriesManyOpen "stories_many_open" "too many stories are open at once; close some of them";
    ChangeUnreadable "change_unreadable" "the change cannot be read";
    ChangeForeign "change_foreign" "a story holds no {technical}";
    ChangeIncomplete "change_incomplete" "the change builds on others that are missing";
    ChangeLarge "change_large" "the change is larger than the {most} bytes or parts that are taken";
    ChangeBroken "change_broken" "the change could not be applied";
    LineLong "line_long" "a title or standfirst has at most {most} characters";
    ProgramName "program_name" "a program has a name of 1 to {most} characters";
    NameLength "name_length" "has 1 to {most} characters";
    NameTaken "name_taken" "“{given}” is taken";
    MemberTaken "member_taken" "there is a member with this address already";
    CompedNeedsTier "comped_needs_tier" "there is no paid tier to give";
    LinesMany "lines_many" "at most {most} lines at once";
    NumberFrom "number_from" "is a whole number from {least} to {most}";
    EventName "event_name" "is the name of an event in small letters";
    WebhookTaken "webhook_taken" "this address is told of this event already";
    WebhooksMany "webhooks_many" "a site has at most {most} webhooks";
    DeliveryArrived "delivery_arrived" "it has arrived already, or is no longer kept";
    TopicName "topic_name" "a topic has a name of 1 to {most} characters";
    AuthorName "author_name" "an author has a name of 1 to {most} characters";
    NoTopic "no_topic" "there is no topic {given}";
    NoTier "no_tier" "there is no tier {given}";
    RecommendedAlready "recommended_already" "this site is recommended already";
    TierArchived "tier_archived" "the tier “{name}” is archived";
    FocusOutside "focus_outside" "the focus lies outside of the picture";
    ShownIn "shown_in" "it is shown in {places}: take it out there first";
    ShownInMore "shown_in_more" "it is shown in {places} and others: take it out there first";
    NoFocus "no_focus" "is no point of the picture, such as 33% 20%";
    ChooseFile "choose_file" "choose a file first";
    UploadCutOff "upload_cut_off" "the upload was cut off";
    Stopping "stopping" "the server is stopping";
    FileEmpty "file_empty" "the file is empty";
    FileUnknown "file_unknown" "this kind of file is not taken; take JPEG, PNG, GIF, WebP, AVIF or SVG, MP4 or WebM, MP3, M4A, Ogg or WAV, PDF, Word, Excel, PowerPoint, OpenDocument, ZIP, text or CSV";
    FileNotTaken "file_not_taken" "{what} files are not taken; save it as {instead}";
    FileMoving "file_moving" "moving {what} pictures are not taken; save it as {instead}";
    FileRaw "file_raw" "a camera's raw pictures are not taken; save it as {instead}";
    FileOffice "file_office" "office files of this form are not taken; save it as {instead}";
    FileLarge "file_large" "the file has more than {most} MB, the most that is taken of its kind";
    FilePixels "file_pixels" "{width} × {height} pixels are more than the {most} million that are taken";
    FileBomb "file_bomb" "what is packed in the file is larger than {most} MB";
    FileDamaged "file_damaged" "the file is damaged ({what})";
    FileUnsafe "file_unsafe" "the file holds {what} and cannot be made safe for readers";
    FileLocked "file_locked" "the file is protected by a password, so that it cannot be cleaned; save it without";
    BackupFailed "backup_failed" "the backup could not be made: {technical}";
    ExportFailed "export_failed" "the export could not be made: {technical}";
    NoMailAddress "no_mail_address" "this is no mail address such as name@example.org";
    PasswordShort "password_short" "a password has at least {least} characters";
    PasswordLong "password_long" "a password has at most {most} bytes";
    PasswordGuessable "password_guessable" "this password is too easy to guess";
    WrongPassword "wrong_password" "this is not your password";
    WrongCode "wrong_code" "this code does not fit, or was used already";
    UnderAttack "under_attack" "under attack: only passkeys open the room at present";
    UnderAttackInvited "under_attack_invited" "under attack: come back when it is over, or use a passkey";
    PasskeyFirst "passkey_first" "sign in or confirm by passkey first: it will be the only way in";
    AlarmAlready "alarm_already" "the alarm is raised already";
    NoAlarm "no_alarm" "there is no alarm";
    OnlyWayIn "only_way_in" "it is your only way in: set a password first";
    PasskeyNeedsName "passkey_needs_name" "passkeys need an address with a name, such as https://example.org or http://localhost:2368";
    PasskeyUnreadable "passkey_unreadable" "the browser's answer cannot be read";
    HandOverTo "hand_over_to" "it can be handed over to somebody else who may sign in";
    TopicLimits "topic_limits" "at most {most} topics";
    AdministratorsEverywhere "administrators_everywhere" "administrators cannot be limited to topics";
    NoRole "no_role" "there is no such role";
    InvitationsMany "invitations_many" "{most} invitations stand already: withdraw some first";
    HasAccount "has_account" "{email} has an account already";
    ThemeName "theme_name" "the file needs a name of letters and digits that is not the built-in theme's, such as my-theme.zip";
    ThemeUnfit "theme_unfit" "this is no theme: {technical}";
    ThemeLive "theme_live" "the theme is live: put another one live first";
    ThemeBuiltIn "theme_built_in" "the built-in theme cannot be removed or replaced";
    ThemeBroken "theme_broken" "the theme cannot be used: {technical}";
    ThemePinned "theme_pinned" "which theme is live was said when the server was started (--theme)";
    NotTakenByTheme "not_taken_by_theme" "“{given}” is not what the theme takes here";
    Faster "faster" "somebody else was faster: open the link again";
}

impl Because {
    /// With a place filled in.
    pub fn with(self, place: &'static str, value: impl Display) -> Why {
        Why::from(self).with(place, value)
    }
}

/// A reason with its places filled in; shown, it is a clause in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Why {
    /// Which.
    pub because: Because,
    /// Its places and what stands there.
    pub places: Vec<(&'static str, String)>,
}

impl Why {
    /// With one more place filled in.
    #[must_use]
    pub fn with(mut self, place: &'static str, value: impl Display) -> Why {
        self.places.push((place, value.to_string()));
        self
    }
}

impl From<Because> for Why {
    fn from(because: Because) -> Why {
        Why { because, places: Vec::new() }
    }
}

impl From<routes::Fault> for Why {
    fn from(fault: routes::Fault) -> Why {
        Because::FileWrong.with("line", fault.line).with("technical", fault.what)
    }
}

impl Display for Why {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut rest = self.because.english();
        while let Some((before, after)) = rest.split_once('{') {
            let (place, after) = after.split_once('}').unwrap_or((after, ""));
            out.write_str(before)?;
            if let Some((_, value)) = self.places.iter().find(|(name, _)| *name == place) {
                out.write_str(value)?;
            }
            rest = after;
        }
        out.write_str(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_once() {
        let why = Because::AddressWouldBe.with("given", "{instead}").with("instead", "a");
        assert_eq!(why.to_string(), "“{instead}” is no address; “a” would be");
        assert_eq!(Why::from(Because::TitleNeeded).to_string(), "a story needs a title");
    }
}
