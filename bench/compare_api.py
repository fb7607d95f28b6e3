"""Asks a real Ghost and Masthead the same questions by the Content API, over the same content, and compares the answers field by field.

usage: compare_api.py ORACLE MASTHEAD WORK [--show N] [--only TEXT] [--made N] [--record FOLDER]

ORACLE is a folder that scripts/compare-ghost.sh made, MASTHEAD the program, WORK a folder for the two sites: what is in it is used again. The questions
are in bench/api/questions.py, the content in bench/api/content.py. With --record what Ghost answered is written down in short, for a test that needs no
Ghost. Ends with 1 when there is a difference.
"""

import argparse
import collections
import http.client
import json
import pathlib
import re
import signal
import subprocess
import sys
import urllib.parse

from api import content, questions
from compare_themes import Ghost, Masthead

# --- What must differ, and why ---

# Where a filter cannot be read Ghost's parser draws the place with dashes and lists its tokens, and of a name that its database does not know Ghost says
# that it did not understand, with the database's code; Masthead names the character and the name.
UNREADABLE = ("Request not understood error", "An unexpected error occurred, please try again.")
# Ghost forgets what stands in two pairs of parentheses, and for posts and pages, round whose filter it puts a pair itself, what stands in one. Masthead
# obeys it. So Ghost is asked without them.
GROUPED = re.compile(r"^\s*\((.*)\)\s*$", re.S)
# On SQLite Ghost compares moments as texts, and then `T` is later than any hour; on MySQL, and in Masthead, they are moments.
MOMENT = re.compile(r"'?(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?Z'?")
# What Masthead answers although Ghost, on SQLite, does not, with what to look for in a filter:
LENIENT = {
    "a word of one letter, which Ghost's lexer cannot read": re.compile(r"[:<>=\[,+(-]\w(?=[,)\]]|$)"),
    "a part of a name in any alphabet, whatever its case: SQLite folds Latin letters only, MySQL all": re.compile(r"~[\^$]?'[^']*[^\x00-\x7f]"),
    "a number of posts": re.compile(r"count\.posts:"),
    "“this or none of that field” of the table beside posts, which Ghost reads as “and”": re.compile(r"(?:,.*(?:meta|og|twitter|email)_\w+:-?null|(?:meta|og|twitter|email)_\w+:-?null.*,)"),
    "what newsletters' readers said of one story: Ghost fails": re.compile(r"^sentiment$"),
}
# What Masthead refuses although Ghost does not.
STRICT = {
    "a text with NUL in it": re.compile(r"%00"),
    "a part of a moment: they are no texts here": re.compile(r"_at:-?~"),
}
# Switches of what Masthead does not have yet, addresses of scripts that it does not load, the release.
SETTINGS = {"version", "labs", "portal_plans", "members_support_address", "support_email_address", "default_email_address", "site_uuid"}
HEADERS = ["content-type", "content-version", "vary", "access-control-allow-origin", "access-control-allow-methods", "access-control-allow-headers", "access-control-max-age",
           "cache-control", "location", "retry-after"]


def closes(text):
    """Whether the parenthesis that a text begins with ends at its last character."""
    depth = quoted = 0
    for at, letter in enumerate(text):
        quoted ^= letter == "'" and text[at - 1 : at] != "\\"
        depth += 0 if quoted else (letter == "(") - (letter == ")")
        if depth == 0:
            return at == len(text) - 1
    return False


def groups(text):
    """A filter without parentheses that change nothing."""
    while (inside := text.strip()).startswith("(") and closes(inside) and inside != "()":
        text = inside[1:-1]
    parts, start, depth, quoted = "", 0, 0, False
    for at, letter in enumerate(text):
        quoted ^= letter == "'" and text[at - 1 : at] != "\\"
        if quoted or letter not in "()":
            continue
        if letter == "(":
            parts, start = (parts + text[start:at], at + 1) if depth == 0 else (parts, start)
            depth += 1
        else:
            depth -= 1
            parts, start = (parts + f"({groups(text[start:at])})", at + 1) if depth == 0 else (parts, start)
    return parts + text[start:] if depth == 0 else text


def to_ghost(options):
    """A question as Ghost has to be asked so that it answers it."""
    if "filter" not in options:
        return options
    return options | {"filter": MOMENT.sub(r"'\1 \2'", groups(options["filter"]))}


def excused(path, options):
    """Why an answer to a question differs from Ghost's and shall, if it does."""
    text = options.get("filter") or options.get("raw") or options.get("include", "") * ("/slug/" in path)
    return next((why for why, pattern in (LENIENT | STRICT).items() if pattern.search(text)), None)


