# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The documentation as its tests read it: fenced blocks, tables, words in backticks.

A comment before a block tells what the test cannot see:

    <!-- not run: REASON -->     the block is not run; REASON is for the reader of the page's source
    <!-- long: REASON -->        it is run by the long test only
    <!-- needs: MODULE, MODULE --> it is left out, with a line, where Python does not have these
    <!-- file: NAME -->          the block is the text of a file that other blocks of the page name
    <!-- with: --set KEY=VALUE --> further options of `ohmic` when the block is checked
    <!-- varies: WORD, WORD -->  output lines that begin with one of these words differ from machine to machine

A yaml block whose first line is `# NAME.yaml` is such a file too.
"""
import dataclasses
import pathlib
import re

MARKER = re.compile(r"<!-- (not run|long|needs|file|with|varies): (.*?) -->")


@dataclasses.dataclass
class Block:
    page: pathlib.Path
    line: int
    language: str
    text: str
    marks: dict

    @property
    def place(self) -> str:
        return f"{self.page}:{self.line}"

    @property
    def file(self) -> str:
        """The name of the file whose text this is; empty if it is none."""
        named = re.match(r"# ([\w.-]+\.yaml)\n", self.text) if self.language == "yaml" else None
        return self.marks.get("file", named.group(1) if named else "")


def pages(source: pathlib.Path) -> list:
    """README.md first, then CONTRIBUTING.md and docs/ by name."""
    return [source / "README.md", source / "CONTRIBUTING.md", *sorted((source / "docs").rglob("*.md"))]


def blocks(page: pathlib.Path) -> list:
    found, lines, marks = [], page.read_text(encoding="utf-8").split("\n"), {}
    number = 0
    while number < len(lines):
        line = lines[number]
        mark = MARKER.fullmatch(line.strip())
        if mark:
            marks[mark.group(1)] = mark.group(2)
        elif line.startswith("```"):
            end = lines.index("```", number + 1)
            text = "\n".join(lines[number + 1 : end]) + "\n"
            found.append(Block(page, number + 1, line[3:].strip(), text, marks))
            marks, number = {}, end
        elif line.strip():
            marks = {}
        number += 1
    return found


def prose(page: pathlib.Path) -> str:
    """The page without its fenced blocks."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def ticked(text: str) -> list:
    return re.findall(r"`([^`\n]+)`", text)


def tables(page: pathlib.Path) -> list:
    """Each table as a list of rows, each row a list of its cells' text; the heading row first."""
    found, rows = [], []
    for line in prose(page).split("\n") + [""]:
        if line.startswith("|"):
            cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
            if not all(re.fullmatch(r":?-+:?", cell) for cell in cells):
                rows.append(cells)
        elif rows:
            found.append(rows)
            rows = []
    return found


def table(page: pathlib.Path, heading: str) -> list:
    """The rows below the heading of the page's only table whose first column has this heading."""
    matching = [rows for rows in tables(page) if rows[0][0] == heading]
    if len(matching) != 1:
        raise AssertionError(f"{page}: {len(matching)} tables with the first column '{heading}', one expected")
    return matching[0][1:]


def all_rows(page: pathlib.Path, heading: str) -> list:
    """The rows below the headings of all tables whose first column has this heading."""
    found = [row for rows in tables(page) if rows[0][0] == heading for row in rows[1:]]
    if not found:
        raise AssertionError(f"{page}: no table with the first column '{heading}'")
    return found


def names(cell: str) -> list:
    """The names of a table's cell: `hardware.array.rows`, `.columns` are two, the second with the first's path."""
    found = []
    for name in ticked(cell):
        if name.startswith("."):
            name = found[-1].rsplit(".", 1)[0] + name
        found.append(name)
    return found
