# SPDX-FileCopyrightText: 2026 The Ohmic authors
# SPDX-License-Identifier: Apache-2.0
"""What the caller gives, as the library takes it: run files, texts and mappings, overrides, places."""
from __future__ import annotations

import json
import numbers
import os
import pathlib
import re
from typing import Any, List, Mapping, Optional, Tuple, Union

from . import _ohmic
from .errors import refuse

#: A run: the path of a run file, its text (with a line end in it), or a mapping with the same keys.
Config = Union[str, "os.PathLike[str]", Mapping[str, Any]]
#: Values for full keys, {"hardware.adc.bits": 6}; mappings nest: {"hardware": {"adc": {"bits": 6}}}.
Overrides = Mapping[str, Any]


def world() -> "_ohmic.World":
    """The surroundings, read anew for every call: nothing is remembered between calls."""
    config = os.environ.get("XDG_CONFIG_HOME") or ""
    home = os.environ.get("HOME") or ""
    presets = os.path.join(config or os.path.join(home, ".config"), "ohmic", "presets") if config or home else ""
    return _ohmic.World(os.fsencode(os.getcwd()), os.fsencode(presets), os.cpu_count() or 1)


def share_folder() -> pathlib.Path:
    """The folder of the files that ship: configs/presets, configs/runs, configs/studies, models/zoo."""
    return pathlib.Path(os.fsdecode(_ohmic.share_folder()))


def find_file(name: "Union[str, os.PathLike[str]]") -> str:
    """A file as the caller names it; else (configs/runs/quickstart.yaml) among the files that ship."""
    path = os.fspath(name)
    shipped = share_folder() / path
    return str(shipped) if not os.path.exists(path) and shipped.exists() else path


def plain(value: Any, key: str) -> Any:
    """A value as YAML has it: NumPy's numbers become Python's, paths texts, tuples lists."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    if isinstance(value, Mapping):
        return {str(k): plain(v, f"{key}.{k}" if key else str(k)) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(v, key) for v in value]
    if hasattr(value, "tolist"):  # NumPy's arrays and scalars
        return plain(value.tolist(), key)
    if isinstance(value, numbers.Integral):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    raise refuse(key, f"found a {type(value).__name__}", "numbers, texts with units, lists, mappings")


def yaml_text(value: Mapping[str, Any], indent: int = 0) -> str:
    """A mapping as YAML, a key a line, so that messages name a line for each value."""
    lines: List[str] = []
    for key, item in value.items():
        name = json.dumps(str(key), ensure_ascii=False)
        if isinstance(item, Mapping) and item:
            lines.append(" " * indent + f"{name}:")
            lines.append(yaml_text(item, indent + 2))
        else:
            lines.append(" " * indent + f"{name}: {scalar_text(item)}")
    return "\n".join(lines)


# Texts that YAML takes as they are: names, paths, quantities ("1 ohm", "2 %"), which in quotes would be no numbers.
_BARE = re.compile(r"(?:[A-Za-z0-9./]|[+-][0-9.])(?:[A-Za-z0-9 ._%+/\u00b5\u03bc\u03a9-]*[A-Za-z0-9._%/\u03a9-])?")


def scalar_text(value: Any) -> str:
    """A value in one line. A text stays bare where it may be a quantity or a name, as --set takes it."""
    if isinstance(value, str) and _BARE.fullmatch(value) and value.lower() != "null":
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return repr(value)
    if isinstance(value, list):
        return "[" + ", ".join(scalar_text(item) for item in value) + "]"
    if isinstance(value, Mapping):
        pairs = (f"{json.dumps(str(k), ensure_ascii=False)}: {scalar_text(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    return json.dumps(value, ensure_ascii=False)


def override_texts(overrides: Optional[Overrides], prefix: str = "") -> List[str]:
    """Overrides as --set takes them."""
    if overrides is None:
        return []
    if not isinstance(overrides, Mapping):
        raise refuse("overrides", f"found a {type(overrides).__name__}", "a mapping of full keys to values",
                     'write {"hardware.adc.bits": 6}')
    texts: List[str] = []
    for key, value in overrides.items():
        path = prefix + str(key)
        if isinstance(value, Mapping):
            texts += override_texts(value, path + ".")
            continue
        value = plain(value, path)
        if value is None:
            raise refuse(path, "found None", "a value", "leave the key out")
        texts.append(f"{path}={value if isinstance(value, str) else scalar_text(value)}")
    return texts


def named_text(config: Config) -> Tuple[str, Optional[str]]:
    """The file that a configuration is, or the name that stands for it and its text."""
    if isinstance(config, Mapping):
        return "run", yaml_text(plain(config, "")) + "\n"
    if isinstance(config, os.PathLike):
        return find_file(config), None
    if isinstance(config, str):
        return ("run", config) if "\n" in config else (find_file(config), None)
    raise refuse("config", f"found a {type(config).__name__}", "a path, the text of a run file, or a mapping")


def load(config: Config, overrides: Optional[Overrides] = None) -> "_ohmic.Run":
    """Read and check a run."""
    name, text = named_text(config)
    encoded = text.encode("utf-8", "surrogateescape") if text is not None else None
    return _ohmic.Run(os.fsencode(name), encoded, override_texts(overrides), world())
