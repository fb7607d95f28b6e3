//! What the pages for readers say, in the languages that the default theme speaks; in English for others.

use super::Portal;

/// The words of one language.
pub(crate) struct Words {
    /// Title and sentence: signing up, signing in, the account, newsletters, support, gifts, recommendations.
    signup: (&'static str, &'static str),
    signin: (&'static str, &'static str),
    newsletters: (&'static str, &'static str),
    support: (&'static str, &'static str),
    gift: (&'static str, &'static str),
    recommendations: (&'static str, &'static str),
    pub(crate) back: &'static str,
    pub(crate) search: &'static str,
    pub(crate) field: &'static str,
    pub(crate) find: &'static str,
    /// Before and after what was asked for.
    nothing: (&'static str, &'static str),
    pub(crate) too_many: &'static str,
    pub(crate) further: &'static str,
    pub(crate) before: &'static str,
}

const ENGLISH: Words = Words {
    signup: (
        "Sign-up is not open yet",
        "Nobody can subscribe here yet. If you typed your address, it was not kept.",
    ),
    signin: (
        "There are no reader accounts yet",
        "Readers cannot sign in here yet. If you typed your address, it was not kept.",
    ),
    newsletters: ("There are no newsletters yet", "Nothing is sent by e-mail from here yet."),
    support: (
        "Support is not taken yet",
        "There is no way to give money here yet. Thank you for thinking of it.",
    ),
    gift: ("There are no gift subscriptions yet", "Subscriptions cannot be given away here yet."),
    recommendations: ("There are no recommendations yet", "This site does not recommend others yet."),
    back: "To the front page",
    search: "Search",
    field: "Words to look for",
    find: "Search",
    nothing: ("Nothing was found for “", "”. Try fewer or other words."),
    too_many: "That was a lot of questions. Please try again in a minute.",
    further: "Further results",
    before: "Results before",
};

const RUSSIAN: Words = Words {
    signup: (
        "Подписка пока не открыта",
        "Подписаться здесь пока нельзя. Если вы ввели свой адрес, он нигде не сохранён.",
    ),
    signin: (
        "Входа для читателей пока нет",
        "Читатели пока не могут войти. Если вы ввели свой адрес, он нигде не сохранён.",
    ),
    newsletters: ("Рассылок пока нет", "Отсюда пока ничего не присылают по почте."),
    support: (
        "Поддержать деньгами пока нельзя",
        "Пожертвования здесь пока не принимают. Спасибо, что подумали об этом.",
    ),
    gift: ("Подарочных подписок пока нет", "Подарить подписку здесь пока нельзя."),
    recommendations: ("Рекомендаций пока нет", "Этот сайт пока не рекомендует других."),
    back: "На главную",
    search: "Поиск",
    field: "Что искать",
    find: "Найти",
    nothing: ("По запросу «", "» ничего не нашлось. Попробуйте другие слова или меньше слов."),
    too_many: "Вопросов было слишком много. Попробуйте через минуту.",
    further: "Ещё результаты",
    before: "Предыдущие результаты",
};

const GEORGIAN: Words = Words {
    signup: (
        "გამოწერა ჯერ არ არის გახსნილი",
        "აქ გამოწერა ჯერ ვერ ხერხდება. თუ თქვენი მისამართი შეიყვანეთ, ის არსად შენახულა.",
    ),
    signin: (
        "მკითხველის შესვლა ჯერ არ არის",
        "მკითხველები აქ ჯერ ვერ შედიან. თუ თქვენი მისამართი შეიყვანეთ, ის არსად შენახულა.",
    ),
    newsletters: ("გზავნილები ჯერ არ არის", "აქედან ელფოსტით ჯერ არაფერი იგზავნება."),
    support: ("მხარდაჭერა ჯერ არ მიიღება", "შემოწირულობებს აქ ჯერ არ იღებენ. გმადლობთ, რომ ამაზე იფიქრეთ."),
    gift: ("სასაჩუქრე გამოწერა ჯერ არ არის", "აქ გამოწერის ჩუქება ჯერ ვერ ხერხდება."),
    recommendations: ("რეკომენდაციები ჯერ არ არის", "ეს საიტი სხვებს ჯერ არ გირჩევთ."),
    back: "მთავარ გვერდზე",
    search: "ძიება",
    field: "საძიებო სიტყვები",
    find: "ძიება",
    nothing: ("„", "“ — ვერაფერი მოიძებნა. სცადეთ სხვა ან ნაკლები სიტყვა."),
    too_many: "კითხვა ძალიან ბევრი იყო. სცადეთ ერთ წუთში.",
    further: "შემდეგი შედეგები",
    before: "წინა შედეგები",
};

const ARMENIAN: Words = Words {
    signup: (
        "Բաժանորդագրությունը դեռ բաց չէ",
        "Այստեղ դեռ հնարավոր չէ բաժանորդագրվել։ Եթե մուտքագրել եք ձեր հասցեն, այն ոչ մի տեղ չի պահվել։",
    ),
    signin: (
        "Ընթերցողների մուտք դեռ չկա",
        "Ընթերցողները դեռ չեն կարող մուտք գործել։ Եթե մուտքագրել եք ձեր հասցեն, այն ոչ մի տեղ չի պահվել։",
    ),
    newsletters: ("Տեղեկագրեր դեռ չկան", "Այստեղից էլ. փոստով դեռ ոչինչ չի ուղարկվում։"),
    support: (
        "Աջակցություն դեռ չի ընդունվում",
        "Նվիրատվություններ այստեղ դեռ չեն ընդունվում։ Շնորհակալություն։",
    ),
    gift: ("Նվեր բաժանորդագրություններ դեռ չկան", "Այստեղ դեռ հնարավոր չէ բաժանորդագրություն նվիրել։"),
    recommendations: ("Խորհուրդներ դեռ չկան", "Այս կայքը դեռ խորհուրդ չի տալիս ուրիշներին։"),
    back: "Գլխավոր էջ",
    search: "Որոնում",
    field: "Որոնելի բառեր",
    find: "Որոնել",
    nothing: ("«", "» հարցումով ոչինչ չի գտնվել։ Փորձեք այլ բառեր։"),
    too_many: "Հարցումները շատ էին։ Փորձեք մեկ րոպեից։",
    further: "Հաջորդ արդյունքները",
    before: "Նախորդ արդյունքները",
};

/// Those of a language: `ru`, `pt-BR`.
pub(crate) fn of(language: &str) -> &'static Words {
    match language.split('-').next() {
        Some("ru") => &RUSSIAN,
        Some("ka") => &GEORGIAN,
        Some("hy") => &ARMENIAN,
        _ => &ENGLISH,
    }
}

impl Words {
    /// Title and sentence of a page of the Portal.
    pub(crate) fn portal(&self, portal: Portal) -> (&'static str, &'static str) {
        match portal {
            Portal::Signup => self.signup,
            Portal::Signin | Portal::Account | Portal::Plans => self.signin,
            Portal::Newsletters => self.newsletters,
            Portal::Support => self.support,
            Portal::Gift => self.gift,
            Portal::Recommendations => self.recommendations,
        }
    }

    /// That nothing was found.
    pub(crate) fn nothing(&self, asked: &str) -> String {
        format!("{}{asked}{}", self.nothing.0, self.nothing.1)
    }
}