def normal(body, base, options):
    """A body as it is compared."""
    text = body.replace(base, "SITE")
    try:
        value = json.loads(text)
    except json.JSONDecodeError:
        return text[:200]
    for error in value.get("errors", []) if isinstance(value, dict) else []:
        error.pop("id", None)  # every error has one of its own
        if error["message"].startswith(UNREADABLE):
            error["context"] = error["code"] = None
    fields = options.get("fields", "feature_image").split(",")
    for row in [*value.get("posts", []), *value.get("pages", [])] if isinstance(value, dict) and "feature_image" not in fields else []:
        if "reading_time" in row:  # Ghost reckons with the picture only where that is asked for, too
            row["reading_time"] = "…"
    posts = [*value.get("posts", []), *value.get("pages", [])] if isinstance(value, dict) else []
    for tier in [*(value.get("tiers", []) if isinstance(value, dict) else []), *(tier for post in posts for tier in post.get("tiers", []))]:
        for moment in ["created_at", "updated_at"]:  # Ghost has them in memory, as they were when it last started
            if moment in tier:
                tier[moment] = "…"
    if isinstance(value, dict) and isinstance(value.get("settings"), dict):
        value["settings"] = {name: held for name, held in value["settings"].items() if name not in SETTINGS}
    return value


def differing(mine, theirs, path=""):
    """Pairs of a place and what stands there in both."""
    if isinstance(mine, dict) and isinstance(theirs, dict):
        for name in [*theirs, *(name for name in mine if name not in theirs)]:
            if name not in mine:
                yield f"{path}.{name}", "(absent)", theirs[name]
            elif name not in theirs:
                yield f"{path}.{name}", mine[name], "(absent)"
            else:
                yield from differing(mine[name], theirs[name], f"{path}.{name}")
    elif isinstance(mine, list) and isinstance(theirs, list) and len(mine) == len(theirs):
        for at, (one, other) in enumerate(zip(mine, theirs)):
            yield from differing(one, other, f"{path}[{at}]")
    elif mine != theirs or isinstance(mine, bool) != isinstance(theirs, bool):
        yield path, mine, theirs


class Asked:
    """One of the two sites, as a program asks it."""

    def __init__(self, url, key, admin):
        self.url, self.key, self.admin = url, key, admin
        self.host = urllib.parse.urlsplit(url).netloc

    def answer(self, path, asked):
        connection = http.client.HTTPConnection(self.host, timeout=30)
        connection.request(asked.get("method", "GET"), questions.address(path, asked, self.key, self.admin), headers=asked.get("headers", {}))
        answer = connection.getresponse()
        body = answer.read().decode(errors="replace")
        if answer.status == 400 and "failed to decode" in body:  # Ghost refuses before its API is asked
            return answer.status, {}, normal(body, self.url, asked)
        headers = {name.lower(): value.replace(self.url, "SITE").replace(self.key, "KEY") for name, value in answer.getheaders()}
        if not body and answer.status != 200:  # nothing has no type and no form
            headers.pop("content-type", None)
            headers["vary"] = headers.get("vary", "").lower().replace(", accept-encoding", "")
        if "no-store" in (headers.get("cache-control") or ""):  # Ghost says the same in six more words
            headers["cache-control"] = "no-store"
        if headers.get("location"):
            headers["location"] = headers["location"].removeprefix("SITE")
        if headers.get("vary"):
            headers["vary"] = ", ".join(sorted(part.strip().lower() for part in headers["vary"].split(",")))
        connection.close()
        return answer.status, {name: headers.get(name) for name in HEADERS}, normal(body.replace(self.key, "KEY"), self.url, asked)


