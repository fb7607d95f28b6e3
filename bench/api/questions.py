"""Questions to the Content API: those that somebody thought of, and as many again made of the grammar of NQL with a fixed seed."""

import random
import urllib.parse

from .content import AUTHOR_NAMES, AUTHOR_SLUGS, TAG_NAMES, TAG_SLUGS, TITLES

SEED = 665

# --- Made of the grammar ---

TEXT, FLAG, TIME, NUMBER = "text", "flag", "time", "number"
PROPERTIES = {
    "posts": {
        "slug": (TEXT, [f"story-{n}" for n in range(0, 48, 5)] + ["nowhere"]), "title": (TEXT, TITLES), "visibility": (TEXT, ["public", "members", "paid"]),
        "featured": (FLAG, []), "published_at": (TIME, []), "created_at": (TIME, []), "updated_at": (TIME, []),
        "custom_excerpt": (TEXT, ["Standfirst 3: it's short", "nothing"]), "feature_image": (TEXT, ["https://pictures.example.org/a.jpg"]),
        "custom_template": (TEXT, ["custom-wide"]), "canonical_url": (TEXT, ["https://elsewhere.example.org/a/"]), "comment_id": (TEXT, ["6"]),
        "tag": (TEXT, TAG_SLUGS), "tags": (TEXT, TAG_SLUGS), "tags.slug": (TEXT, TAG_SLUGS), "tags.name": (TEXT, TAG_NAMES), "tags.visibility": (TEXT, ["public", "internal"]),
        "primary_tag": (TEXT, TAG_SLUGS), "author": (TEXT, AUTHOR_SLUGS), "authors": (TEXT, AUTHOR_SLUGS), "authors.slug": (TEXT, AUTHOR_SLUGS),
        "authors.name": (TEXT, AUTHOR_NAMES), "primary_author": (TEXT, AUTHOR_SLUGS), "meta_title": (TEXT, ["Meta 6", "Meta 10"]), "og_title": (TEXT, ["Shared 7"]),
        "twitter_title": (TEXT, ["Tweeted 4"]), "meta_description": (TEXT, ["Described 1"]), "feature_image_alt": (TEXT, ["A picture of ‘it’"]),
        "email_subject": (TEXT, ["Mail 4", "Mail 8"]), "codeinjection_head": (TEXT, ["<style>p{color:red}</style>"]),
    },
    "tags": {
        "slug": (TEXT, TAG_SLUGS), "name": (TEXT, TAG_NAMES), "visibility": (TEXT, ["public", "internal"]), "description": (TEXT, ["About 3, it's true"]),
        "feature_image": (TEXT, ["x"]), "meta_title": (TEXT, ["Meta 4"]), "accent_color": (TEXT, ["#028800"]), "og_title": (TEXT, ["Tag 4"]),
    },
    "authors": {
        "slug": (TEXT, AUTHOR_SLUGS), "name": (TEXT, AUTHOR_NAMES), "location": (TEXT, ["Riga", "Batumi"]), "bio": (TEXT, ["Writes since 2002"]),
        "website": (TEXT, ["https://me.example.org/"]), "facebook": (TEXT, ["me.face"]), "twitter": (TEXT, ["@me"]), "profile_image": (TEXT, ["x"]),
    },
}
PROPERTIES["pages"] = {name: kind for name, kind in PROPERTIES["posts"].items() if name != "email_subject"} | {"show_title_and_feature_image": (FLAG, [])}
MOMENTS = ["'2019-06-01'", "2020-01-01", "'2020-03-05 12:00:00'", "2021-02-28T09:30:00.000Z", "now-30d", "now-6y", "now+1h", "now-2w", "now-80M", "'2019-03-02 09:30:00'"]


def quoted(text):
    return "'" + text.replace("'", "\\'").replace('"', '\\"') + "'"


def literal(dice, text):
    plain = all(character.isalnum() or character in "-_." for character in text) and not text.startswith("-")
    return text if plain and dice.random() < 0.6 else quoted(text)


