# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""What Ohmic raises, as the command's exit codes 2 and 3."""


class InputError(ValueError):
    """What you gave is wrong: a run file, an override, a file it names, an argument.

    The message is that of the command: ``place: key: found; allowed; try``.

    Attributes:
        place: ``file:line:column``, a file, or the text of an override; empty if there is none.
        key: full path of the key, ``hardware.adc.bits``, or the argument's name; may be empty.
        found: what is wrong.
        allowed: what would be right.
        remedy: what to try.
    """

    def __init__(self, message: str, place: str = "", key: str = "", found: str = "", allowed: str = "",
                 remedy: str = "") -> None:
        super().__init__(message)
        self.place = place
        self.key = key
        self.found = found or message
        self.allowed = allowed
        self.remedy = remedy

    def __reduce__(self):
        return type(self), (str(self), self.place, self.key, self.found, self.allowed, self.remedy)


class MachineError(RuntimeError):
    """The machine failed: a full disk, a file that cannot be written, no memory, no thread."""


def refuse(key: str, found: str, allowed: str, remedy: str = "") -> InputError:
    """An InputError of this package's own, in the command's form."""
    message = f"{key}: {found}; {allowed}" + (f"; {remedy}" if remedy else "")
    return InputError(message, "", key, found, allowed, remedy)
