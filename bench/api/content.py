"""A small newsroom as a Ghost export, made for questions: every column that can be asked for is full in some rows and empty in others, names hold quotes,
percent signs, brackets and other scripts, stories are open, for members and cut by a paywall, tags are public and internal. Always the same."""

import datetime
import json

STORIES, PAGES, TAGS, AUTHORS = 48, 6, 14, 6
START = datetime.datetime(2019, 3, 1, 9, 30, tzinfo=datetime.timezone.utc)

# Names that a filter has to quote, or that a pattern could take for its own.
TITLES = [
    "Harbour budget passes", "It's the ferryman's day", 'Council says "no"', "100% of the quota", "Under_scored reports", "A (second) look, again",
    "Приказ о паромах", "ახალი ხიდი", "Ämter & Würden", "Back\\slash lane", "Prices [updated] > 5", "1.5 million in repairs", "null and void", "true story",
    "now-3d", "Über die Brücke", "ÜBER ALLES", "tilde ~ dollar $ caret ^", "plus + minus - comma ,", "2024",
]
TAG_NAMES = ["News", "City Hall", "Culture", "It's local", "Économie", "Погода", "50% off", "Long reads", "Nobody", "#internal", "#paid-only", "Sport", "a_b", "True"]
TAG_SLUGS = ["news", "city-hall", "culture", "its-local", "economie", "pogoda", "50-off", "long-reads", "nobody", "hash-internal", "hash-paid-only", "sport", "a-b", "true"]
# Name, whether it is in use, and its price a month.
TIERS = [("Gold & more", True, 700), ("It's silver", True, 300), ("Bronze", False, 100)]
# Stories for some tiers: some, all, an archived one, none.
READERSHIP = {24: [0], 30: [1, 0], 42: [2], 12: []}
AUTHOR_NAMES = ["Ada Quill", "Boris O'Neil", "Ketevan Gelashvili", "Dmitri Sokolov", "Éva Nagy", "Silent Sam"]
AUTHOR_SLUGS = ["ada", "boris", "ketevan", "dmitri", "eva", "sam"]


def id_of(kind, n):
    return f"{kind:08x}{n:016x}"


