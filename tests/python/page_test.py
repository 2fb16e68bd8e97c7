# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""The blocks of docs/python.md run as they are written, one after the other in one folder."""
import pathlib
import re
import sys
import unittest

import places
from places import SOURCE

sys.path.insert(0, str(SOURCE / "tests/system/docs"))
import page as documentation

from ohmic._inputs import yaml_text

PAGE = SOURCE / "docs/python.md"


class Page(places.FolderCase):
    def setUp(self):
        super().setUp()
        pathlib.Path("run.yaml").write_text(yaml_text(places.RUN) + "\n")
        for room in ("configs", "models"):
            pathlib.Path(room).symlink_to(SOURCE / room)

    def run_blocks(self, wants_torch):
        ran = 0
        names = {}
        for block in documentation.blocks(PAGE):
            if block.language != "python" or "not run" in block.marks:
                continue
            if bool(re.search(r"torch", block.text)) != wants_torch:
                continue
            exec(compile(block.text, f"{PAGE}:{block.line}", "exec"), names)
            ran += 1
        return ran

    def test_blocks_without_pytorch(self):
        self.assertGreaterEqual(self.run_blocks(False), 4)

    def test_blocks_with_pytorch(self):
        try:
            import torch  # noqa: F401
        except ImportError as error:
            self.skipTest(str(error))
        self.assertGreaterEqual(self.run_blocks(True), 1)


if __name__ == "__main__":
    places.main()
