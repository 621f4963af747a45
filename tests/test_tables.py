"""Tables: the same cells as text, HTML, Markdown, CSV and data frame."""

from __future__ import annotations

import csv
import datetime as dt
import html.parser
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from changekit.tables import Column, Table, safe_cell
from changekit.text import Text

PLAIN = Text.plain
cells = st.one_of(
    st.none(), st.text(), st.integers(-(10**9), 10**9), st.booleans(), st.dates(),
    st.floats(-1e9, 1e9, allow_nan=False),
)  # fmt: skip


def table(*rows: tuple[object, ...], kinds: str = "text") -> Table:
    width = len(rows[0]) if rows else 1
    columns = tuple(Column(f"c{at}", PLAIN(f"C{at}"), kinds) for at in range(width))  # type: ignore[arg-type]
    return Table(title=PLAIN("T"), columns=columns, rows=rows)  # type: ignore[arg-type]


class Reader(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.data.append(data)


@given(st.lists(st.tuples(cells, cells), min_size=1, max_size=5))
def test_no_cell_can_add_an_element_to_the_page(rows: list[tuple[object, ...]]) -> None:
    reader = Reader()
    reader.feed(table(*rows).to_html("sv"))
    assert reader.tags.count("tr") == len(rows) + 1
    assert set(reader.tags) <= {"table", "caption", "thead", "tbody", "tr", "th", "td"}


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=5))
def test_csv_gives_back_every_text_and_starts_no_formula(rows: list[tuple[str, str]]) -> None:
    text = table(*rows).to_csv("sv")
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))[
        1:
    ]
    assert read == [[safe_cell(cell) for cell in row] for row in rows]
    assert not any(len(cell) > 1 and cell[0] in "=+-@\t\r" for row in read for cell in row)


def test_swedish_csv_is_what_swedish_excel_opens() -> None:
    text = table((1.5, dt.date(2024, 3, 1), None, True)).to_csv("sv")
    assert text == "\ufeffC0;C1;C2;C3\r\n1,5;2024-03-01;;ja\r\n"


def test_english_csv_has_commas_and_points() -> None:
    assert table((1.5, "a,b")).to_csv("en") == 'C0,C1\r\n1.5,"a,b"\r\n'


def test_an_unknown_value_is_a_dash_and_never_a_zero() -> None:
    shown = table((None,), (0,), kinds="number").to_text("en")
    assert shown.splitlines()[-2:] == [" –", " 0"]


@pytest.mark.parametrize(
    ("language", "expected"), [("sv", "1\u00a0234,5"), ("en", "1,234.5")], ids=["sv", "en"]
)
def test_numbers_are_written_as_the_language_does(language: str, expected: str) -> None:
    assert table((1234.5,), kinds="number").to_text(language).splitlines()[-1] == expected


def test_a_share_is_a_percentage() -> None:
    shown = table((0.83,), kinds="share")
    assert shown.to_text("sv").splitlines()[-1] == "83\u00a0%"
    assert shown.to_text("en").splitlines()[-1] == "83%"


def test_markdown_keeps_bars_inside_their_cell() -> None:
    assert table(("a|b", "c\nd")).to_markdown().splitlines()[-1] == "| a\\|b | c d |"


def test_text_html_and_csv_say_the_same() -> None:
    shown = table(("soc", Text(sv="stängt", en="closed")))
    for form in (shown.to_text("sv"), shown.to_html("sv"), shown.to_csv("sv")):
        assert "soc" in form
        assert "stängt" in form


def test_a_frame_has_the_columns_and_their_types() -> None:
    pytest.importorskip("polars")
    frame = table(("soc", 1.5), ("vuxen", None)).to_frame()
    assert frame.columns == ["c0", "c1"]
    assert frame["c1"].to_list() == [1.5, None]


def test_the_notice_of_an_example_stands_under_the_table() -> None:
    noted = Table(
        title=PLAIN("T"),
        columns=(Column("a", PLAIN("A")),),
        rows=(("x",),),
        notice=PLAIN("made up"),
    )
    assert noted.to_text().endswith("made up")
    assert "made up" in noted.to_html()
    assert "made up" not in noted.to_csv()