def at(days, hours=0):
    return (START + datetime.timedelta(days=days, hours=hours)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def lexical(paragraphs):
    def text(words):
        return {"detail": 0, "format": 0, "mode": "normal", "style": "", "text": words, "type": "extended-text", "version": 1}

    def block(part):
        if part == "PAYWALL":
            return {"type": "paywall", "version": 1}
        return {"children": [text(part)], "direction": "ltr", "format": "", "indent": 0, "type": "paragraph", "version": 1}

    return json.dumps({"root": {"children": [block(part) for part in paragraphs], "direction": "ltr", "format": "", "indent": 0, "type": "root", "version": 1}})


def story(n, page=False):
    """A row of `posts` and one of `posts_meta`."""
    number = n + (100 if page else 0)
    visibility = "public" if page or n % 6 else "tiers" if n in READERSHIP else ["members", "paid"][n // 6 % 2]
    words = f"Paragraph {n} tells of the harbour. " * (2 + n % 7 + (60 if n % 16 == 5 else 0))
    body = ["Opening line." if n % 3 else "An <unusual> opening & more.", *(["PAYWALL"] if visibility == "paid" or n == 30 else []), words.strip()]
    title = TITLES[n % len(TITLES)] + ("" if n < len(TITLES) else f" {n}") + (" page" if page else "")
    row = {
        "id": id_of(1, number), "uuid": f"{number:08x}-0000-4000-8000-000000000000", "title": title, "slug": ("page-" if page else "story-") + str(n),
        "lexical": lexical(body), "mobiledoc": None, "html": None, "plaintext": None, "comment_id": id_of(1, number),
        "feature_image": f"__GHOST_URL__/content/images/2024/01/picture-{n}.jpg" if n % 4 == 0 else "https://pictures.example.org/a.jpg" if n % 4 == 1 else None,
        "featured": n % 5 == 0, "type": "page" if page else "post", "status": "draft" if n == 47 else "published", "locale": None, "visibility": visibility,
        "email_recipient_filter": "all", "created_at": at(n * 20), "updated_at": at(n * 20 + n % 3, n % 7), "published_at": None if n == 47 else at(n * 20 + 1, n % 5),
        "custom_excerpt": f"Standfirst {n}: it's short" if n % 3 == 0 else None, "codeinjection_head": "<style>p{color:red}</style>" if n % 16 == 0 else None,
        "codeinjection_foot": None, "custom_template": "custom-wide" if n % 11 == 0 else None,
        "canonical_url": "https://elsewhere.example.org/a/" if n % 9 == 0 else "__GHOST_URL__/story-1/" if n % 9 == 1 else None,
        "newsletter_id": None, "show_title_and_feature_image": n % 2 == 0,
    }
    meta = {"id": id_of(2, number), "post_id": row["id"]}
    for at_n, (column, value) in enumerate({
            "og_image": "__GHOST_URL__/content/images/2024/01/og.png", "og_title": f"Shared {n}", "og_description": "Shared, it's said", "twitter_image": None,
            "twitter_title": f"Tweeted {n}", "twitter_description": None, "meta_title": f"Meta {n}", "meta_description": f"Described {n}",
            "email_subject": None if page else f"Mail {n}", "frontmatter": None, "feature_image_alt": "A picture of ‘it’",
            "feature_image_caption": "<i>Photo</i>: us"}.items()):
        meta[column] = value if (n + at_n) % 4 == 0 else None
    return row, meta


def export():
    """The whole export, as Ghost imports it."""
    data = {name: [] for name in ["posts", "posts_meta", "tags", "users", "posts_tags", "posts_authors", "settings", "products", "posts_products", "recommendations"]}
    for n in range(TAGS):
        data["tags"].append({
            "id": id_of(3, n), "name": TAG_NAMES[n], "slug": TAG_SLUGS[n], "description": f"About {n}, it's true" if n % 2 else None,
            "feature_image": "__GHOST_URL__/content/images/2024/01/tag.png" if n % 3 == 0 else None,
            "visibility": "internal" if TAG_NAMES[n].startswith("#") else "public", "og_title": f"Tag {n}" if n % 4 == 0 else None,
            "meta_title": f"Meta {n}" if n % 3 == 1 else None, "meta_description": "Tag meta" if n % 3 == 2 else None,
            "accent_color": f"#0{n % 10}8800" if n % 2 == 0 else None, "canonical_url": "https://tags.example.org/" if n == 2 else None,
            "created_at": at(n), "updated_at": at(n + 1),
        })
    for n in range(AUTHORS):
        data["users"].append({
            "id": id_of(4, n), "name": AUTHOR_NAMES[n], "slug": AUTHOR_SLUGS[n], "email": f"{AUTHOR_SLUGS[n]}@example.org", "status": "active",
            "profile_image": "__GHOST_URL__/content/images/2024/01/me.png" if n % 2 else None, "cover_image": None, "bio": f"Writes since {2000 + n}" if n % 2 == 0 else None,
            "website": "https://me.example.org/" if n == 1 else None, "location": ["Batumi", "Riga", None][n % 3], "facebook": "me.face" if n == 1 else None,
            "twitter": "@me" if n == 2 else None, "visibility": "public", "created_at": at(n), "updated_at": at(n + 1),
            "meta_title": f"Author {n}" if n == 3 else None,
        })
    for n, page in [*((n, False) for n in range(STORIES)), *((n, True) for n in range(PAGES))]:
        row, meta = story(n, page)
        data["posts"].append(row)
        data["posts_meta"].append(meta)
        number = n + (100 if page else 0)
        # Tag 8 has no story; the first of some stories is internal, some have none.
        tags = [] if n % 8 == 7 else list(dict.fromkeys([[0, 1, 2, 9, 4][n % 5], [3, 5, 0, 11][n % 4], [6, 7, 10, 12, 13][n % 5]][: 1 + n % 3]))
        for order, tag in enumerate(tags):
            data["posts_tags"].append({"id": id_of(5, number * 10 + order), "post_id": row["id"], "tag_id": id_of(3, tag), "sort_order": order})
        authors = list(dict.fromkeys([n % 5, (n + 2) % 5][: 1 + (n % 4 == 0)]))
        for order, author in enumerate(authors):
            data["posts_authors"].append({"id": id_of(6, number * 10 + order), "post_id": row["id"], "author_id": id_of(4, author), "sort_order": order})
    for n, (name, active, price) in enumerate(TIERS):
        data["products"].append({
            "id": id_of(8, n), "name": name, "slug": ["gold", "silver", "bronze"][n], "active": active, "type": "paid", "visibility": "public" if n else "none", "trial_days": 7 * n,
            "description": "All of it" if n == 0 else None, "currency": "EUR", "monthly_price": price, "yearly_price": price * 10, "created_at": at(n), "updated_at": at(n + 1),
        })
    for story_n, tiers in READERSHIP.items():
        for order, tier in enumerate(tiers):
            data["posts_products"].append({"id": id_of(9, story_n * 10 + order), "post_id": id_of(1, story_n), "product_id": id_of(8, tier), "sort_order": order})
    for n in range(7):
        data["recommendations"].append({
            "title": ["Beta", "alpha", "Gamma & co", "It's Delta", "Эпсилон", "Zeta", "Eta"][n], "url": f"https://www.site-{n}.invalid/a/{n}?b=c", "description": f"Good, it's said {n}" if n % 2 else None,
            "excerpt": f"Site {n}" if n % 3 else None, "favicon": f"https://site-{n}.invalid/icon.png" if n % 2 else None, "one_click_subscribe": n == 4,
        })
    for n, (key, value) in enumerate({"title": "The Lantern's Post", "description": "News & more", "timezone": "Asia/Tbilisi", "accent_color": "#aa3311",
                                      "navigation": json.dumps([{"label": "Home", "url": "/"}, {"label": "About", "url": "/about/"}])}.items()):
        data["settings"].append({"id": id_of(7, n), "key": key, "value": value, "group": "site", "type": "array" if value.startswith("[") else "string"})
    return {"db": [{"meta": {"exported_on": 1700000000000, "version": "6.65.0"}, "data": data}]}
