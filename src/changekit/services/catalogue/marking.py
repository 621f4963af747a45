"""Text from others in Markdown, so that it stays text: no HTML, no links, no headings."""

from __future__ import annotations

import html
import re
from typing import Final

__all__ = ["code_span", "escaped"]

_MARKS: Final = re.compile(r"([\\`*_\[\]|~#!])")
_LIST: Final = re.compile(r"^(\s*)([-+>=]|[0-9]+[.)])")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_TURNING: Final = re.compile(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Source: Unicode Standard Annex 9, the explicit marks of direction: they let text be seen in
another order than it is written in."""


def escaped(text: str) -> str:
    r"""Return text on one line that Markdown shows as it is written.

    >>> escaped("<script> & [a](javascript:b)\n# *x*")
    '&lt;script&gt; &amp; \\[a\\](javascript:b) \\# \\*x\\*'
    >>> escaped("- 1. a")
    '\\- 1. a'
    """
    line = _CONTROL.sub(" ", _TURNING.sub("", text)).strip()
    marked = _MARKS.sub(r"\\\1", html.escape(line, quote=False))
    return _LIST.sub(_as_text, marked)


def _as_text(found: re.Match[str]) -> str:
    mark = found[2]
    return f"{found[1]}{mark[:-1]}\\{mark[-1]}"


def code_span(text: str) -> str:
    """Return text as code: what it holds is not read as Markdown.

    >>> code_span("changekit/a`b<c>")
    '`changekit/ab<c>`'
    """
    plain = _CONTROL.sub(" ", _TURNING.sub("", text))
    return f"`{plain.replace('`', '')}`"
