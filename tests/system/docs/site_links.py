#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Links within a folder of HTML pages lead to pages and headings; pages load nothing from elsewhere.

    site_links.py SITE
"""
import html.parser
import pathlib
import sys
import urllib.parse

LOADS = {"script": "src", "img": "src", "link": "href", "iframe": "src", "source": "src"}  # <a> loads nothing


class Page(html.parser.HTMLParser):
    def __init__(self, file: pathlib.Path):
        super().__init__()
        self.links, self.loads, self.names = [], [], set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        self.names |= {values[key] for key in ("id", "name") if values.get(key)}
        if tag == "a" and values.get("href"):
            self.links.append(values["href"])
        if LOADS.get(tag) in values and values.get("rel") not in ("canonical", "next", "prev"):
            self.loads.append(values[LOADS[tag]])


def faults_of(site: pathlib.Path) -> list:
    pages = {file: Page(file) for file in site.rglob("*.html") if file.name != "404.html"}
    faults = [] if len(pages) > 50 else [f"{len(pages)} pages only"]
    for file, page in pages.items():
        for link in page.links + page.loads:
            parts = urllib.parse.urlsplit(link)
            if parts.scheme or parts.netloc:
                faults += [f"{file}: loads {link}"] if link in page.loads and parts.scheme != "data" else []
                continue
            target = (file.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            if not target.exists():
                faults.append(f"{file}: nothing behind {link}")
            elif parts.fragment and target in pages and parts.fragment not in pages[target].names | {"__skip"}:
                faults.append(f"{file}: no heading behind {link}")
    return faults


def main() -> int:
    faults = faults_of(pathlib.Path(sys.argv[1]).resolve())
    print("\n".join(faults) or "every link of the site leads on")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
