"""Gives the same stories and the same routes.yaml to a real Ghost and to Masthead, and says for each address: equal, or what differs.

usage: compare_routes.py ORACLE MASTHEAD WORK EXPORT.json

Compared are status, place that is led to, title, canonical address, classes of the body, and the links of the page in their order; of feeds and
sitemaps the addresses in them. The two sites are those of compare_themes.py, with a WORK of their own. Ends with 1 when there is a difference.
"""

import json
import pathlib
import re
import subprocess
import sys
import urllib.error
import urllib.request

from compare_themes import Ghost, Masthead, Tree

# Collections that share stories, dated addresses, a channel, templates with data, a topic that a collection stands for, another path for topics, no
# pages of authors.
ROUTES = """
routes:
  /picks/:
    controller: channel
    filter: featured:true
    order: published_at asc
    limit: 3
    template: index
  /by/:slug/:
    controller: channel
    filter: authors:'%s'
    data: author.%s
  /front/:
    template: index
    data:
      latest:
        type: browse
        resource: posts
        limit: 2
  /plain/: index
  /crew/:
    template: page
    data: page.PAGE
  /nothing/:
    template: nowhere

collections:
  /TAG/:
    permalink: /TAG/{slug}/
    filter: tag:TAG
    data: tag.TAG
    limit: 4
  /:
    permalink: /{year}/{month}/{slug}/
    filter: tag:-TAG
    template: index

taxonomies:
  tag: /topic/{slug}/
"""

# What is not compared, and why.
NOT_COMPARED = {
    # A story that no collection takes: Ghost leads to /404/, Masthead says so at once.
    "/404/",
}


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


OPENER = urllib.request.build_opener(NoRedirect)


def ask(site, path):
    try:
        answer = OPENER.open(site.url + path, timeout=60)
    except urllib.error.HTTPError as error:
        answer = error
    body = answer.read().decode().replace(site.url, "SITE")
    return answer.status, (answer.headers.get("location") or "").replace(site.url, ""), body


def walk(element):
    for child in element[2]:
        if not isinstance(child, str):
            yield child
            yield from walk(child)


def told(site, path):
    """What is compared of an answer, by name."""
    status, location, body = ask(site, path)
    found = {"status": status, "location": location}
    if status != 200:
        return found
    if body.startswith("<?xml"):
        if "<rss" in body:  # of the stories: Ghost names the front page as the page of every feed
            found["addresses"] = re.findall(r"<item>.*?<link>([^<]*)</", body, re.DOTALL)
        else:
            found["addresses"] = sorted(re.findall(r"<loc>([^<]*)</", body))
        return found
    page = list(walk(Tree(body).root))
    text = lambda element: " ".join("".join(part for part in element[2] if isinstance(part, str)).split())
    found["title"] = next((text(element) for element in page if element[0] == "title"), None)
    found["canonical"] = next((element[1].get("href") for element in page if element[1].get("rel") == "canonical"), None)
    found["near"] = [(element[1]["rel"], element[1].get("href")) for element in page if element[0] == "link" and element[1].get("rel") in ("prev", "next")]
    found["classes"] = next((element[1].get("class") for element in page if element[0] == "body"), None)
    found["links"] = [element[1].get("href") for element in page if element[0] == "a" and (element[1].get("href") or "").startswith(("/", "SITE"))]
    return found


