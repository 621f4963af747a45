"""Plain data as YAML that people can read and that reads back as the same data."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from changekit.errors import InvalidValueError
from changekit.files.yaml import compose
from changekit.model.nodes import is_null
from changekit.model.reading import Log

__all__ = ["by_hand", "plain", "to_yaml"]

_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ODD_BREAKS = re.compile("[\r\x85\u2028\u2029\ufeff]")
_TRUTH = {"true": True, "false": False}


def to_yaml(data: object) -> str:
    """Return plain data as YAML that reads back as the same data; dates are written as text.

    Raises:
        InvalidValueError: The data holds what a file here cannot hold.

    >>> print(to_yaml({"code": "0650", "title": {"sv": "Må bättre: nu"}, "start": "2010-01-01"}))
    code: '0650'
    title:
      sv: 'Må bättre: nu'
    start: 2010-01-01
    <BLANKLINE>
    """
    try:
        text: str = yaml.dump(
            _built_in(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=99,
            default_flow_style=False,
        )  # fmt: skip
        if _same(plain(text.encode()), data):
            return text
    except (yaml.YAMLError, RecursionError, UnicodeError, ValueError):
        pass
    msg = f"this would not read back from a YAML file as it is: {repr(data)[:200]}"
    raise InvalidValueError(msg)


def by_hand(old: bytes) -> bool:
    """Tell whether a file is not exactly what `to_yaml` writes for what it says."""
    try:
        return bool(old) and to_yaml(plain(old)).encode() != old
    except (InvalidValueError, ValueError):
        return True


def plain(data: bytes) -> Any:  # Any: plain data
    """Return what YAML says: texts, numbers, truth values, None, lists and mappings.

    Raises:
        ValueError: It is not YAML as it is read here.
    """
    log = Log()
    composed = compose(data, "", log)
    if log.findings:
        raise ValueError(log.findings[0].line())
    return _value(composed.node)


def _value(node: Any) -> Any:  # Any: a node, and plain data
    if node.id == "sequence":
        return [_value(item) for item in node.value]
    if node.id == "mapping":
        pairs = {key.value: _value(value) for key, value in node.value}
        if len(pairs) < len(node.value):
            msg = "a key stands twice"
            raise ValueError(msg)
        return pairs
    return node.value if node.style else _scalar(node.value)


def _scalar(text: str) -> Any:  # Any: plain data
    """Return what a scalar without quotes says, by the notations that files here know."""
    if is_null(yaml.ScalarNode("", text)):
        return None
    if text in _TRUTH:
        return _TRUTH[text]
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if set(text) & set(".eE") else int(text)


def _built_in(data: object) -> object:
    """Return data with mappings and lists as Python's own."""
    if isinstance(data, Mapping):
        return {key: _built_in(value) for key, value in data.items()}
    if isinstance(data, Sequence) and not isinstance(data, str | bytes):
        return [_built_in(item) for item in data]
    return data


def _same(read: object, given: object) -> bool:
    if isinstance(given, Mapping):
        return (
            isinstance(read, dict)
            and list(read) == list(given)
            and all(_same(read[key], value) for key, value in given.items())
        )
    if isinstance(given, Sequence) and not isinstance(given, str | bytes):
        return isinstance(read, list) and len(read) == len(given) and all(map(_same, read, given))
    if isinstance(given, dt.date):
        return read == given.isoformat()
    return type(read) is type(given) and read == given


class _Dumper(yaml.SafeDumper):
    """Writes lists under their key without indentation, and no aliases."""

    def ignore_aliases(self, _: object) -> bool:
        """Write everything out."""
        return True


def _text(dumper: _Dumper, text: str) -> yaml.ScalarNode:
    if _ODD_BREAKS.search(text):
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
    if "\n" in text:
        return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|")
    if _DATE.fullmatch(text):  # text here, and read as text; quotes would only be in the way
        return dumper.represent_scalar("tag:yaml.org,2002:timestamp", text)
    style = None if isinstance(_scalar(text), str) else "'"
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _fraction(dumper: _Dumper, number: float) -> yaml.ScalarNode:
    if not math.isfinite(number):
        msg = f"{number} is no number"
        raise ValueError(msg)
    shown = repr(number)
    if "." not in shown:  # as YAML 1.1 wants it, so that older programs read a number too
        shown = shown.replace("e", ".0e")
    return dumper.represent_scalar("tag:yaml.org,2002:float", shown)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _fraction)