def term(dice, resource):
    name, (kind, values) = dice.choice(sorted(PROPERTIES[resource].items()))
    no = dice.choice(["", "", "-"])
    if kind == FLAG:
        return f"{name}:{no}{dice.choice(['true', 'false'])}"
    if kind == TIME:
        return f"{name}:{dice.choice(['>', '>=', '<', '<=', '', '-'])}{dice.choice(MOMENTS)}"
    shape = dice.random()
    value = dice.choice(values)
    if shape < 0.12:
        return f"{name}:{no}null"
    if shape < 0.3:
        return f"{name}:{no}[{','.join(literal(dice, text) for text in dice.sample(values, min(len(values), dice.randint(1, 3))))}]"
    if shape < 0.5:
        start = dice.randrange(len(value))
        part = value[start:start + dice.randint(1, 5)]
        return f"{name}:{no}{dice.choice(['~', '~^', '~$'])}{quoted(part if dice.random() < 0.5 else dice.choice([value[:4], value[-3:]]))}"
    if shape < 0.58:
        return f"{name}:{dice.choice(['>', '>=', '<', '<='])}{literal(dice, value)}"
    return f"{name}:{no}{literal(dice, value)}"


def group(dice, resource, depth=0):
    parts = []
    for _ in range(dice.choice([1, 1, 2, 2, 3])):
        parts.append(f"({group(dice, resource, depth + 1)})" if depth < 3 and dice.random() < 0.2 else term(dice, resource))
    out = parts[0]
    for part in parts[1:]:
        out += dice.choice("++,") + part
    return out


def options(dice, resource):
    asked = {}
    if dice.random() < 0.4:
        asked["limit"] = dice.choice(["1", "3", "5", "15", "100", "all"])
    if dice.random() < 0.25:
        asked["page"] = dice.choice(["1", "2", "3", "9"])
    if dice.random() < 0.3:
        asked["include"] = dice.choice(["tags", "authors", "tags,authors", "count.posts"])
    if dice.random() < 0.35:
        asked["fields"] = dice.choice(["id,slug", "slug,title,url", "slug,html", "title,excerpt", "slug,name,url", "slug,reading_time", "slug,primary_tag,tags"])
    if dice.random() < 0.2:
        asked["formats"] = dice.choice(["html", "plaintext", "html,plaintext"])
    if dice.random() < 0.35:
        asked["order"] = dice.choice(["slug asc", "slug desc", "published_at asc", "title desc", "featured desc,slug asc", "name desc", "count.posts desc", "updated_at desc, slug asc"])
    return asked


def generated(number):
    dice = random.Random(SEED)
    for _ in range(number):
        resource = dice.choice(["posts", "posts", "posts", "pages", "tags", "authors"])
        yield resource + "/", {"filter": group(dice, resource), **options(dice, resource)}


# --- Thought of ---

