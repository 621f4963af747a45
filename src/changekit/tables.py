"""One table, shown as text, HTML, Markdown or CSV from the same cells."""

from __future__ import annotations

import abc
import csv
import datetime as dt
import html
import io
import json
from collections.abc import Sized
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import attrs

from changekit.optional import frames
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Cell", "Column", "Shown", "Table", "safe_cell", "short_repr", "show_cell"]

Cell: TypeAlias = "str | int | float | bool | dt.date | Text | None"
Kind: TypeAlias = Literal["text", "number", "share", "date"]

_YES_NO = {True: Text(sv="ja", en="yes"), False: Text(sv="nej", en="no")}


@attrs.frozen
class Column:
    """A column: an id for programs, a title for people, and what its cells hold.

    Attributes:
        kind: `number` and `share` are set to the right; a share is printed as a percentage.
        digits: Decimals printed for numbers that are not whole.
    """

    id: str
    title: Text
    kind: Kind = "text"
    digits: int = 1


@attrs.frozen(kw_only=True, repr=False)
class Table:
    """Rows of cells under columns; None is a value that is not known.

    Attributes:
        language: The language in which it shows itself where none is asked for.

    >>> table = Table(
    ...     title=Text(sv="Enheter", en="Units"),
    ...     columns=(Column("id", Text.plain("id")), Column("load", Text(en="load"), "number")),
    ...     rows=(("soc", 1.5), ("kansli", None)),
    ... )
    >>> print(table.to_text("sv"))
    Enheter
    id      load
    ------  ----
    soc      1,5
    kansli     –
    """

    title: Text
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notice: Text | None = None
    language: str = "en"

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def to_text(self, language: str | None = None) -> str:
        """Return the table set in columns for a terminal."""
        language = language or self.language
        head = [column.title.to(language) for column in self.columns]
        body = [
            [show_cell(c, col, language) for c, col in zip(row, self.columns, strict=True)]
            for row in self.rows
        ]
        widths = [max(map(len, cells)) for cells in zip(head, *body, strict=True)]
        lines = [_set(head, widths, self.columns), "  ".join("-" * width for width in widths)]
        lines += [_set(row, widths, self.columns) for row in body]
        notice = [self.notice.to(language)] if self.notice else []
        return "\n".join([self.title.to(language), *lines, *notice])

    def to_markdown(self, language: str | None = None) -> str:
        """Return the table as Markdown, without its title."""
        language = language or self.language
        head = [column.title.to(language) for column in self.columns]
        rule = ["---:" if column.kind in ("number", "share") else "---" for column in self.columns]
        body = [
            [
                show_cell(c, col, language).replace("|", "\\|").replace("\n", " ")
                for c, col in zip(row, self.columns, strict=True)
            ]
            for row in self.rows
        ]
        return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *body])

    def to_html(self, language: str | None = None) -> str:
        """Return an HTML table with caption and header scopes; all text is escaped."""
        language = language or self.language
        head = "".join(
            f'<th scope="col"{_css(col)}>{html.escape(col.title.to(language))}</th>'
            for col in self.columns
        )
        body = "".join(f"<tr>{self._html_cells(row, language)}</tr>" for row in self.rows)
        notice = f"<p>{html.escape(self.notice.to(language))}</p>" if self.notice else ""
        return (
            f'<table lang="{html.escape(language)}"><caption>'
            f"{html.escape(self.title.to(language))}</caption>"
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{notice}"
        )

    def _html_cells(self, row: Sequence[Cell], language: str) -> str:
        shown = [
            (html.escape(show_cell(cell, column, language)), _css(column))
            for cell, column in zip(row, self.columns, strict=True)
        ]
        first, rest = shown[0], shown[1:]
        cells = "".join(f"<td{css}>{text}</td>" for text, css in rest)
        return f'<th scope="row"{first[1]}>{first[0]}</th>{cells}'

    def to_csv(self, language: str | None = None) -> str:
        r"""Return CSV text; write it with `encoding="utf-8"`.

        For `sv` it is what Swedish Excel opens by itself: a byte order mark, `;` between cells
        and a decimal comma. A text cell never starts a formula. A notice is not part of the data.

        >>> Table(
        ...     title=Text(), columns=(Column("n", Text.plain("n"), "number"),), rows=((2.5,),)
        ... ).to_csv("sv")
        '\ufeffn\r\n2,5\r\n'
        """
        language = language or self.language
        swedish = language == "sv"
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";" if swedish else ",", lineterminator="\r\n")
        writer.writerow([safe_cell(column.title.to(language)) for column in self.columns])
        writer.writerows([_csv_cell(cell, language) for cell in row] for row in self.rows)
        return ("\ufeff" if swedish else "") + out.getvalue()

    def to_columns(self, language: str | None = None) -> dict[str, list[Any]]:  # Any: any cell
        """Return one list for each column id: numbers and dates as they are, texts as text."""
        language = language or self.language
        return {
            column.id: [
                cell.to(language) if isinstance(cell, Text) else cell
                for cell in (row[at] for row in self.rows)
            ]
            for at, column in enumerate(self.columns)
        }

    def to_frame(self, language: str | None = None) -> Any:  # Any: polars or pandas
        """Return the table as a data frame of polars, or of pandas where polars is absent.

        Raises:
            MissingExtraError: No data-frame library is installed.
        """
        return frames.frame(self.to_columns(language))

    def _repr_html_(self) -> str:
        return self.to_html()

    def __repr__(self) -> str:
        """Return one short line: the class, and how many columns and rows it has."""
        return short_repr(self)

    def __str__(self) -> str:
        """Return the table as text in its own language."""
        return self.to_text()


