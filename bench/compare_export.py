"""Compares a Masthead site with the real Ghost into which its export was imported, by their Content APIs, and says every difference.

usage: compare_export.py MASTHEAD_URL MASTHEAD_KEY GHOST_URL GHOST_KEY      (ends with 1 when there is one)
"""

import html.parser
import json
import sys
import urllib.parse
import urllib.request


class Words(html.parser.HTMLParser):
    """The words that a reader sees, without what scripts and drawings hold."""

    SILENT = {"script", "style", "svg", "template"}

    def __init__(self):
        super().__init__()
        self.words, self.silent = [], 0

    def handle_starttag(self, tag, _):
        self.silent += tag in self.SILENT

    def handle_endtag(self, tag):
        self.silent -= tag in self.SILENT

    def handle_data(self, data):
        if not self.silent:
            self.words.extend(data.split())


def words(markup):
    parser = Words()
    parser.feed(markup or "")
    # The way back from a footnote is Masthead's own.
    return "".join(parser.words).replace("↩", "")


def pictures(markup):
    class Sources(html.parser.HTMLParser):
        found = []

        def handle_starttag(self, tag, attributes):
            if tag == "img":
                self.found.append(dict(attributes).get("src") or "")

    parser = Sources()
    parser.found = []
    parser.feed(markup or "")
    return [local(source) for source in parser.found]


def local(address):
    """An address without the host of either site."""
    for base in bases:
        address = (address or "").replace(base, "")
    return address


class Site:
    def __init__(self, base, key):
        self.base, self.key = base.rstrip("/"), key

    def get(self, resource, **asked):
        asked = urllib.parse.urlencode({"key": self.key, "limit": "100", **asked})
        with urllib.request.urlopen(f"{self.base}/ghost/api/content/{resource}/?{asked}") as answer:
            return json.load(answer)

    def all(self, resource, **asked):
        rows, page = [], 1
        while page:
            answer = self.get(resource, page=page, **asked)
            rows += answer[resource]
            page = answer["meta"]["pagination"]["next"]
        return {row["slug"]: row for row in rows}

    def answers(self, address):
        request = urllib.request.Request(self.base + urllib.parse.quote(address, safe="/%:?=&"), method="HEAD")
        try:
            return urllib.request.urlopen(request).status
        except urllib.error.HTTPError as error:
            return error.code


def main():
    global bases
    ours, ghost = Site(*sys.argv[1:3]), Site(*sys.argv[3:5])
    bases = [ours.base, ghost.base]
    differences, compared, cut, seen = [], 0, 0, set()

    def differ(what, mine, theirs):
        nonlocal compared, cut
        compared += 1
        # What Ghost's columns are too narrow for.
        if isinstance(mine, str) and isinstance(theirs, str) and theirs.endswith("…") and mine.startswith(theirs[:-1]):
            cut += 1
            return
        if (mine or None) != (theirs or None):
            differences.append(f"{what}\n    Masthead: {str(mine)[:300]}\n    Ghost:    {str(theirs)[:300]}")

    for resource in ["posts", "pages"]:
        mine, theirs = (site.all(resource, include="tags,authors", formats="html,plaintext") for site in (ours, ghost))
        differ(f"{resource}: slugs", sorted(mine), sorted(theirs))
        differ(f"{resource}: number", len(mine), len(theirs))
        for slug in sorted(set(mine) & set(theirs)):
            a, b = mine[slug], theirs[slug]
            for field in ["title", "featured", "visibility", "custom_excerpt", "feature_image_alt", "custom_template", "meta_title",
                          "meta_description", "og_title", "og_description", "twitter_title", "twitter_description", "uuid"]:
                differ(f"{slug}: {field}", a.get(field), b.get(field))
            for field in ["feature_image", "og_image", "twitter_image", "canonical_url"]:
                differ(f"{slug}: {field}", local(a.get(field)), local(b.get(field)))
            differ(f"{slug}: published_at", a["published_at"][:19], b["published_at"][:19])
            differ(f"{slug}: tags in order", [tag["slug"] for tag in a["tags"]], [tag["slug"] for tag in b["tags"] if not tag["slug"].startswith("hash-import-")])
            differ(f"{slug}: authors in order", [who["slug"] for who in a["authors"]], [who["slug"] for who in b["authors"]])
            differ(f"{slug}: words", words(a["html"]), words(b["html"]))
            differ(f"{slug}: pictures of the text", pictures(a["html"]), pictures(b["html"]))
            seen.update(local(address) for address in [b["feature_image"], *pictures(b["html"])] if address)
    for resource, fields in [("tags", ["name", "description", "visibility", "accent_color", "meta_title", "meta_description"]),
                             ("authors", ["name", "bio", "location", "website", "facebook", "twitter"])]:
        mine, theirs = (site.all(resource) for site in (ours, ghost))
        differ(f"{resource} that Ghost lacks", [], sorted(set(mine) - set(theirs)))
        for slug in sorted(set(mine) & set(theirs)):
            for field in fields:
                differ(f"{resource} {slug}: {field}", mine[slug].get(field), theirs[slug].get(field))
            for field in ["profile_image", "cover_image", "feature_image"]:
                differ(f"{resource} {slug}: {field}", local(mine[slug].get(field)), local(theirs[slug].get(field)))
                seen.update([local(theirs[slug].get(field))] if theirs[slug].get(field) else [])
    mine, theirs = (site.get("settings")["settings"] for site in (ours, ghost))
    for field in ["title", "description", "lang", "timezone", "accent_color", "facebook", "twitter", "meta_title", "meta_description"]:
        differ(f"settings: {field}", mine.get(field), theirs.get(field))
    for field in ["navigation", "secondary_navigation"]:
        menu = [[[item["label"], local(item["url"])] for item in settings[field]] for settings in (mine, theirs)]
        differ(f"settings: {field}", *menu)
    for address in sorted(address for address in seen if address.startswith("/")):
        differ(f"{address} answers", 200, ghost.answers(address))
    print(f"{compared} values compared, {len(seen)} pictures, {cut} texts cut to Ghost's widths, {len(differences)} differences")
    for difference in differences:
        print(" ", difference)
    return 1 if differences else 0


bases = []
if __name__ == "__main__":
    sys.exit(main())
