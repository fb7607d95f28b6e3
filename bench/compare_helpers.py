"""Renders every form of every theme helper in a real Ghost and in Masthead, over the same small site, and says which come out differently.

usage: compare_helpers.py ORACLE MASTHEAD WORK

The forms are in bench/helpers/forms.txt: a line `== KIND PATH` names a page (its template and its address), each further line is one form, rendered in the
context of that page; `#` begins a note. The theme is made of them. Ends with 1 when there is a difference that is not noted.
"""

import argparse
import html
import json
import pathlib
import re
import signal
import sys
import urllib.error

from api import content
from compare_themes import Ghost, Masthead

FORMS = pathlib.Path(__file__).parent / "helpers" / "forms.txt"

# Forms whose outcome differs, and why it shall. The key is in the form.
MAY_DIFFER = {
    'fields="slug,title,url"': "Ghost has no address for a post whose id was not asked for",
    'type="secondary"': "Ghost takes “#/portal/” for the front page",
    "{{json @site.navigation}}": "a menu’s entries know here whether they are current; Ghost writes arguments backwards",
    "{{recommendations": "Ghost hides a picture that does not load by a script",
    "#prev_post}}{{slug}}{{else}}none{{/prev_post}}": "Ghost, which means to say that a page has none, gives a story",
    "content_api_key": "each site has a key of its own",
    "asset": "hashes of files are made in two ways",
    "ghost_head": "compared by compare_themes.py",
    "ghost_foot": "compared by compare_themes.py",
    "{{comments": "readers cannot comment yet",
    "timeago": "Ghost counts from the moment at which its cache was filled",
    "meta_title": "Masthead names the page on further pages in the reader's language",
}


def pages():
    """Kind, path and forms of each page."""
    found = []
    for line in FORMS.read_text().splitlines():
        if line.startswith("== "):
            found.append((*line[3:].split(), []))
        elif line.strip() and not line.startswith("#"):
            found[-1][2].append(line)
    return found


def write_theme(folder):
    """A theme that renders each form in an element of its own."""
    files = {
        "package.json": json.dumps({"name": "forms", "version": "1.0.0", "author": {"name": "A", "email": "a@example.org"}, "engines": {"ghost": ">=5.0.0"},
                                    "config": {"posts_per_page": 5, "image_sizes": {"s": {"width": 300}, "m": {"width": 600}}, "card_assets": True,
                                               "custom": {"mode": {"type": "select", "options": ["Light", "Dark"], "default": "Light"}, "wide": {"type": "boolean", "default": True},
                                                          "words": {"type": "text", "default": "it's"}, "tint": {"type": "color", "default": "#aa3311"}}}}),
        "default.hbs": "<!doctype html><html><head>{{ghost_head}}</head><body>{{{body}}}{{ghost_foot}}</body></html>",
        "error.hbs": "<p>{{statusCode}}</p>",
        "locales/en.json": json.dumps({"Hello {name}": "Hello, {name}!", "n": "{n, plural, one {# story} other {# stories}}"}),
        "assets/a.css": "a{}", "assets/a.min.css": "a{}",
        "partials/words.hbs": "<b>{{word}}</b>",
        "index.hbs": "{{!< default}}", "post.hbs": "{{!< default}}",
    }
    for kind, _, forms in pages():
        inside = "".join(f'<div class="form" id="f{n}">{form}</div>' for n, form in enumerate(forms))
        block = {"post": "{{#post}}%s{{/post}}", "page": "{{#post}}%s{{/post}}"}.get(kind, "%s")
        files[f"{kind}.hbs"] = "{{!< default}}" + block % inside
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def outcomes(page):
    """What stands in each element, in order of the forms."""
    found = re.split(r'<div class="form" id="f\d+">', page.split("<body>", 1)[-1])[1:]
    return [normal(part.rsplit("</div>", 1)[0]) for part in found]


def normal(text):
    """Spaces and the two ways to write a character do not count."""
    text = re.sub(r"\s+", " ", html.unescape(text).replace("SITE/content/", "/content/"))
    return re.sub(r"\?v=[\w-]+", "?v=HASH", text).strip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ["oracle", "masthead", "work"]:
        parser.add_argument(name, type=pathlib.Path)
    asked = parser.parse_args()
    work = asked.work.resolve()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that both sites are stopped
    theme = work / "content" / "themes" / "forms"
    write_theme(theme)
    source = work / "source.json"
    source.write_text(json.dumps(content.export()))
    ghost = Ghost(asked.oracle.resolve(), work, source)
    ours = Masthead(asked.masthead.resolve(), work, ghost.export, theme.parent)
    try:
        ghost.wear("forms")
    except urllib.error.HTTPError as refusal:  # its check of themes is stricter than its renderer
        sys.exit(f"Ghost refuses the theme: {refusal.read().decode()[:3000]}")
    ours.wear("forms")
    total = different = excused = 0
    for kind, path, forms in pages():
        (mine_status, mine), (status, theirs) = ours.page(path), ghost.page(path)
        one, other = outcomes(mine), outcomes(theirs)
        if status != 200 or mine_status != status or not len(one) == len(other) == len(forms):
            print(f"  {kind} {path}: Masthead {mine_status} with {len(one)} forms, Ghost {status} with {len(other)}, of {len(forms)}\n{re.sub('<[^>]+>', ' ', mine)[:600] if mine_status != 200 else ''}")
            different += 1
            continue
        for form, a, b in zip(forms, one, other):
            total += 1
            if a == b:
                continue
            if any(name in form for name in MAY_DIFFER):
                excused += 1
                continue
            different += 1
            print(f"  {kind}: {form}\n    Masthead {a[:300]!r}\n    Ghost    {b[:300]!r}")
    print(f"{total - different - excused} of {total} forms equal, {excused} differ as they may")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
