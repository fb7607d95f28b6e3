//! Words of our own choice, out of which articles are thrown together.

#[rustfmt::skip]
pub(super) const NOUNS: [&str; 298] = [
    "harbour", "council", "ferry", "bridge", "budget", "tender", "school", "teacher", "nurse", "hospital",
    "ward", "clinic", "vaccine", "court", "judge", "verdict", "appeal", "lawyer", "witness", "inquiry",
    "minister", "deputy", "cabinet", "parliament", "coalition", "ballot", "candidate", "voter", "turnout",
    "district", "mayor", "treasury", "tax", "levy", "pension", "subsidy", "inflation", "wage", "union",
    "strike", "picket", "negotiation", "contract", "factory", "shipyard", "workshop", "orchard", "harvest",
    "wheat", "barley", "vineyard", "dairy", "price", "market", "merchant", "export", "tariff", "customs",
    "border", "checkpoint", "patrol", "convoy", "garrison", "treaty", "envoy", "summit", "sanction",
    "ceasefire", "refugee", "shelter", "aid", "volunteer", "flood", "storm", "drought", "wildfire",
    "landslide", "avalanche", "earthquake", "tremor", "rescue", "helicopter", "lighthouse", "pier",
    "lagoon", "river", "reservoir", "dam", "turbine", "grid", "substation", "cable", "pipeline", "refinery",
    "coal", "gas", "solar", "panel", "battery", "emission", "forest", "ranger", "wolf", "heron", "sturgeon",
    "salmon", "trawler", "net", "quota", "museum", "archive", "manuscript", "excavation", "mosaic",
    "fresco", "theatre", "rehearsal", "premiere", "orchestra", "conductor", "choir", "novelist",
    "translator", "publisher", "festival", "gallery", "sculptor", "architect", "facade", "cathedral",
    "monastery", "railway", "locomotive", "timetable", "platform", "tram", "depot", "tunnel", "junction",
    "runway", "airport", "pilot", "cargo", "crane", "container", "warehouse", "startup", "laboratory",
    "microscope", "telescope", "satellite", "antenna", "algorithm", "database", "server", "outage",
    "password", "fraud", "embezzlement", "audit", "ledger", "invoice", "auction", "estate", "tenant",
    "landlord", "eviction", "mortgage", "loan", "credit", "bank", "branch", "cashier", "currency",
    "reserve", "bond", "dividend", "shareholder", "merger", "bankruptcy", "stadium", "striker",
    "goalkeeper", "penalty", "referee", "league", "trophy", "marathon", "rower", "gymnast", "chess",
    "champion", "coach", "academy", "pupil", "curriculum", "exam", "university", "rector", "dormitory",
    "scholarship", "bakery", "recipe", "kitchen", "waiter", "cellar", "spice", "garlic", "walnut",
    "apricot", "honey", "cheese", "bread", "butcher", "fishmonger", "stall", "square", "fountain", "avenue",
    "suburb", "village", "valley", "ridge", "glacier", "meadow", "shepherd", "flock", "stable", "saddle",
    "rider", "carriage", "bicycle", "helmet", "pavement", "crossing", "lantern", "curfew", "siren",
    "officer", "detective", "suspect", "arrest", "custody", "warden", "prison", "parole", "amnesty",
    "petition", "rally", "banner", "megaphone", "barricade", "riot", "speech", "pledge", "manifesto",
    "slogan", "pamphlet", "editor", "columnist", "newsroom", "broadcast", "microphone", "interview",
    "portrait", "camera", "lens", "exhibition", "anniversary", "memorial", "veteran", "widow", "orphan",
    "adoption", "nursery", "playground", "sandbox", "blueprint", "scaffold", "mason", "carpenter",
    "plumber", "electrician", "roof", "chimney", "stove", "firewood", "blanket", "quilt", "loom", "weaver",
    "tailor", "cobbler", "jeweller", "potter", "kiln", "glaze", "porcelain",
];

#[rustfmt::skip]
pub(super) const VERBS: [&str; 49] = [
    "approved", "rejected", "postponed", "announced", "promised", "delayed", "cancelled", "opened",
    "closed", "repaired", "rebuilt", "demanded", "questioned", "defended", "criticised", "praised",
    "signed", "drafted", "leaked", "published", "withdrew", "delivered", "collected", "counted", "measured",
    "inspected", "warned", "feared", "hoped", "argued", "agreed", "refused", "returned", "arrived",
    "departed", "crossed", "gathered", "marched", "waited", "slept", "worked", "struggled", "recovered",
    "expanded", "shrank", "doubled", "halved", "vanished", "appeared",
];

