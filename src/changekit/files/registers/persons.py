"""Columns about people: found by their headings and by how their cells look.

Nothing here keeps or returns a name: the answers are counts and truth values.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from changekit.files.tables.words import plain
from changekit.model.shapes import looks_like_personal_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = [
    "about_contact", "about_people", "function_of", "like_body", "like_contact", "like_name",
    "like_role", "masked", "maybe_people", "share_of",
]  # fmt: skip

# Ours: words by which Swedish registers head columns of people. After the first group a name is
# expected; after the second it may as well be a unit or a role.
_PEOPLE = re.compile(
    r"projektledar|kontaktperson|handläggar|uppdragsledar|delprojektled|processledar|"
    r"förändringsledar|samordnar|projektägar|utvecklingsled|kontakt$|ansvarig person|"
    r"^person|namn på|project manager|project lead|contact|case worker|sponsor|förnamn|efternamn"
)
_MAYBE = re.compile(
    r"ansvarig|ägare|beställar|^chef|resurs|deltagar|uppdragstagar|uppdragsgivar|utförar|"
    r"owner|responsible|manager|lead\b|team"
)
_CONTACT = re.compile(r"e-?post|e-?mail|mejl|telefon|mobil|phone|^tel\b|adress|personn")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?:\+46|0)[\d() /-]{7,}\d")
_NAME_WORD = r"[A-ZÅÄÖÉÜ][a-zåäöéüß]+(?:-[A-ZÅÄÖÉÜ][a-zåäöéüß]+)?"
_NAME = re.compile(rf"{_NAME_WORD}(?:,? (?:(?:von|af|de|van) )?{_NAME_WORD}){{1,3}}")
_BODY = re.compile(
    r"förvaltning|kontor|nämnd|enhet|avdelning|bolag|\bab\b|kommun|kansli|verksamhet|sektor|"
    r"service|omsorg|skola|miljö|bygg|teknik|kultur|fritid|social|utbildning|stab|"
    r"department|office|unit|administration|committee|services|care|council",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"chef\b|chefen\b|ledare|direktör|samordnare|strateg|controller|utvecklare|sekreterare|"
    r"handläggare|rektor|ekonom|jurist|koordinator|manager|director|officer|lead\b|analyst",
    re.IGNORECASE,
)
MASK = "[...]"
"""Stands where an e-mail address or identity number stood."""


def about_people(heading: str) -> bool:
    """Tell whether a heading says that names of people follow.

    >>> about_people("Projektledare"), about_people("Ansvarig enhet")
    (True, False)
    """
    return bool(_PEOPLE.search(plain(heading)))


def maybe_people(heading: str) -> bool:
    """Tell whether names of people may follow a heading, or units or roles."""
    return bool(_MAYBE.search(plain(heading)))


def about_contact(heading: str) -> bool:
    """Tell whether a heading says that e-mail addresses or telephone numbers follow."""
    return bool(_CONTACT.search(plain(heading)))


def share_of(cells: Sequence[str], look: Callable[[str], bool]) -> float:
    """Return the share of the filled cells that look like something; 0 where none is filled."""
    filled = [cell for cell in cells if cell]
    return sum(map(look, filled)) / len(filled) if filled else 0.0


def like_name(cell: str) -> bool:
    """Tell whether a cell looks like the name of a person: two to four capitalised words.

    >>> like_name("Förnamn Efternamn"), like_name("Ny skola"), like_name("Sociala Kontoret")
    (True, False, False)
    """
    return bool(_NAME.fullmatch(cell)) and not _BODY.search(cell) and not _ROLE.search(cell)


def like_body(cell: str) -> bool:
    """Tell whether a cell looks like a part of the organisation."""
    return bool(_BODY.search(cell)) and not _ROLE.search(cell)


def like_role(cell: str) -> bool:
    """Tell whether a cell looks like a role."""
    return bool(_ROLE.search(cell))


def like_contact(cell: str) -> bool:
    """Tell whether a cell is an e-mail address or a telephone number."""
    return bool(_EMAIL.fullmatch(cell) or _PHONE.fullmatch(cell))


def function_of(heading: str) -> str:
    """Return what the people under a heading do, as the heading says it.

    >>> function_of("Projektledare (namn)"), function_of("Ansvarig person")
    ('Projektledare', 'Ansvarig')
    """
    bare = re.sub(r"\(.*?\)|\b(namn|person|name)\b", "", heading, flags=re.IGNORECASE)
    return " ".join(bare.split()).strip(" :-") or "Ansvarig"


def masked(cell: str) -> str:
    """Return a cell without e-mail addresses and personal identity numbers.

    >>> masked("skriv till namn@example.se"), masked("tel 811218-9876")
    ('skriv till [...]', 'tel [...]')
    """
    if "@" in cell:
        cell = _EMAIL.sub(MASK, cell)
    if looks_like_personal_number(cell):
        cell = re.sub(
            r"(?<!\d)(?:\d{2})?\d{6}[-+ ]?\d{4}(?!\d)",
            lambda match: MASK if looks_like_personal_number(match[0]) else match[0],
            cell,
        )
    return cell
