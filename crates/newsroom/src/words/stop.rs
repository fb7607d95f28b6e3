//! Words too common to tell one story from another: grammar, days and months, and the small change of news prose.
//! The lists are our own; each is sorted, so that a lookup is a binary search.

/// Whether `word` (lower case) is a stop word of the language; a language without a list has none.
pub(super) fn is_stop_word(language: &str, word: &str) -> bool {
    let list: &[&str] = match language {
        "en" => &EN,
        "ru" => &RU,
        "uk" => &UK,
        "de" => &DE,
        "fr" => &FR,
        "es" => &ES,
        "it" => &IT,
        "ka" => &KA,
        "hy" => &HY,
        "tr" => &TR,
        "pl" => &PL,
        _ => return false,
    };
    list.binary_search(&word).is_ok()
}

#[rustfmt::skip]
const EN: [&str; 426] = [
    "a", "about", "above", "according", "across", "actually", "after", "afterwards", "again", "against",
    "ago", "all", "almost", "along", "already", "also", "although", "always", "am", "among", "an", "and",
    "another", "any", "anyone", "anything", "april", "are", "area", "around", "as", "asked", "at", "august",
    "away", "back", "be", "became", "because", "become", "been", "before", "began", "behind", "being",
    "below", "better", "between", "big", "both", "bring", "but", "by", "call", "called", "came", "can",
    "cannot", "case", "change", "city", "come", "comes", "coming", "could", "country", "day", "days",
    "december", "did", "didn", "different", "do", "does", "doesn", "doing", "don", "done", "down", "during",
    "each", "early", "eight", "either", "else", "end", "enough", "even", "ever", "every", "everyone",
    "everything", "expected", "fact", "far", "february", "few", "find", "first", "five", "following", "for",
    "former", "found", "four", "friday", "from", "full", "further", "gave", "general", "get", "gets",
    "getting", "give", "given", "go", "going", "good", "got", "great", "group", "had", "half", "hard", "has",
    "have", "having", "he", "held", "help", "her", "here", "hers", "herself", "high", "him", "himself", "his",
    "home", "hour", "hours", "how", "however", "hundred", "hundreds", "if", "important", "in", "including",
    "indeed", "instead", "into", "is", "isn", "issue", "it", "its", "itself", "january", "july", "june",
    "just", "keep", "kind", "knew", "know", "known", "large", "last", "late", "later", "latest", "least",
    "left", "less", "let", "like", "likely", "line", "little", "local", "long", "longer", "look", "made",
    "main", "major", "make", "makes", "making", "man", "many", "march", "matter", "may", "maybe", "me",
    "mean", "means", "member", "members", "men", "might", "million", "minister", "minutes", "monday", "month",
    "months", "more", "morning", "most", "much", "must", "my", "myself", "national", "near", "nearly", "need",
    "needed", "needs", "never", "new", "news", "next", "night", "nine", "no", "none", "nor", "not", "nothing",
    "november", "now", "number", "october", "of", "off", "office", "officials", "often", "old", "on", "once",
    "one", "ones", "only", "open", "or", "order", "other", "others", "our", "out", "outside", "over", "own",
    "part", "parts", "past", "people", "percent", "perhaps", "place", "point", "policy", "possible",
    "present", "president", "press", "problem", "public", "put", "question", "rather", "reached", "read",
    "real", "really", "recent", "recently", "remain", "report", "reported", "reporters", "reports", "result",
    "right", "said", "same", "saturday", "saw", "say", "saying", "says", "second", "see", "seen", "september",
    "service", "set", "seven", "several", "she", "should", "show", "showed", "shows", "side", "similar",
    "since", "six", "small", "so", "some", "someone", "something", "soon", "state", "statement", "states",
    "still", "stop", "such", "sunday", "support", "sure", "system", "take", "taken", "taking", "tell", "ten",
    "than", "that", "the", "their", "them", "themselves", "then", "there", "these", "they", "thing", "things",
    "think", "third", "this", "those", "though", "thought", "thousand", "thousands", "three", "through",
    "thursday", "time", "times", "to", "today", "together", "told", "tomorrow", "too", "took", "toward",
    "towards", "town", "tuesday", "turn", "two", "under", "until", "up", "upon", "us", "use", "used", "using",
    "very", "via", "wants", "was", "wasn", "way", "ways", "we", "wednesday", "week", "weeks", "well", "went",
    "were", "what", "when", "where", "whether", "which", "while", "who", "whole", "whom", "whose", "why",
    "will", "with", "within", "without", "woman", "women", "word", "words", "work", "working", "world",
    "would", "wouldn", "year", "years", "yesterday", "yet", "you", "young", "your",
];