#[rustfmt::skip]
pub(super) const LINKING: [&str; 66] = [
    "the", "a", "of", "in", "on", "at", "by", "for", "with", "from", "after", "before", "during", "against",
    "across", "the", "the", "the", "of", "of", "in", "and", "and", "but", "while", "because", "although",
    "until", "when", "where", "its", "their", "his", "her", "this", "that", "every", "another", "several",
    "few", "many", "most", "some", "no", "last", "next", "first", "second", "third", "early", "late",
    "small", "large", "old", "new", "long", "short", "public", "private", "local", "distant", "quiet",
    "loud", "careful", "sudden", "gradual",
];

#[rustfmt::skip]
pub(super) const RU_NOUNS: [&str; 181] = [
    "паром", "гавань", "причал", "совет", "бюджет", "школа", "учитель", "больница", "врач", "суд", "судья",
    "приговор", "адвокат", "свидетель", "министр", "депутат", "парламент", "коалиция", "выборы",
    "избиратель", "округ", "мэр", "казна", "налог", "пенсия", "зарплата", "профсоюз", "забастовка",
    "договор", "завод", "верфь", "урожай", "пшеница", "виноградник", "рынок", "купец", "экспорт", "пошлина",
    "граница", "патруль", "посол", "перемирие", "беженец", "приют", "помощь", "волонтёр", "наводнение",
    "буря", "засуха", "пожар", "оползень", "землетрясение", "спасатель", "вертолёт", "маяк", "река",
    "водохранилище", "плотина", "турбина", "подстанция", "кабель", "трубопровод", "уголь", "лес", "волк",
    "цапля", "осётр", "рыбак", "сеть", "музей", "архив", "рукопись", "раскопки", "фреска", "театр",
    "премьера", "оркестр", "дирижёр", "хор", "писатель", "переводчик", "издатель", "фестиваль", "скульптор",
    "архитектор", "собор", "монастырь", "поезд", "вокзал", "расписание", "трамвай", "туннель", "аэропорт",
    "лётчик", "груз", "кран", "склад", "лаборатория", "телескоп", "спутник", "алгоритм", "сервер", "пароль",
    "мошенничество", "проверка", "аукцион", "арендатор", "ипотека", "кредит", "банк", "валюта", "облигация",
    "акционер", "банкротство", "стадион", "вратарь", "судейство", "лига", "кубок", "марафон", "гимнаст",
    "шахматы", "тренер", "академия", "ученик", "экзамен", "университет", "ректор", "стипендия", "пекарня",
    "рецепт", "кухня", "официант", "погреб", "чеснок", "орех", "абрикос", "мёд", "сыр", "хлеб", "площадь",
    "фонтан", "проспект", "деревня", "долина", "хребет", "ледник", "луг", "пастух", "конюшня", "велосипед",
    "тротуар", "фонарь", "сирена", "следователь", "подозреваемый", "арест", "тюрьма", "амнистия", "петиция",
    "митинг", "речь", "манифест", "редактор", "журналист", "интервью", "камера", "выставка", "годовщина",
    "ветеран", "сирота", "чертёж", "каменщик", "плотник", "крыша", "печь", "дрова", "ткач", "портной",
    "гончар", "фарфор",
];

#[rustfmt::skip]
pub(super) const RU_VERBS: [&str; 29] = [
    "одобрил", "отклонил", "отложил", "объявил", "пообещал", "отменил", "открыл", "закрыл", "починил",
    "потребовал", "защитил", "подписал", "опубликовал", "доставил", "собрал", "посчитал", "измерил",
    "предупредил", "согласился", "отказался", "вернулся", "прибыл", "пересёк", "ждал", "работал",
    "восстановил", "удвоил", "исчез", "появился",
];

#[rustfmt::skip]
pub(super) const RU_LINKING: [&str; 39] = [
    "и", "в", "на", "с", "по", "из", "от", "до", "для", "без", "после", "перед", "против", "через", "когда",
    "где", "пока", "потому", "что", "который", "этот", "тот", "каждый", "другой", "несколько", "многие",
    "последний", "следующий", "первый", "второй", "третий", "маленький", "большой", "старый", "новый",
    "долгий", "тихий", "местный", "общественный",
];