def addresses(ghost, tag, page):
    """Every kind of address that the file makes, and stories where Ghost says that they are."""
    listed = lambda path: [link for link in told(ghost, path)["links"] if link.count("/") > 2 and "page/" not in link]
    stories = list(dict.fromkeys(link.removeprefix("SITE") for path in ["/", "/page/2/", f"/{tag}/"] for link in listed(path)))
    of = lambda pattern: [path for path in stories if re.match(rf"/{pattern}/[^/]+/$", path)][:6]
    stories = of(r"\d{4}/\d\d") + of(tag)
    dated = next(path for path in stories if path[1].isdigit())
    special = next(path for path in stories if path.startswith(f"/{tag}/"))
    slug = lambda path: path.split("/")[-2]
    data = json.loads(ghost.export.read_text())["db"][0]["data"]
    used = {row["tag_id"] for row in data["posts_tags"]}
    # One that stories have: Ghost shows no others.
    other = next(row["slug"] for row in data["tags"] if row["id"] in used and row["slug"] != tag and not row["slug"].startswith("hash-"))
    author = json.loads(ghost.export.read_text())["db"][0]["data"]["users"][-1]["slug"]
    return stories + [
        "/", "/page/1/", "/page/2/", "/page/9999/", "/rss/", "/feed/",
        f"/{tag}/", f"/{tag}/page/2/", f"/{tag}/page/1/", f"/{tag}/rss/", f"/{tag}/feed/",
        "/picks/", "/picks/page/2/", "/picks/rss/", f"/by/{author}/", f"/by/{author}/page/2/", "/by/nobody/",
        "/front/", "/front/page/2/", "/plain/", "/plain/rss/", "/crew/", f"/{page}/", "/nothing/",
        f"/topic/{other}/", f"/topic/{other}/page/2/", f"/topic/{other}/rss/", f"/topic/{tag}/", f"/topic/{tag}/rss/", f"/tag/{other}/", f"/author/{author}/",
        f"/1999/01/{slug(dated)}/", f"/{slug(dated)}/", f"/{tag}/{slug(dated)}/", f"/2024/01/{slug(special)}/", dated + "more/", "/2024/", "/nowhere/",
        "/sitemap-posts.xml", "/sitemap-tags.xml", "/sitemap-authors.xml",
    ]


def main():
    oracle, program, work, export = map(pathlib.Path, sys.argv[1:])
    work.mkdir(parents=True, exist_ok=True)
    ghost = Ghost(oracle.resolve(), work.resolve(), export)
    ours = Masthead(program.resolve(), work.resolve(), ghost.export, oracle.resolve() / "ghost" / "content" / "themes")
    rows = json.loads(ghost.export.read_text())["db"][0]["data"]
    page = next(row["slug"] for row in rows["posts"] if row["type"] == "page" and row["status"] == "published")
    used = [row["tag_id"] for row in rows["posts_tags"]]
    public = {row["id"]: row["slug"] for row in rows["tags"] if row.get("visibility", "public") == "public"}
    # A topic of a few stories: neither most of them nor hardly one.
    tag = public[sorted((used.count(key), key) for key in public if used.count(key) > 8)[0][1]]
    text = ROUTES.replace("TAG", tag).replace("PAGE", page)
    mark = "compare-routes-boundary"
    body = f'--{mark}\r\nContent-Disposition: form-data; name="routes"; filename="routes.yaml"\r\nContent-Type: text/yaml\r\n\r\n{text}\r\n--{mark}--\r\n'
    request = urllib.request.Request(f"{ghost.url}/ghost/api/admin/settings/routes/yaml/", data=body.encode(),
                                     headers={"Origin": ghost.url, "Content-Type": f"multipart/form-data; boundary={mark}"})
    ghost.opener.open(request, timeout=120).read()
    subprocess.run([ours.program, "setting", "routes", text, "--data", str(ours.data)], check=True, stdout=subprocess.DEVNULL)
    ghost.wear("casper")
    ours.wear("casper")
    asked = addresses(ghost, tag, page)
    wrong = 0
    for path in dict.fromkeys(asked):
        mine, theirs = told(ours, path), told(ghost, path)
        if theirs["location"] in NOT_COMPARED and mine["status"] == 404:
            print(f"  {path}: not found; Ghost leads to {theirs['location']}")
            continue
        if theirs["status"] == 400 and mine["status"] >= 400:  # a template that is made for a list and fails without one
            print(f"  {path}: fails in both ({mine['status']}, Ghost {theirs['status']})")
            continue
        other = [name for name in theirs if mine.get(name) != theirs[name]]
        wrong += bool(other)
        print(f"  {path}: {'equal' if not other else ', '.join(other)}")
        for name in other:
            print(f"      Masthead {str(mine.get(name))[:600]}\n      Ghost    {str(theirs[name])[:600]}")
    ours.stop(), ghost.stop()
    print(f"{len(asked) - wrong} of {len(asked)} addresses are equal")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