#[rustfmt::skip]
const RU: [&str; 360] = [
    "а", "август", "августа", "апреля", "без", "более", "больше", "большой", "будем", "будет", "будете",
    "будто", "будут", "бы", "был", "была", "были", "было", "быть", "в", "вам", "вас", "весь", "вместе",
    "вместо", "во", "возможно", "вокруг", "воскресенье", "вот", "времени", "время", "все", "всегда", "всего",
    "всей", "всем", "всему", "всех", "всю", "всякий", "вторник", "второй", "вы", "где", "главный", "говорит",
    "говорят", "год", "года", "году", "годы", "город", "городе", "да", "давно", "даже", "два", "две", "двух",
    "декабря", "для", "дней", "днем", "дни", "дня", "до", "довольно", "долго", "должен", "должна", "должны",
    "дом", "другая", "другие", "других", "другое", "другой", "его", "ее", "ей", "ему", "если", "есть", "еще",
    "же", "за", "затем", "зачем", "здесь", "знает", "и", "из", "или", "им", "имеет", "имени", "именно",
    "иметь", "ими", "их", "июля", "июня", "к", "каждая", "каждого", "каждый", "кажется", "как", "какая",
    "какие", "какой", "когда", "кого", "которая", "которого", "которой", "котором", "которому", "которую",
    "которые", "который", "которых", "кроме", "кто", "куда", "лет", "ли", "либо", "лишь", "лучше", "людей",
    "люди", "людьми", "людям", "мало", "марта", "мая", "между", "меня", "месяц", "месяца", "месяцев",
    "миллион", "миллионов", "минут", "мне", "многие", "много", "может", "можно", "мой", "моя", "мы", "на",
    "над", "надо", "назад", "наконец", "нам", "нами", "написал", "нас", "находится", "начал", "начала", "наш",
    "наша", "наше", "нашей", "наши", "него", "недели", "неделю", "нее", "ней", "нельзя", "нему", "несколько",
    "нет", "ни", "нибудь", "ними", "них", "ничего", "но", "новая", "новое", "новости", "новый", "новых",
    "ноября", "ну", "нужно", "о", "об", "один", "одна", "однако", "одни", "одного", "одной", "около",
    "октября", "он", "она", "они", "оно", "опять", "особенно", "от", "очень", "первая", "первого", "первый",
    "перед", "по", "под", "подобный", "пока", "понедельник", "поскольку", "после", "последние", "последний",
    "потом", "потому", "почему", "почти", "поэтому", "правда", "при", "примерно", "про", "просто", "против",
    "пятница", "пять", "раз", "разве", "разные", "ранее", "рассказал", "рассказала", "рядом", "с", "сам",
    "сама", "сами", "самое", "самой", "самый", "самых", "свое", "своего", "своей", "свои", "своим", "своих",
    "свой", "свою", "сделал", "сделать", "себе", "себя", "сегодня", "сейчас", "сентября", "сказал", "сказала",
    "слова", "словам", "слово", "случае", "сначала", "снова", "со", "собой", "совсем", "сообщает", "сообщил",
    "сообщила", "сообщили", "среда", "среди", "стал", "стала", "стали", "стало", "стать", "страна", "стране",
    "страны", "суббота", "считает", "так", "такая", "также", "такие", "таким", "таких", "такого", "такое",
    "такой", "там", "твой", "тебе", "тебя", "тем", "теперь", "тех", "течение", "то", "тогда", "того", "тоже",
    "той", "только", "том", "тому", "три", "ту", "тут", "ты", "тысяч", "тысячи", "у", "уже", "февраля",
    "хорошо", "хоть", "хотя", "хочет", "час", "часа", "часов", "часто", "чего", "человек", "человека", "чем",
    "через", "четверг", "четыре", "что", "чтобы", "чуть", "эта", "эти", "этим", "этих", "это", "этого",
    "этой", "этом", "этому", "этот", "эту", "я", "января",
];

