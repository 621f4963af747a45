"""Templates become pages; whatever comes from a municipality's files is escaped."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from changekit.interfaces.report.management_wording import WORDS as MANAGEMENT
from changekit.interfaces.report.wording import WORDS, counted
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from changekit.figures import Figure
    from changekit.tables import Table

__all__ = ["render"]


def render(template: str, language: str, values: Mapping[str, object]) -> str:
    """Return a page: a template filled in, in one language.

    Args:
        template: Its file name in `templates`.
        language: The language of every text in it.
        values: What the template names.
    """
    helpers: dict[str, Callable[..., object]] = {
        "say": lambda name, **parts: WORDS[name].format(**parts).to(language),
        "count": lambda name, n, **parts: counted(name, n, **parts).to(language),
        "phrase": lambda name: MANAGEMENT[name].to(language),
        "told": lambda text: text.to(language) if isinstance(text, Text) else text,
        "drawn": lambda figure: _drawn(figure, language),
        "tabled": lambda table: _tabled(table, language),
    }
    page = _environment().get_template(template)
    return page.render(language=language, **helpers, **values).rstrip() + "\n"


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("changekit.interfaces.report"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _drawn(figure: Figure, language: str) -> Markup:
    return Markup(figure.to_svg(language))  # noqa: S704  # figures escape their texts themselves


def _tabled(table: Table, language: str) -> Markup:
    return Markup(table.to_html(language))  # noqa: S704  # tables escape their cells themselves
