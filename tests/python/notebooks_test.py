# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""Every notebook of docs/notebooks runs from its first cell to its last, and is committed with its outputs."""
import json
import pathlib
import shutil
import subprocess
import sys
import time

import places
from places import SOURCE

for _module in ("ipykernel", "matplotlib", "nbconvert", "optuna", "torch"):
    places.needed(_module)

BOOKS = sorted((SOURCE / "docs/notebooks").glob("*.ipynb"))
MOST_SECONDS = 900  # three minutes on two cores of their own; the suite shares them


class Notebooks(places.FolderCase):
    def test_all_run(self):
        self.assertEqual(len(BOOKS), 5)
        for book in BOOKS:
            with self.subTest(book=book.name):
                shutil.copy(book, book.name)
                start = time.monotonic()
                done = subprocess.run([sys.executable, "-m", "nbconvert", "--to", "notebook", "--execute", "--inplace",
                                       f"--ExecutePreprocessor.timeout={MOST_SECONDS}", book.name], capture_output=True,
                                      text=True)
                self.assertEqual(done.returncode, 0, done.stderr[-3000:])
                print(f"{book.name}: {time.monotonic() - start:.0f} s")

    def test_outputs_are_committed(self):
        for book in BOOKS:
            cells = json.loads(pathlib.Path(book).read_text(encoding="utf-8"))["cells"]
            self.assertTrue(any(cell.get("outputs") for cell in cells), book.name)
            failed = [out for cell in cells for out in cell.get("outputs", []) if out["output_type"] == "error"]
            self.assertEqual(failed, [], book.name)


if __name__ == "__main__":
    places.main()