#[rustfmt::skip]
const UK: [&str; 93] = [
    "а", "або", "але", "без", "бо", "був", "буде", "були", "було", "бути", "в", "вже", "ви", "вона", "вони",
    "воно", "все", "всі", "від", "він", "для", "до", "за", "зі", "й", "його", "коли", "лише", "мене", "мені",
    "ми", "може", "можна", "між", "на", "над", "нам", "нас", "наш", "не", "неї", "них", "ні", "потрібно",
    "потім", "при", "про", "під", "після", "роки", "роком", "року", "рік", "сказав", "сказала", "сьогодні",
    "та", "так", "також", "там", "тепер", "ти", "тим", "тих", "то", "того", "тоді", "той", "тому", "тут", "у",
    "хто", "це", "цей", "цього", "ця", "ці", "через", "чи", "чого", "що", "щоб", "я", "як", "яка", "який",
    "якщо", "які", "є", "і", "із", "їх", "її",
];

#[rustfmt::skip]
const DE: [&str; 168] = [
    "aber", "alle", "allem", "allen", "aller", "alles", "als", "also", "am", "an", "ander", "andere",
    "anderen", "auch", "auf", "aus", "bei", "beim", "bereits", "bin", "bis", "bist", "da", "dabei", "dadurch",
    "dafür", "damit", "dann", "das", "dass", "dein", "dem", "den", "denn", "der", "des", "deshalb", "die",
    "dies", "diese", "diesem", "diesen", "dieser", "dieses", "doch", "dort", "durch", "ein", "eine", "einem",
    "einen", "einer", "eines", "einige", "er", "es", "etwa", "etwas", "euch", "euer", "für", "gegen", "gibt",
    "hab", "habe", "haben", "hat", "hatte", "hatten", "hier", "hinter", "ich", "ihm", "ihn", "ihnen", "ihr",
    "ihre", "ihrem", "ihren", "ihrer", "im", "immer", "in", "ins", "ist", "jahr", "jahre", "jahren", "jede",
    "jedem", "jeden", "jeder", "jedes", "jetzt", "kann", "kein", "keine", "können", "könnte", "machen", "man",
    "mehr", "mein", "mit", "muss", "müssen", "nach", "nicht", "nichts", "noch", "nun", "nur", "ob", "oder",
    "ohne", "schon", "sehr", "sei", "sein", "seine", "seinem", "seinen", "seiner", "seit", "sich", "sie",
    "sind", "so", "sollen", "sollte", "sondern", "sonst", "uhr", "um", "und", "uns", "unser", "unter", "viel",
    "viele", "vom", "von", "vor", "war", "waren", "was", "wegen", "weil", "weiter", "welche", "wenn", "wer",
    "werde", "werden", "wie", "wieder", "will", "wir", "wird", "wo", "wurde", "wurden", "zu", "zum", "zur",
    "zwei", "zwischen", "über",
];

#[rustfmt::skip]
const FR: [&str; 153] = [
    "ai", "ainsi", "alors", "année", "années", "ans", "après", "au", "aucun", "aussi", "autre", "autres",
    "aux", "avaient", "avait", "avant", "avec", "avoir", "beaucoup", "bien", "c", "car", "ce", "cela",
    "celle", "ces", "cet", "cette", "ceux", "chaque", "chez", "comme", "comment", "contre", "d", "dans", "de",
    "depuis", "des", "deux", "dire", "dit", "doit", "donc", "dont", "du", "elle", "elles", "en", "encore",
    "entre", "est", "et", "eu", "eux", "faire", "fait", "fois", "font", "grand", "ici", "il", "ils", "j",
    "je", "jour", "jours", "l", "la", "le", "les", "leur", "leurs", "lors", "lui", "là", "m", "ma", "mais",
    "mes", "moins", "mon", "même", "n", "ne", "ni", "non", "nos", "notre", "nous", "on", "ont", "ou", "où",
    "par", "parce", "pas", "pendant", "peu", "peut", "plus", "plusieurs", "pour", "pourquoi", "pourrait",
    "premier", "première", "puis", "qu", "quand", "que", "quel", "quelle", "quelques", "qui", "quoi", "s",
    "sa", "sans", "se", "selon", "sera", "ses", "si", "son", "sont", "sous", "sur", "t", "ta", "tandis", "te",
    "tel", "tous", "tout", "toute", "toutes", "trois", "trop", "très", "tu", "un", "une", "vers", "vos",
    "votre", "vous", "y", "à", "étaient", "était", "été", "être",
];