FILTERS = [
    # Values as the lexer sees them.
    "slug:story-1", "slug:'story-1'", "title:2024", "title:'2024'", "title:1.5", "comment_id:6.9", "featured:1", "featured:0", "featured:'true'", "featured:TRUE", "featured:True",
    "title:~'it\\'s'", "title:~'\\\"no\\\"'", "title:'It\\'s the ferryman\\'s day'", 'title:\'Council says \\"no\\"\'', "title:~'100%'", "title:~'%'", "title:~'_'", "title:~'r_s'",
    "title:~'\\\\'", "title:~'*'", "title:~'['", "title:~'über'", "title:~'ÜBER'", "title:~'приказ'", "title:~'ПРИКАЗ'", "title:~'ახალი'", "title:Приказ\\ о", "title:~^'a (s'",
    "title:~$'$ caret ^'", "title:~'~ dollar $'", "title:'null and void'", "title:null", "title:-null", "title:'null'", "title:'true story'", "title:'now-3d'", "title:now-3d",
    "slug:-story-1", "slug:[story-1,story-2]", "slug:-[story-1,story-2]", "slug:['story-1',story-3]", "slug:[story-1]", "slug:[story-5,story-1,story-9]", "slug:[null,story-1]",
    "custom_excerpt:[null]", "custom_excerpt:-[null]", "custom_excerpt:[null,'Standfirst 3: it\\'s short']", "custom_template:-custom-wide", "custom_template:-[custom-wide]",
    "custom_excerpt:-~'short'", "custom_excerpt:-'nothing'",
    # Dates.
    "published_at:>2020-01-01", "published_at:<='2019-03-02 09:30:00'", "published_at:>=2019-03-22T10:30:00.000Z+published_at:<2019-06-01", "published_at:>now-7y",
    "published_at:<now-7y", "created_at:>now-1M", "updated_at:<now+1d", "published_at:>now-1x", "published_at:2019-03-02", "published_at:>'nonsense'", "published_at:>2019",
    "published_at:>1550000000000", "published_at:null", "published_at:-null", "published_at:>now", "published_at:>now-0d", "published_at:~'2019'", "published_at:~^'2019-03'",
    # And, or, groups.
    "featured:true+visibility:public", "featured:true,visibility:paid", "featured:true+visibility:public,slug:story-1", "(featured:true,slug:story-1)+visibility:public",
    "((featured:true))", "((featured:true,slug:story-1)+(visibility:public,visibility:paid))", " featured:true + visibility:public ", "featured: true", "featured:true+(tag:news)",
    # Relations.
    "tag:news", "tags:news", "tags.slug:news", "tag:-news", "tags:-news", "tag:[news,culture]", "tag:-[news,culture]", "tags:[news+its-local]", "tags:[news+nowhere]", "tag:news+tag:its-local",
    "tag:news,tag:culture", "tag:news+tag:-its-local", "tag:-news+tag:-culture", "tags:null", "tags:-null", "tag:null", "primary_tag:news", "primary_tag:-news", "primary_tag:[news,culture]",
    "primary_tag:-[news,culture]", "primary_tag:null", "primary_tag:-null", "primary_tag:hash-internal", "tags.visibility:internal", "tags.visibility:-internal", "tags.name:'City Hall'",
    "tags.name:~'it\\'s'", "tags.name:~^'c'", "tags.id:000000030000000000000000", "tags.slug:news+tags.visibility:public", "tags.slug:news+tags.name:News", "primary_tag.slug:news",
    "primary_tag.name:News", "tag:nobody", "tag:hash-internal", "author:ada", "authors:ada", "authors.slug:ada", "author:-ada", "authors:[ada,boris]", "authors:[ada+ketevan]",
    "authors:-[ada,boris]", "primary_author:ada", "primary_author:-ada", "primary_author:ketevan", "authors.name:'Boris O\\'Neil'", "authors.name:~'é'", "author:sam", "author:ada+tag:news",
    "authors.slug:ada+authors.slug:ketevan", "tag:~'e'", "tag:~^'c'", "tag:-~'e'", "tag:>m", "tags.slug:[news,culture]+tags.visibility:public", "authors.location:Riga", "tags.meta_title:'Meta 4'",
    "posts_tags.sort_order:0", "posts_tags.sort_order:0+tag:news", "authors.id:000000040000000000000001", "author.slug:ada", "author_id:1",
    # Columns of the table beside.
    "meta_title:null", "meta_title:-null", "meta_title:'Meta 6'", "posts_meta.meta_title:'Meta 6'", "og_title:~'shared'", "email_subject:-null", "feature_image_alt:~'‘it’'", "frontmatter:null",
    "posts.slug:story-1", "posts.featured:true",
    # What nobody may ask for is left out; what does not exist is refused.
    "status:draft", "status:published", "type:page", "page:true", "html:~'harbour'", "plaintext:~'x'", "email_only:true", "locale:null", "lexical:~'a'", "authors.email:~'a'",
    "authors.password:~'a'", "authors.status:active", "tags.created_at:>2020-01-01", "newsletter_id:null", "published_by:1", "show_title_and_feature_image:true", "nosuch:1", "tags.nosuch:1",
    "authors.nosuch:1", "count.posts:>1", "url:'/a/'", "excerpt:~'a'", "id:000000010000000000000001", "id:-000000010000000000000001", "uuid:00000001-0000-4000-8000-000000000000",
    "uuid:-00000001-0000-4000-8000-000000000000", "slug:story-1+html:~'x'", "html:~'x',slug:story-1", "canonical_url:null", "canonical_url:~'elsewhere'", "feature_image:null",
    "feature_image:~'picture-4'", "codeinjection_head:-null", "comment_id:000000010000000000000001", "email_recipient_filter:all", "newsletter.slug:x", "tiers:free", "tiers.slug:free",
    # What cannot be read.
    "tag:", ":news", "tag:news+", "+tag:news", "tag:news,,tag:a", "(tag:news", "tag:news)", "tag:[news", "tag:news]", "tag:[]", "tag:['news']", "tag:'news", "tag:news'", "tag:\"news\"", "tag::news",
    "tag:>", "tag:>=", "tag:~news", "tag:~", "tag:--news", "tag:!news", "tag news", "tag:news tag:culture", "tag:news;tag:culture", "tag:a=b", "title:~''", "title:''", "tag:[a,b+c]", "tag:-[a+b]",
    "()", "(", "*", "a.b.c:1", "1:1", "tag:(news)", "tag:[(news)]", "featured:tru", "título:1", "slug:story\\-1", "title:back\\\\slash", "title:~'\\\\s'", "title:a\\'b", "title:a\\+b",
    "title:\\[x", "slug:story-1\t", "slug:story-1\n+featured:false", "published_at:<now-3000y", "title:99999999999999999999", "title:-5", "slug:~^'story-1'",
    "slug:~$'-1'", "slug:-~^'story'", "slug:-~$'1'", "title:<b", "title:>=Ü", "visibility:>members", "featured:>false", "featured:[true,false]", "featured:-true", "featured:null", "featured:-null",
]

