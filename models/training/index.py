# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The zoo's front page, models/zoo/README.md: which recipes are trained, with which accuracy, and which remain."""

import re
from pathlib import Path

from recipes import PLAIN, RECIPES, RETRAININGS

ZOO = Path(__file__).resolve().parents[1] / "zoo"

HEAD = """<!-- SPDX-FileCopyrightText: 2026 The Ohmic authors -->
<!-- SPDX-License-Identifier: Apache-2.0 -->
# The zoo

Networks trained by `models/training/` and exported to ONNX, one card each. `models/training/index.py` writes this
page from the recipes and the cards. Accuracy is float accuracy on the 10,000 test images.
"""
ROWS = ["Float accuracy", "Parameters", "Multiply-adds", "Epochs", "Training time"]


def card_rows(card):
    """A card's table as a dictionary."""
    return dict(re.findall(r"^\| ([^|]+) \| (.+) \|$", card.read_text(encoding="utf-8"), re.MULTILINE))


def table(cards):
    """One line per trained network, taken from its card."""
    lines = ["| network | " + " | ".join(row.lower() for row in ROWS) + " |", "|---" * (len(ROWS) + 1) + "|"]
    for name, card in cards.items():
        rows = card_rows(card)
        values = [re.sub(r" (of the 10,000 test images|per image|on .*)$", "", rows[row]) for row in ROWS]
        lines.append(f"| [{name}]({name}.md) | " + " | ".join(values) + " |")
    return "\n".join(lines)


def remaining(title, names):
    """The recipes that nobody has trained yet, as a sentence."""
    return f"{title}: " + (", ".join(f"`{name}`" for name in names) or "none") + "."


def write_index():
    """Replace models/zoo/README.md."""
    names = [*RECIPES, *RETRAININGS]
    cards = {name: ZOO / f"{name}.md" for name in names if (ZOO / f"{name}.md").exists()}
    missing = [name for name in names if name not in cards]
    variants = [name for name in missing if name in RECIPES and name not in PLAIN]
    trained = {name: card for name, card in cards.items() if name in RECIPES}
    retrained = {name: card for name, card in cards.items() if name in RETRAININGS}
    parts = [
        HEAD, "## Trained\n", table(trained), "\n## Retrained through hardware\n", table(retrained), "\n## Remaining\n",
        remaining("Plain networks", [name for name in missing if name in PLAIN]) + "\n",
        remaining("Variants for the companion studies", variants) + "\n",
        remaining("Retrained through hardware", [name for name in missing if name in RETRAININGS]),
    ]
    (ZOO / "README.md").write_text("\n".join(parts) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write_index()