#[rustfmt::skip]
const ES: [&str; 158] = [
    "a", "al", "algo", "alguna", "algunas", "algunos", "ante", "antes", "aquel", "aquella", "aquí", "así",
    "aunque", "año", "años", "bajo", "bien", "cada", "casi", "como", "con", "contra", "cual", "cuando",
    "cuatro", "cómo", "de", "del", "desde", "después", "dice", "dijo", "donde", "dos", "durante", "día",
    "días", "e", "el", "ella", "ellas", "ellos", "en", "entre", "era", "eran", "es", "esa", "ese", "eso",
    "esos", "esta", "estaba", "estado", "estas", "este", "esto", "estos", "está", "están", "fue", "fueron",
    "gran", "ha", "haber", "había", "habían", "hace", "hacer", "hacia", "han", "hasta", "hay", "incluso",
    "la", "las", "le", "les", "lo", "los", "luego", "me", "mejor", "menos", "mientras", "mil", "mismo",
    "mucho", "muchos", "muy", "más", "ni", "no", "nos", "nosotros", "nuestra", "nuestro", "nueva", "nuevo",
    "o", "otra", "otras", "otro", "otros", "para", "parte", "pero", "poco", "podría", "por", "porque",
    "primer", "primera", "puede", "pueden", "pues", "que", "quien", "quienes", "qué", "se", "sea", "según",
    "ser", "será", "si", "sido", "sin", "sobre", "solo", "son", "su", "sus", "sólo", "también", "tan",
    "tanto", "te", "tener", "tenía", "tiene", "tienen", "toda", "todas", "todo", "todos", "tras", "tres",
    "un", "una", "uno", "unos", "usted", "va", "vez", "y", "ya", "yo",
];

#[rustfmt::skip]
const IT: [&str; 154] = [
    "a", "abbia", "ai", "al", "alla", "alle", "allo", "altre", "altri", "altro", "anche", "ancora", "anni",
    "anno", "avere", "aveva", "avevano", "c", "che", "chi", "ci", "come", "con", "contro", "cosa", "così",
    "cui", "da", "dai", "dal", "dalla", "dalle", "degli", "dei", "del", "della", "delle", "dello", "dentro",
    "di", "dopo", "dove", "due", "e", "ed", "era", "erano", "essere", "fa", "fare", "fatto", "fino", "fra",
    "fu", "giorni", "giorno", "già", "gli", "grande", "ha", "hanno", "ho", "i", "il", "in", "io", "l", "la",
    "le", "lei", "lo", "loro", "lui", "ma", "meno", "mentre", "mio", "molti", "molto", "ne", "negli", "nei",
    "nel", "nella", "nelle", "no", "noi", "non", "nostra", "nostro", "o", "oggi", "ogni", "per", "perché",
    "però", "più", "poi", "prima", "primo", "può", "qual", "quale", "quando", "quanto", "quasi", "quella",
    "quelle", "quelli", "quello", "questa", "queste", "questi", "questo", "qui", "quindi", "sarà", "se",
    "secondo", "sei", "sempre", "senza", "si", "sia", "solo", "sono", "sopra", "sotto", "sta", "stata",
    "stati", "stato", "su", "sua", "sue", "sugli", "sui", "sul", "sulla", "suo", "suoi", "tra", "tre",
    "tutta", "tutte", "tutti", "tutto", "un", "una", "uno", "uomo", "vi", "volta", "è",
];

#[rustfmt::skip]
const KA: [&str; 88] = [
    "ამ", "ამას", "ამით", "ამის", "ამისთვის", "ან", "ანუ", "არ", "არა", "არიან", "არის", "აქ", "აქვს",
    "აცხადებს", "ახალი", "ახლა", "ბევრი", "განაცხადა", "გარდა", "გუშინ", "და", "დღე", "დღეს", "ე", "ერთ",
    "ერთად", "ერთი", "ეს", "თავის", "თავისი", "თუ", "თუმცა", "იგი", "ის", "ისინი", "იქნება", "იყვნენ", "იყო",
    "კი", "კიდევ", "მაგრამ", "მათ", "მათი", "მას", "მაშინ", "მე", "მერე", "მიერ", "მის", "მისი", "მხოლოდ",
    "ნუ", "ორი", "პირველი", "რა", "რადგან", "რატომ", "რაც", "როგორ", "როგორც", "როდესაც", "რომ", "რომელიც",
    "რომელსაც", "რომლებიც", "რომლის", "საბოლოოდ", "სად", "სადაც", "სულ", "სხვა", "უკვე", "უნდა", "უფრო",
    "ყველა", "ყველაფერი", "ყოველ", "შემდეგ", "შესახებ", "შორის", "ჩვენ", "ჩვენი", "ძალიან", "წელი", "წელს",
    "წლები", "წლის", "ჯერ",
];

