# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""A progress bar on stderr, or in a notebook's cell."""
from __future__ import annotations

import html
import sys
import time
from typing import Any, Callable, Optional, Union

#: Called with what is done of a stage; total may be 0 at a stage's start.
Listener = Callable[[str, int, int], None]


def in_notebook() -> bool:
    """Whether output goes to a notebook's cell: IPython's kernel runs this."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and type(shell).__name__ == "ZMQInteractiveShell"


def duration(seconds: float) -> str:
    whole = int(seconds + 0.5)
    return f"{whole} s" if whole < 60 else f"{whole // 60} min {whole % 60:02} s"


class Progress:
    """Shows a stage with what is done of it and what is left; leaves nothing behind."""

    def __init__(self) -> None:
        self._is_notebook = in_notebook()
        self._stage = ""
        self._since = 0.0
        self._shown: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._since = stage, now
        words = stage
        if total > 0:
            words += f": {done} of {total}"
            elapsed = now - self._since
            if 0 < done < total and elapsed > 1.0:
                words += f", {duration(elapsed / done * (total - done))} left"
        if self._is_notebook:
            self._show_cell(words, done / total if total > 0 else None)
        elif sys.stderr is not None and sys.stderr.isatty():
            sys.stderr.write("\r\x1b[K" + words)
            sys.stderr.flush()
            self._shown = True

    def _show_cell(self, words: str, share: Optional[float]) -> None:
        from IPython.display import HTML, display

        value = "" if share is None else f' value="{share:.4f}"'
        page = HTML(f'<progress{value} style="width:20em"></progress> {html.escape(words)}')
        if self._shown is None:
            self._shown = display(page, display_id=True)
        else:
            self._shown.update(page)

    def close(self) -> None:
        if self._shown is None:
            return
        if self._is_notebook:
            from IPython.display import HTML

            self._shown.update(HTML(""))
        else:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
        self._shown = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class Silence:
    """The listener that shows nothing."""

    listener = None

    def __enter__(self) -> None:
        return None

    def __exit__(self, *_: object) -> None:
        return None


class Own:
    """A listener of the caller's."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener

    def __enter__(self) -> Listener:
        return self._listener

    def __exit__(self, *_: object) -> None:
        return None


def shown(progress: Union[bool, Listener]) -> Union[Progress, Silence, Own]:
    """The context whose value is the listener: a bar for True, none for False, or the caller's own."""
    if progress is True:
        return Progress()
    return Own(progress) if callable(progress) else Silence()
