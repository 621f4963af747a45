"""Write the made-up register of the tutorial: 80 initiatives as a municipality keeps them.

Everything in it is invented. It is what such registers often are: Swedish headings under a title,
priorities in words, no values and no capacities, and a column of project leaders, whose "names"
are placeholders. The same bytes come out each time:

    python docs/tutorials/register/make_register.py register.xlsx
"""

from __future__ import annotations

import datetime as dt
import sys
from itertools import product
from pathlib import Path

import xlsxwriter

TITLE = "Förändringsinitiativ 2026, Exempelkommun (påhittat register)"
HEADINGS = (
    "Nr", "Benämning", "Ansvarig förvaltning", "Projektledare", "E-post", "Mål", "Status",
    "Prioritet", "Startdatum", "Klart senast", "Varaktighet (veckor)", "Kostnad (tkr)",
    "Lagkrav", "Syfte", "Anteckning",
)  # fmt: skip
CHANGES = (
    ("Digital ansökan om", "Kortare väntan för den som ansöker"),
    ("En gemensam rutin för", "Lika bemötande var man än vänder sig"),
    ("Klarspråk i beslut om", "Den som får ett beslut ska förstå det"),
    ("Färre överlämningar i", "Ärendet stannar hos den som kan avgöra det"),
    ("Uppföljning varje vecka av", "Avvikelser syns i tid"),
    ("Utbildning i", "Nya medarbetare klarar arbetet snabbare"),
    ("Nytt verksamhetssystem för", "Det gamla systemet stöds inte längre"),
    ("Mottagning i en dörr för", "En kontakt räcker i de flesta ärenden"),
)
AREAS = (
    ("hemtjänst", "Vård- och omsorgsförvaltningen"),
    ("ekonomiskt bistånd", "Socialförvaltningen"),
    ("bygglov", "Samhällsbyggnadsförvaltningen"),
    ("förskoleplatser", "Barn- och utbildningsförvaltningen"),
    ("skolskjuts", "Barn- och utbildningsförvaltningen"),
    ("föreningsbidrag", "Kultur- och fritidsförvaltningen"),
    ("inköp", "Kommunledningskontoret"),
    ("rekrytering", "Kommunledningskontoret"),
    ("felanmälan av gator", "Tekniska kontoret"),
    ("stöd till närstående", "Socialförvaltningen"),
)
GOALS = ("Nära invånaren", "En attraktiv arbetsgivare", "Ordning och reda i ekonomin")
STATUSES = (
    "Pågår", "Planerad", "Föreslagen", "Planerad", "Föreslagen", "Pågår", "Klar", "Föreslagen",
    "Vilande", "Planerad", "Idé",
)  # fmt: skip
PRIORITIES = ("hög", "medel", "låg", "medel", "hög", "låg", "medel")
WEEKS = (12, 20, 8, 26, 16, 10, 30, 14, 24)
FIRST = dt.date(2025, 9, 1)


def rows() -> list[tuple[object, ...]]:
    """Return the 80 rows under the headings."""
    found: list[tuple[object, ...]] = []
    for at, ((change, purpose), (area, unit)) in enumerate(product(CHANGES, AREAS)):
        status = STATUSES[at % len(STATUSES)]
        weeks = WEEKS[at % len(WEEKS)]
        begins = FIRST + dt.timedelta(weeks=at % 52) if status != "Idé" else None
        ends = begins + dt.timedelta(weeks=weeks) if begins and at % 3 else None
        found.append((
            at + 1, f"{change} {area}", unit, f"Förnamn Efternamn {at + 1}",
            f"fornamn.efternamn{at + 1}@example.org", GOALS[at % len(GOALS)], status,
            PRIORITIES[at % len(PRIORITIES)], begins, ends, weeks,
            25 * (1 + at % 9) if at % 4 == 0 else None, "Ja" if at % 20 == 7 else "",
            purpose, "Tas upp i ledningsgruppen" if at % 11 == 0 else "",
        ))  # fmt: skip
    return found


def write(target: Path) -> None:
    """Write the register; the same bytes each time."""
    book = xlsxwriter.Workbook(target)
    book.set_properties({"created": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)})
    sheet = book.add_worksheet("Register")
    bold = book.add_format({"bold": True})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_string(0, 0, TITLE, bold)
    for column, heading in enumerate(HEADINGS):
        sheet.write_string(2, column, heading, bold)
    for line, row in enumerate(rows(), start=3):
        for column, cell in enumerate(row):
            if isinstance(cell, dt.date):
                sheet.write_datetime(line, column, cell, day)
            elif isinstance(cell, int):
                sheet.write_number(line, column, cell)
            elif cell:
                sheet.write_string(line, column, str(cell))
    sheet.freeze_panes(3, 2)
    book.close()


if __name__ == "__main__":
    write(Path(sys.argv[1] if len(sys.argv) > 1 else "register.xlsx"))
