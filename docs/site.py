# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""What mkdocs.yml does to the pages before they become a site.

The pages link each other as files of the sources, README.md and others above docs/ among them. The site is made of
a copy of docs/ in which these are pages too; a link to any other file of the sources becomes its text.
"""
import os
import pathlib
import re
import shutil

SOURCE = pathlib.Path(__file__).resolve().parent.parent
ABOVE = {"README.md": "readme.md", "CHANGELOG.md": "changelog.md", "CONTRIBUTING.md": "contributing.md"}
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
FENCE = re.compile(r"(^```.*?^```$)", flags=re.M | re.S)


def place_in_site(file: pathlib.Path):
    """A file of the sources by its path below the site's folder; None where the site does not have it."""
    above = ABOVE.get(str(file.relative_to(SOURCE))) if file.is_relative_to(SOURCE) else None
    if above:
        return pathlib.PurePosixPath(above)
    return pathlib.PurePosixPath(file.relative_to(SOURCE / "docs")) if file.is_relative_to(SOURCE / "docs") else None


def with_links(text: str, page: pathlib.Path) -> str:
    """The page with its links as they lead within the site."""
    folder = place_in_site(page).parent

    def replaced(match: re.Match) -> str:
        image, words, link = match.groups()
        path, _, anchor = link.partition("#")
        if re.match(r"[a-z]+:", link) or not path:
            return match.group(0)
        target = place_in_site((page.parent / path).resolve())
        if target is None:
            return words
        return f"{image}[{words}]({os.path.relpath(target, folder)}{'#' + anchor if anchor else ''})"

    text = re.sub(r"^([^\s|#>`-].*)\n(?=- )", r"\1\n\n", text, flags=re.M)  # mkdocs takes a list behind a blank line only
    parts = FENCE.split(text)
    return "".join(part if part.startswith("```") else LINK.sub(replaced, part) for part in parts)


def add_folder(navigation: list, section: str, folder: str) -> None:
    """Every page of a folder of docs/ in a section, but its README.md, which the section names itself."""
    entries = next(item[section] for item in navigation if section in item)
    entries += sorted(f"{folder}/{page.name}" for page in (SOURCE / "docs" / folder).glob("*.md") if page.stem != "README")


def on_config(config):
    add_folder(config["nav"], "Hardware", "models")
    add_folder(config["nav"], "How it works", "decisions")
    staged = SOURCE / "build" / "site-pages"
    shutil.rmtree(staged, ignore_errors=True)
    shutil.copytree(SOURCE / "docs", staged, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    pages = [*(SOURCE / "docs").rglob("*.md"), *(SOURCE / name for name in ABOVE)]
    for page in pages:
        (staged / place_in_site(page)).write_text(with_links(page.read_text(encoding="utf-8"), page), encoding="utf-8")
    config["docs_dir"] = str(staged)
    return config
