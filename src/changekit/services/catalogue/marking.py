"""Text from others in Markdown, so that it stays text: no HTML, no links, no headings."""

from __future__ import annotations

import html
import re
from typing import Final

__all__ = ["code_span", "escaped"]

_MARKS: Final = re.compile(r"([\\`*_\[\]|~#!])")
_LIST: Final = re.compile(r"^(\s*)([-+>=]|[0-9]+[.)])")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


def escaped(text: str) -> str:
    r"""Return text on one line that Markdown shows as it is written.

    >>> escaped("<script> & [a](javascript:b)\n# *x*")
    '&lt;script&gt; &amp; \\[a\\](javascript:b) \\# \\*x\\*'
    >>> escaped("- 1. a")
    '\\- 1. a'
    """
    line = _CONTROL.sub(" ", text).strip()
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
    return f"`{_CONTROL.sub(' ', text).replace('`', '')}`"