class Shown(abc.ABC):
    """What every result can do with its one table: print, show in a notebook, hand on."""

    __slots__ = ()
    language: str

    @abc.abstractmethod
    def table(self) -> Table:
        """Return the result as one table."""

    @abc.abstractmethod
    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the result as JSON values."""

    def to_json(self) -> str:
        """Return the result as JSON text."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=1, allow_nan=False)

    def to_frame(self) -> Any:  # Any: polars or pandas
        """Return the table as a data frame (see `Table.to_frame`)."""
        return self.table().to_frame(self.language)

    def _repr_html_(self) -> str:
        return self.table().to_html(self.language)

    def __repr__(self) -> str:
        """Return one short line: the class, its plain values, and how much it holds."""
        return short_repr(self)

    def __str__(self) -> str:
        """Return the table as text."""
        return self.table().to_text(self.language)


def short_repr(thing: Any) -> str:  # Any: an instance of any attrs class
    """Return one line for a prompt: the class, its plain values, and how much it holds."""
    shown = []
    for field in attrs.fields(type(thing)):
        value = getattr(thing, field.name)
        if not field.repr or field.name in _UNSAID or isinstance(value, Text):
            continue
        if value is None or isinstance(value, str | int | float):
            shown.append(f"{field.name}={_clipped(value)}")
        elif isinstance(value, dt.date):
            shown.append(f"{field.name}={value}")
        elif isinstance(value, Sized):
            shown.append(f"{field.name}: {len(value)}")
    return f"<{' '.join([type(thing).__name__, ', '.join(shown)]).rstrip()}>"


_UNSAID = ("language", "notice", "source")


def _clipped(value: object) -> str:
    shown = f"{value:.6g}" if isinstance(value, float) else repr(value)
    return shown if len(shown) <= 40 else f"{shown[:37]}..."


def show_cell(cell: Cell, column: Column, language: str = "en") -> str:  # one per kind
    """Return what a person reads in a cell; an unknown value is a dash, never a zero."""
    if cell is None:
        return "–"
    if isinstance(cell, Text):
        return cell.to(language)
    if isinstance(cell, bool):
        return _YES_NO[cell].to(language)
    if isinstance(cell, str | dt.date):
        return str(cell)
    if column.kind == "share":
        return _number(100 * cell, 0, language) + ("\u00a0%" if language == "sv" else "%")
    return _number(cell, 0 if isinstance(cell, int) else column.digits, language)


def _number(value: float, digits: int, language: str) -> str:
    # Grouping follows SS 32207 / CLDR: a no-break space in Swedish, a comma in English.
    text = f"{value:,.{digits}f}"
    if language == "sv":
        text = text.replace(",", "\u00a0").replace(".", ",").replace("-", "\u2212")
    return text


def safe_cell(text: str) -> str:
    """Return text that a spreadsheet does not run as a formula.

    Source: OWASP, CSV Injection: cells that start with = + - @ tab or carriage return.

    >>> safe_cell("=1+1"), safe_cell("-")
    ("'=1+1", '-')
    """
    risky = len(text) > 1 and text[0] in "=+-@\t\r"
    return f"'{text}" if risky else text


def _csv_cell(cell: Cell, language: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool | Text):
        return safe_cell(show_cell(cell, Column("", Text()), language))
    if isinstance(cell, str):
        return safe_cell(cell)
    if isinstance(cell, dt.date | int):
        return str(cell)
    text = repr(round(cell, 10))
    return text.replace(".", ",") if language == "sv" else text


def _set(cells: Sequence[str], widths: Sequence[int], columns: Sequence[Column]) -> str:
    return "  ".join(
        cell.rjust(width) if column.kind in ("number", "share") else cell.ljust(width)
        for cell, width, column in zip(cells, widths, columns, strict=True)
    ).rstrip()


def _css(column: Column) -> str:
    return ' class="number"' if column.kind in ("number", "share") else ""