LISTS = ["posts/", "pages/", "tags/", "authors/", "tiers/", "newsletters/", "recommendations/", "settings/"]
ORDERS = [
    "published_at asc", "published_at desc", "published_at ASC", "title asc", "title desc", "slug asc", "slug desc", "featured desc, published_at desc", "published_at", "nosuch asc", "title asc,nosuch desc",
    "authors.name asc", "tags.name asc", "count.posts desc", "created_at asc", "updated_at desc", "visibility asc, slug desc", "custom_excerpt asc,slug asc", "meta_title desc, slug asc",
    "posts.title asc", "html asc", "a;b", "title asc asc", "title  asc", "title sideways", "id asc", "uuid desc", "feature_image asc, slug asc", "lower(title) asc", ",", "password asc",
    "og_title asc, slug asc", "ug desc",
]
FIELDS = ["id", "slug", "title,slug", "url", "html", "plaintext", "excerpt", "custom_excerpt", "excerpt,custom_excerpt", "reading_time", "reading_time,html", "tags", "authors", "primary_tag", "access",
          "comments", "published_at,created_at,updated_at", "feature_image,og_image", "meta_title,og_title", "nosuch", "nosuch,id", "visibility", "codeinjection_head", "email_subject", "frontmatter",
          "show_title_and_feature_image", "status", "type", "email_only", "canonical_url", "ID", " slug , title ", "slug,slug", "uuid,comment_id", "count", "name", "name,slug,url", "lexical", "mobiledoc", ","]


