#!/usr/bin/env python3
# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Links lead somewhere, every page is linked from README.md, and the project's files that pages name exist.

    links.py SOURCE
"""
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import page as documentation

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ROOMS = ("configs", "models", "devices", "mapping", "sim", "tests", "docs", ".ci")


def anchors(page: pathlib.Path) -> set:
    """The names of a page's headings, as a reader on the web links them."""
    headings = re.findall(r"^#+ (.*)$", documentation.prose(page), flags=re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def targets(page: pathlib.Path) -> list:
    links = [link for link in LINK.findall(documentation.prose(page)) if not re.match(r"[a-z]+:", link)]
    return [(link, (page.parent / link.split("#")[0]).resolve() if link.split("#")[0] else page) for link in links]


def check_links(page: pathlib.Path) -> list:
    faults = []
    for link, target in targets(page):
        anchor = link.partition("#")[2]
        if not target.exists():
            faults.append(f"{page}: no file behind the link {link}")
        elif anchor and anchor not in anchors(target):
            faults.append(f"{page}: no heading behind the link {link}")
    return faults


def check_names(page: pathlib.Path, source: pathlib.Path) -> list:
    """`sim/array/kernel.h`: a path from the top, with or without its ending; `*` and NAME for any letters."""
    faults = []
    for name in documentation.ticked(documentation.prose(page)):
        path = re.fullmatch(r"((?:%s)/[\w./*-]*)(?::\S*)?" % "|".join(map(re.escape, ROOMS)), name)
        pattern = path.group(1).rstrip("/").replace("NAME", "*") if path else ""
        if path and not (list(source.glob(pattern)) or list(source.glob(pattern + ".*"))):
            faults.append(f"{page}: no file {name}")
    return faults


def check_reach(source: pathlib.Path) -> list:
    """Pages that no chain of links from README.md reaches."""
    reached, waiting = set(), [source / "README.md"]
    while waiting:
        page = waiting.pop()
        if page.suffix == ".md" and page.exists() and page not in reached:
            reached.add(page)
            waiting += [target for _, target in targets(page)]
    return [f"{page}: no link leads here" for page in documentation.pages(source) if page not in reached]


def main() -> int:
    source = pathlib.Path(sys.argv[1]).resolve()
    faults = check_reach(source)
    for page in documentation.pages(source):
        faults += check_links(page) + check_names(page, source)
    print("\n".join(faults) or "every link and file is there")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