def brief(answer):
    """An answer of Ghost in one line: what it refused, or the names of its rows in order with the fields of the first."""
    status, _, body = answer
    if status >= 400 and isinstance(body, dict) and body.get("errors"):
        error = body["errors"][0]
        return f"{status} {error['type']} {error['message']}"
    if not isinstance(body, dict):
        return str(status)
    name, rows = next(iter(body.items()), ("", None))
    if not isinstance(rows, list):
        return f"{status} {name}"
    total = body.get("meta", {}).get("pagination", {}).get("total")
    first = ",".join(sorted(rows[0])) if rows else ""
    names = [str(row.get("slug") or row.get("id") or row.get("name") or row.get("title") or "?") for row in rows]
    if len(names) > 12:
        names = [*names[:6], f"{len(names) - 9}…", *names[-3:]]
    return f"{status} {total if total is not None else '-'} [{' '.join(names)}] {first}".rstrip()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ["oracle", "masthead", "work"]:
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--show", type=int, default=3, metavar="N", help="how many differences of each answer are shown")
    parser.add_argument("--brief", action="store_true", help="one line a question")
    parser.add_argument("--only", default="", help="only questions with this text in their address")
    parser.add_argument("--made", type=int, default=320, metavar="N", help="how many questions are made of the grammar")
    parser.add_argument("--record", type=pathlib.Path, metavar="FOLDER")
    asked = parser.parse_args()
    work = asked.work.resolve()
    work.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that both sites are stopped
    source = work / "source.json"
    source.write_text(json.dumps(content.export()))
    oracle = asked.oracle.resolve()
    ghost = Ghost(oracle, work, source)
    named = next((one for one in ghost.ask("GET", "integrations", query="?include=api_keys&limit=100")["integrations"] if one["name"] == "compare"), None)
    named = named or ghost.ask("POST", "integrations", {"integrations": [{"name": "compare"}]}, "?include=api_keys")["integrations"][0]
    keys = {key["type"]: key["secret"] for key in named["api_keys"]}
    program = str(asked.masthead.resolve())
    ours = Masthead(program, work, ghost.export, oracle / "ghost" / "content" / "themes")
    said = subprocess.run([program, "key", "add", "compare", "--data", str(ours.data)], check=True, capture_output=True, text=True).stdout
    ours.wear("source")
    both = [Asked(ours.url, re.search(r"[0-9a-f]{26}", said)[0], "no-such-key"), Asked(ghost.url, keys["content"], keys["admin"])]
    equal, excuses, kinds, recorded = 0, collections.Counter(), collections.Counter(), []
    asked_all = [(path, options) for path, options in questions.all_questions(asked.made) if asked.only in questions.address(path, options, "KEY", "ADMIN")]
    for path, options in asked_all:
        mine, theirs = both[0].answer(path, options), both[1].answer(path, to_ghost(options))
        found = list(differing({"status": mine[0], "header": mine[1], "": mine[2]}, {"status": theirs[0], "header": theirs[1], "": theirs[2]}))
        if not excused(path, options):
            recorded.append((path, options, theirs))
        if not found:
            equal += 1
            continue
        if why := excused(path, options):
            excuses[why] += 1
            continue
        how = " ".join([options.get("method", ""), *(f"{name}={value}" for name, value in options.get("headers", {}).items())]).strip()
        if asked.brief:
            print(f"  {path} {({name: value for name, value in options.items() if name != 'limit'})}: " + "; ".join(
                f"{place} {json.dumps(one, ensure_ascii=False)[:70]} | {json.dumps(other, ensure_ascii=False)[:90]}" for place, one, other in found[: asked.show]))
            kinds.update({re.sub(r"\[\d+\]", "[]", place) for place, _, _ in found})
            continue
        print(f"  {urllib.parse.unquote(questions.address(path, options, 'KEY', 'ADMIN'))} {how}")
        for place, one, other in found[: asked.show]:
            print(f"    {place}\n      Masthead {json.dumps(one, ensure_ascii=False)[:300]}\n      Ghost    {json.dumps(other, ensure_ascii=False)[:300]}")
        kinds.update({re.sub(r"\[\d+\]", "[]", place) for place, _, _ in found})
    for place, number in kinds.most_common(30):
        print(f"{number:>5} {place}")
    for why, number in excuses.items():
        print(f"{number:>5} may differ: {why}")
    print(f"{equal} of {len(asked_all)} answers equal, {sum(excuses.values())} differ as they may")
    if asked.record:
        write(asked.record, ghost.export, recorded)
    return 0 if equal + sum(excuses.values()) == len(asked_all) else 1


def write(folder, export, recorded):
    """What a test without Ghost needs: the content as Ghost holds it, and its answers in short."""
    tables = json.loads(export.read_text())["db"][0]
    kept = ["posts", "posts_meta", "tags", "users", "posts_tags", "posts_authors", "products", "posts_products", "newsletters", "recommendations"]
    tables["data"] = {name: tables["data"][name] for name in kept if name in tables["data"]}
    for user in tables["data"]["users"]:
        user.pop("password", None)
    for post in tables["data"]["posts"]:
        for made_anew in ["html", "plaintext"]:
            post.pop(made_anew, None)
    (folder / "site.json").write_text(json.dumps({"db": [tables]}, ensure_ascii=False, separators=(",", ":")) + "\n")
    lines = []
    for path, options, answer in recorded:
        # Its rows are told apart by what the API shows of them, and moments go on: neither stays as it was recorded.
        if any(kept in path + options.get("include", "") for kept in ["tiers", "newsletters", "recommendations"]):
            continue
        if "method" in options or "headers" in options or options.get("key", "KEY") != "KEY" or "now" in options.get("filter", ""):
            continue
        lines.append(f"{questions.address(path, options, 'KEY', 'ADMIN')}\n    {brief(answer)}\n")
    (folder / "answers.txt").write_text("".join(lines))


if __name__ == "__main__":
    sys.exit(main())
