//! Who may do what: the one table. Roles have Ghost's meaning, and one more: the sub-editor, who edits everything and publishes nothing.

/// What somebody is in the newsroom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Writes drafts of their own; somebody else publishes them.
    Contributor,
    /// Writes and publishes their own stories.
    Author,
    /// Edits every story, publishes none.
    SubEditor,
    /// Edits and publishes every story, keeps topics, pages and the front.
    Editor,
    /// Also staff and settings.
    Administrator,
    /// The one who cannot be removed.
    Owner,
}

impl Role {
    /// Every role, from the fewest rights to the most.
    pub const ALL: [Role; 6] =
        [Role::Contributor, Role::Author, Role::SubEditor, Role::Editor, Role::Administrator, Role::Owner];

    /// Its name in the database and in messages.
    pub fn as_str(self) -> &'static str {
        ["contributor", "author", "sub_editor", "editor", "administrator", "owner"][self as usize]
    }

    /// The role of a name.
    pub fn by_name(name: &str) -> Option<Role> {
        Self::ALL.into_iter().find(|role| role.as_str() == name)
    }

    /// The roles whose people this role may invite, change and remove. Nobody makes an owner: ownership is handed over.
    pub fn may_appoint(self) -> &'static [Role] {
        use Role::{Administrator, Author, Contributor, Editor, Owner, SubEditor};
        match self {
            Owner | Administrator => &[Contributor, Author, SubEditor, Editor, Administrator],
            Editor => &[Contributor, Author],
            Contributor | Author | SubEditor => &[],
        }
    }
}

macro_rules! capabilities {
    ($($(#[$meta:meta])* $name:ident: $roles:ident;)*) => {
        /// One thing that a role may allow.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Capability { $($(#[$meta])* $name,)* }

        impl Capability {
            /// Every capability, in the order of the table.
            pub const ALL: &'static [Capability] = &[$(Capability::$name),*];

            /// The roles that have it.
            pub fn roles(self) -> &'static [Role] {
                match self { $(Capability::$name => $roles,)* }
            }
        }
    };
}

const EVERYBODY: &[Role] = &Role::ALL;
const PUBLISHERS: &[Role] = &[Role::Author, Role::Editor, Role::Administrator, Role::Owner];
const DESK: &[Role] = &[Role::SubEditor, Role::Editor, Role::Administrator, Role::Owner];
const EDITORS: &[Role] = &[Role::Editor, Role::Administrator, Role::Owner];
const ADMINISTRATORS: &[Role] = &[Role::Administrator, Role::Owner];
const OWNER: &[Role] = &[Role::Owner];

capabilities! {
    /// Sign in, write drafts of their own, change their own profile, upload pictures and files.
    WriteOwn: EVERYBODY;
    /// Publish, update, schedule and unpublish stories of their own.
    PublishOwn: PUBLISHERS;
    /// See every story, and change every story that is not public.
    EditAll: DESK;
    /// Change what readers see of every story: publish, update, schedule, unpublish.
    PublishAll: EDITORS;
    /// Put stories of others into the trash, take them back, delete for good.
    DeleteAll: EDITORS;
    /// Assign stories, set due dates, lift embargoes.
    Assign: DESK;
    /// HTML of theirs stays as it is.
    PostRawHtml: EDITORS;
    /// Code in the head and foot of stories and of the site.
    InjectCode: ADMINISTRATORS;
    /// Make, change and delete topics. (Everybody who writes may name a new one on their story.)
    KeepTopics: EDITORS;
    /// Write pages.
    KeepPages: EDITORS;
    /// Editor's Picks, banner, navigation.
    Curate: EDITORS;
    /// Change captions and credits of every picture, remove files.
    KeepMedia: EDITORS;
    /// Invite people and change those whom the role may appoint.
    Invite: EDITORS;
    /// Suspend and remove people, change roles, end sessions of others.
    KeepStaff: ADMINISTRATORS;
    /// Profiles of authors who do not sign in.
    KeepGuests: EDITORS;
    /// Site identity, languages, time zone, mail, redirects.
    KeepSettings: ADMINISTRATORS;
    /// Themes: bring, put live, take out, remove; what they let one set. (A theme may carry scripts.)
    KeepThemes: ADMINISTRATORS;
    /// Members, their labels, tiers, newsletters, offers.
    KeepMembers: ADMINISTRATORS;
    /// Snippets.
    KeepSnippets: EDITORS;
    /// The audit log.
    ReadAudit: ADMINISTRATORS;
    /// The switch “under attack”.
    RaiseAlarm: ADMINISTRATORS;
    /// The health page.
    SeeHealth: ADMINISTRATORS;
    /// Backups and exports: everything there is, in one file.
    TakeOut: OWNER;
    /// Hand the newsroom over to another owner.
    HandOver: OWNER;
}

impl Capability {
    /// Whether a role has it.
    pub fn belongs_to(self, role: Role) -> bool {
        self.roles().contains(&role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn owners_may_everything_and_contributors_only_write() {
        for capability in Capability::ALL {
            assert!(capability.belongs_to(Role::Owner), "{capability:?}");
            assert_eq!(
                capability.belongs_to(Role::Contributor),
                *capability == Capability::WriteOwn,
                "{capability:?}"
            );
        }
    }

    #[test]
    fn sub_editors_publish_nothing() {
        use Capability::{EditAll, PublishAll, PublishOwn};
        assert!(EditAll.belongs_to(Role::SubEditor));
        assert!(!PublishOwn.belongs_to(Role::SubEditor) && !PublishAll.belongs_to(Role::SubEditor));
    }

    #[test]
    fn nobody_appoints_above_themselves() {
        for role in Role::ALL {
            assert!(
                role.may_appoint().iter().all(|other| *other <= role && *other != Role::Owner),
                "{role:?}"
            );
            assert_eq!(Role::by_name(role.as_str()), Some(role));
        }
    }
}