#[rustfmt::skip]
const HY: [&str; 90] = [
    "ամեն", "ամենը", "այդ", "այլ", "այն", "այնտեղ", "այս", "այստեղ", "այսօր", "առաջ", "առաջին", "արդեն",
    "բայց", "բոլոր", "բոլորը", "դա", "դեպի", "դեռ", "եթե", "եղել", "եմ", "են", "ենք", "ես", "երբ", "երկու",
    "եւ", "եք", "է", "էին", "էլ", "էր", "ըստ", "թե", "թեև", "ի", "ինչ", "ինչու", "ինչպես", "իսկ", "իր",
    "իրեն", "իրենց", "կա", "կամ", "կան", "կարող", "համար", "հայտարարել", "հայտնել", "հետ", "հետո", "մասին",
    "մեզ", "մեկ", "մեջ", "մեր", "մի", "միայն", "մինչ", "մինչև", "միջև", "նա", "նաեւ", "նաև", "նոր", "նրա",
    "նրան", "նրանց", "նրանք", "ոչ", "ով", "որ", "որը", "որի", "որոնք", "որտեղ", "ու", "չեն", "չէ", "չի",
    "պետք", "սա", "տարեկան", "տարի", "տարվա", "տեղի", "քան", "օր", "և",
];

#[rustfmt::skip]
const TR: [&str; 104] = [
    "acaba", "ama", "ancak", "artık", "aslında", "az", "bana", "bazı", "belki", "ben", "bile", "bin", "bir",
    "biri", "birkaç", "birçok", "biz", "bize", "bu", "buna", "bunda", "bundan", "bunlar", "bunu", "bunun",
    "burada", "böyle", "da", "daha", "de", "defa", "değil", "diye", "dolayı", "en", "gibi", "göre", "günü",
    "hem", "hep", "hepsi", "her", "hiç", "iki", "ile", "ilk", "ise", "için", "kadar", "kez", "ki", "kim",
    "kimse", "mi", "mu", "mı", "nasıl", "ne", "neden", "nerede", "niye", "o", "olan", "olarak", "oldu",
    "olduğu", "olduğunu", "olması", "olmuş", "on", "ona", "onlar", "onu", "onun", "oysa", "pek", "sadece",
    "sanki", "sen", "siz", "sonra", "söyledi", "tarafından", "tüm", "var", "ve", "veya", "ya", "yani", "yeni",
    "yer", "yok", "yüksek", "yıl", "yılında", "zaman", "çok", "çünkü", "önce", "öyle", "üzere", "şey",
    "şimdi", "şu",
];

#[rustfmt::skip]
const PL: [&str; 123] = [
    "a", "aby", "albo", "ale", "bardzo", "bez", "być", "był", "była", "było", "były", "będzie", "ci", "co",
    "coś", "czy", "czyli", "dla", "do", "drugi", "dwa", "dzień", "gdy", "gdzie", "go", "i", "ich", "ile",
    "im", "inny", "innych", "ja", "jak", "jako", "je", "jego", "jej", "jest", "jestem", "jeszcze", "jeśli",
    "już", "każdy", "kiedy", "kilka", "kto", "która", "które", "którego", "której", "który", "których",
    "którzy", "lat", "lub", "ma", "mają", "mnie", "może", "można", "mu", "na", "nad", "nam", "nas", "nawet",
    "nic", "nich", "nie", "niego", "niej", "nim", "niż", "no", "o", "od", "on", "ona", "one", "oni", "oraz",
    "pan", "po", "pod", "powiedział", "przed", "przez", "przy", "rok", "roku", "również", "siebie", "się",
    "sobie", "swoje", "swój", "są", "ta", "tak", "także", "tam", "te", "tego", "tej", "ten", "to", "trzy",
    "tu", "tych", "tylko", "tym", "u", "w", "we", "wiele", "więc", "wszystkie", "wszystko", "z", "za", "zaś",
    "ze", "że",
];
