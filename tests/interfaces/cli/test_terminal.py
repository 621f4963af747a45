"""Tables that fit: long texts are wrapped, numbers and dates are not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from changekit.interfaces.cli.terminal import NARROWEST, columns_of, fitted, wrapped
from changekit.tables import Column, Table
from changekit.text import Text

WORDS = st.text(alphabet="abcåäö -", max_size=60)


def table(rows: list[tuple[str, str, float | None]]) -> Table:
    columns = (
        Column("id", Text(en="Id")),
        Column("why", Text(en="Why")),
        Column("load", Text(en="Load"), "number"),
    )
    return Table(title=Text(en="T"), columns=columns, rows=tuple(rows), notice=Text(en="Made up"))


@given(st.lists(st.tuples(WORDS, WORDS, st.none() | st.floats(0, 9)), max_size=5))
def test_without_a_width_it_is_the_tables_own_text(
    rows: list[tuple[str, str, float | None]],
) -> None:
    if rows:
        assert fitted(table(rows), "en", None) == table(rows).to_text("en")


@given(
    st.lists(st.tuples(WORDS, WORDS, st.floats(0, 9)), min_size=1, max_size=5),
    st.integers(3 * NARROWEST, 120),
)
def test_no_line_is_wider_than_asked_for_and_no_letter_is_lost(
    rows: list[tuple[str, str, float | None]], width: int
) -> None:
    lines = fitted(table(rows), "en", width).splitlines()
    assert max(map(len, lines)) <= width
    shown = "".join(lines)
    for letter in "abcåäö":
        assert shown.count(letter) >= sum(
            row[0].count(letter) + row[1].count(letter) for row in rows
        )


def test_an_empty_table_with_a_notice_is_its_title_and_notice() -> None:
    assert fitted(table([]), "en", 80) == "T\nMade up"


def test_columns_are_picked_in_their_own_order() -> None:
    picked = columns_of(table([("a", "b", 1.0)]), ["load", "id"])
    assert picked.rows == (("a", 1.0),)
    assert [column.id for column in picked.columns] == ["id", "load"]


def test_ids_stay_whole_as_long_as_the_texts_beside_them_can_give_way() -> None:
    name = "changekit/municipal-contact-centre"
    told = fitted(table([(name, "waits for the decision of the committee " * 3, 1.0)]), "en", 70)
    assert any(line.startswith(name) for line in told.splitlines())
    assert max(map(len, told.splitlines())) <= 70


def test_an_id_that_cannot_stay_whole_breaks_at_a_joint() -> None:
    assert wrapped("changekit/municipal-contact-centre", 20) == [
        "changekit/municipal-",
        "contact-centre",
    ]


@given(WORDS, st.integers(1, 30))
def test_wrapping_loses_no_letter_and_no_line_is_too_long(words: str, wide: int) -> None:
    lines = wrapped(words, wide)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(len(line) <= wide for line in lines)