def thought_of():
    """Pairs of a path and its options; what stands under `headers` is sent as such, `method` and `key` likewise."""
    for text in FILTERS:
        yield "posts/", {"filter": text, "fields": "id,slug", "limit": "100"}
    for text in ["slug:news", "visibility:internal", "name:~'l'", "count.posts:>5", "count.posts:0", "created_at:>2020-01-01", "name:'It\\'s local'", "slug:[culture,news]", "name:>m", "name:[News,Culture]",
                 "description:null", "description:-null", "accent_color:~'88'", "parent_id:null", "tags.slug:news", "posts.slug:story-1", "slug:-news", "slug:", "nosuch:1", "html:x", "id:000000030000000000000000"]:
        yield "tags/", {"filter": text, "limit": "100"}
    for text in ["slug:ada", "name:~'a'", "location:null", "location:[Riga,Batumi]", "status:active", "email:~'ada'", "count.posts:>5", "slug:[eva,ada]", "created_at:>2020-01-01", "roles:null", "website:-null",
                 "slug:sam", "bio:~'since'", "visibility:public", "users.slug:ada", "posts.slug:story-1", "nosuch:1", "id:000000040000000000000000", "slug:-ada", "last_seen:null"]:
        yield "authors/", {"filter": text, "limit": "100"}
    for text in ["slug:free", "type:free", "type:-free", "visibility:public", "active:true", "active:false", "name:~'e'", "slug:", "nosuch:1", "monthly_price:>1", "welcome_page_url:null"]:
        yield "tiers/", {"filter": text}
    for text in ["slug:default-newsletter", "status:active", "status:archived", "name:~'x'", "sender_email:null", "nosuch:1", "sort_order:0", "visibility:members", "slug:"]:
        yield "newsletters/", {"filter": text}
    for text in ["visibility:tiers", "visibility:[tiers,paid]", "visibility:-tiers", "visibility:tiers+tag:news"]:
        yield "posts/", {"filter": text, "include": "tiers", "limit": "100"}
        yield "posts/", {"filter": text, "fields": "slug,visibility,access", "limit": "100"}
    for path in ["posts/slug/story-24/", "posts/slug/story-30/", "posts/slug/story-42/", "posts/slug/story-12/"]:
        for asked in [{}, {"include": "tiers"}, {"include": "tiers", "fields": "title"}, {"include": "tiers", "fields": "visibility,url", "formats": "plaintext"}]:
            yield path, asked
    for options in [{"limit": "2"}, {"limit": "2", "page": "2"}, {"limit": "all"}, {"limit": "abc"}, {"limit": "-1"}, {"page": "9"}, {"page": "abc"}, {"order": "title asc"}, {"order": "title"}, {"order": ""},
                    {"order": "one_click_subscribe desc, title asc"}, {"order": "created_at asc"}, {"order": "description asc, excerpt desc"}, {"order": "url asc"}, {"order": "TITLE asc"}, {"order": "title ASC"},
                    {"order": "title asc,"}, {"order": "count.clicks desc"}, {"fields": "title"}, {"fields": "nosuch"}, {"include": "count.clicks"}, {"filter": "title:Zeta"}, {"filter": "title:~'amma'"},
                    {"filter": "one_click_subscribe:true"}, {"filter": "title:"}, {"filter": "recommendations.title:[Beta,Eta]"}, {"filter": "url:~'site-3'"}]:
        yield "recommendations/", options
    for order in ORDERS:
        yield "posts/", {"order": order, "fields": "id,slug,title", "limit": "100"}
    for order in ["title asc", "slug desc", "published_at desc", "show_title_and_feature_image asc, slug asc"]:
        yield "pages/", {"order": order}
    for order in ["name asc", "slug desc", "count.posts desc", "count.posts asc, slug desc", "count.posts DESC", "created_at asc", "visibility asc,slug asc", "description asc, slug asc", "posts asc", "nosuch asc", "accent_color desc, slug asc"]:
        yield "tags/", {"order": order, "limit": "100"}
        yield "tags/", {"order": order, "include": "count.posts"}
    for order in ["name asc", "slug desc", "count.posts desc", "count.posts asc", "created_at asc", "location asc, slug asc", "email asc", "nosuch asc", "last_seen desc"]:
        yield "authors/", {"order": order, "include": "count.posts"}
    for path in ["posts/", "tags/"]:
        for empty in [{"order": ""}, {"fields": ""}, {"filter": ""}, {"include": ""}, {"include": "tags, authors"}, {"include": "Tags"}]:
            yield path, {**empty, "limit": "2"}
    yield "posts/", {"order": "slug asc", "filter": "slug:[story-9,story-1,story-5]"}
    yield "pages/", {"filter": "slug:[page-3,page-1]"}
    for fields in FIELDS:
        yield "posts/", {"fields": fields, "limit": "7"}
        yield "posts/slug/story-12/", {"fields": fields}
    for fields in ["id", "title", "url", "show_title_and_feature_image", "email_subject", "html"]:
        yield "pages/", {"fields": fields}
    for fields in ["id", "name", "url", "slug,count", "visibility", "nosuch", "created_at", "parent_id"]:
        yield "tags/", {"fields": fields}
        yield "tags/", {"fields": fields, "include": "count.posts"}
    for fields in ["id", "name", "url", "email", "location,bio", "password", "status", "nosuch"]:
        yield "authors/", {"fields": fields}
    for fields in ["id", "name,slug", "monthly_price", "benefits", "nosuch"]:
        yield "tiers/", {"fields": fields}
    for fields in ["id", "name,slug", "sender_email", "nosuch"]:
        yield "newsletters/", {"fields": fields}
    yield "settings/", {"fields": "title"}
    for formats in ["html", "plaintext", "html,plaintext", "lexical", "mobiledoc", "word", "html,word", "", "HTML", "html, plaintext"]:
        yield "posts/", {"formats": formats, "limit": "8"}
        yield "posts/", {"formats": formats, "fields": "slug", "limit": "8"}
        yield "posts/slug/story-18/", {"formats": formats}
    for include in ["tags", "authors", "tags,authors", "tiers", "tags,authors,tiers", "nosuch", "tags,nosuch", "count.posts", "primary_tag", "sentiment", "", "TAGS", "posts", "tags.posts"]:
        yield "posts/", {"include": include, "limit": "7"}
        yield "pages/", {"include": include, "limit": "3"}
        yield "posts/slug/story-6/", {"include": include}
    for include in ["count.posts", "posts", "nosuch", "tags", "count.posts,nosuch"]:
        yield "tags/", {"include": include, "limit": "4"}
        yield "authors/", {"include": include, "limit": "4"}
    yield "authors/slug/ada/", {"include": "count.posts"}
    yield "tags/slug/news/", {"include": "count.posts"}
    for include in ["monthly_price", "yearly_price", "benefits", "monthly_price,yearly_price,benefits", "nosuch"]:
        yield "tiers/", {"include": include}
    for limit in ["1", "0", "-1", "abc", "1.5", "101", "1000", "all", "", "99999999999999999999", "1e2", " 5", "5x", "+5", "0x10"]:
        yield "posts/", {"limit": limit, "fields": "slug"}
        yield "tags/", {"limit": limit, "fields": "slug"}
    yield "tiers/", {"limit": "1"}
    yield "newsletters/", {"limit": "1"}
    yield "recommendations/", {"limit": "1"}
    for page in ["1", "2", "3", "4", "0", "-1", "abc", "1.5", "", "999", "2x", " 2"]:
        yield "posts/", {"page": page, "fields": "slug"}
        yield "authors/", {"page": page, "limit": "2", "fields": "slug"}
    for path in LISTS:
        yield path, {}
        yield path, {"absolute_urls": "true", "limit": "3"}
    for path in ["search-index/posts/", "search-index/authors/", "search-index/tags/", "search-index/", "search-index/pages/", "search-index/posts/1/"]:
        yield path, {}
    for path in ["posts/slug/story-1/", "posts/slug/story-0/", "posts/slug/story-6/", "posts/slug/story-47/", "posts/slug/page-1/", "posts/slug/nowhere/", "posts/slug/St%20ory/", "posts/slug/STORY-1/",
                 "pages/slug/page-1/", "pages/slug/story-1/", "tags/slug/news/", "tags/slug/nobody/", "tags/slug/hash-internal/", "tags/slug/nowhere/", "authors/slug/ada/", "authors/slug/sam/",
                 "authors/slug/nowhere/", "posts/1/", "posts/abc/", "posts/000000010000000000000001/", "posts/ffffffffffffffffffffffff/", "pages/000000010000000000000001/", "tags/000000030000000000000000/",
                 "tags/1/", "tags/xyz/", "authors/1/", "authors/me/", "authors/xyz/", "offers/1/", "offers/ffffffffffffffffffffffff/", "offers/xyz/", "offers/", "tiers/1/", "newsletters/1/",
                 "settings/title/", "nothing/", "", "posts/slug/", "posts/slug/a/b/", "posts//", "users/", "members/", "subscribers/", "collections/", "posts/slug/story-1%00/", "posts/%ff/", "posts/%zz/"]:
        yield path, {}
    for path in ["posts/slug/story-0/", "posts/slug/story-18/"]:
        for asked in [{"include": "tags,authors"}, {"formats": "html,plaintext"}, {"fields": "title,html"}, {"include": "tags,authors,tiers", "formats": "plaintext", "fields": "title"}, {"filter": "slug:x"}, {"limit": "x"}]:
            yield path, asked
    # Who asks, and how.
    for key in [None, "", "wrong", "0" * 26, "KEY&key=KEY", "ADMIN"]:
        yield "posts/", {"key": key, "limit": "1", "fields": "slug"}
    yield "nothing/", {"key": None}
    yield "posts", {"limit": "1", "fields": "slug"}
    yield "posts", {"key": None}
    for version in ["v5.0", "v6.0", "v3.0", "v4", "v99.0", "garbage", "v6.65"]:
        yield "posts/", {"limit": "1", "fields": "slug", "headers": {"Accept-Version": version}}
    for root in ["v2", "v3", "v4", "canary", "v5", "v6", "v1", "v0.1"]:
        yield f"/ghost/api/{root}/content/posts/", {"limit": "1", "fields": "slug"}
    yield "/ghost/api/content/", {}
    yield "/ghost/api/", {}
    yield "posts/", {"limit": "1", "fields": "slug", "headers": {"Origin": "https://elsewhere.example.org"}}
    yield "posts/", {"method": "OPTIONS", "headers": {"Origin": "https://elsewhere.example.org", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "accept-version"}}
    for method in ["POST", "PUT", "DELETE", "PATCH", "HEAD"]:
        yield "posts/", {"method": method, "limit": "1", "fields": "slug"}
    # Twice the same name, and other forms of a list.
    yield "posts/", {"raw": "limit=1&limit=2&fields=slug"}
    yield "posts/", {"raw": "fields[]=slug&limit=1"}
    yield "posts/", {"raw": "fields=slug&fields=title&limit=1"}
    yield "posts/", {"raw": "filter=tag:news&filter=tag:culture&fields=slug"}
    yield "posts/", {"raw": "filter[a]=1&fields=slug&limit=1"}
    yield "posts/", {"raw": "include[]=tags&include[]=authors&limit=1"}
    yield "posts/", {"raw": "limit[a]=1&fields=slug"}
    yield "posts/", {"raw": "unknown=1&fields=slug&limit=1"}
    yield "posts/", {"raw": "filter=%00&fields=slug"}
    yield "posts/", {"raw": "filter=slug:%ff&fields=slug"}
    yield "posts/", {"raw": "filter=slug:%zz&fields=slug"}
    yield "posts/", {"raw": "filter=title:~'%00'&fields=slug"}


def address(path, asked, key, admin):
    """The path and query of a question."""
    asked = dict(asked)
    path = path if path.startswith("/") else "/ghost/api/content/" + path
    for other in ["headers", "method"]:
        asked.pop(other, None)
    wanted = asked.pop("key", "KEY")
    raw = asked.pop("raw", None)
    query = raw if raw is not None else urllib.parse.urlencode(asked, quote_via=urllib.parse.quote)
    if wanted is not None:
        query = "&".join(filter(None, [query, "key=" + wanted.replace("KEY", key).replace("ADMIN", admin)]))
    return path + (f"?{query}" if query else "")


def all_questions(number):
    yield from thought_of()
    yield from generated(number)
