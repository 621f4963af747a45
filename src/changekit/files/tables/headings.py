"""Which field a heading means, in Swedish and English, and how the fields are headed."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from changekit.files.tables.words import plain

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["FIELDS", "field_of", "heading_of", "known_headings"]

# By field: headings in Swedish, then after the bar in English; the first of each is our own.
_INITIATIVES = {
    "id": "Id, Nr, Nummer, Initiativ-id, Projektnummer, Projekt-id, Projektnr, Löpnummer, "
    "Initiativnummer, Idnr, Referens | Id, No, Number, Reference, Initiative id, Project id",
    "title": "Titel, Namn, Benämning, Initiativ, Projekt, Projektnamn, Förändringsinitiativ, "
    "Rubrik, Aktivitet, Insats, Uppdragsnamn | Title, Name, Initiative, Project, Project name",
    "kind": "Typ, Slag, Sort, Kategori, Initiativtyp | Kind, Type, Category",
    "owner.unit": "Enhet, Ansvarig enhet, Förvaltning, Ansvarig förvaltning, Avdelning, "
    "Verksamhet, Ägande enhet, Organisation, Kontor | Unit, Owner unit, Responsible unit, "
    "Department, Administration",
    "owner.role": "Roll, Ansvarig roll, Ägande roll | Role, Owner role, Responsible role",
    "goals": "Mål, Målområde, Kommunmål, Inriktningsmål, Effektmål | Goals, Goal, Objective",
    "status": "Status, Läge, Fas, Skede | Status, State, Phase",
    "started": "Startad, Faktisk start, Påbörjad, Startad den, Verklig start | "
    "Started, Actual start, Started on",
    "finished": "Avslutad, Faktiskt slut, Slutförd, Avslutad den, Verkligt slut | "
    "Finished, Actual end, Completed on",
    "history": "Historik | History",
    "follow_up.every_weeks": "Följs upp var (veckor), Uppföljning (veckor) | "
    "Followed up every (weeks)",
    "follow_up.last": "Senast uppföljd, Senaste uppföljning | Last followed up, Last follow-up",
    "priority": "Prioritet, Prio, Prioritering, Angelägenhetsgrad | Priority, Prio",
    "mode": "Arbetsform | Mode",
    "weeks": "Veckor, Varaktighet, Längd, Antal veckor, Varaktighet (veckor), Längd (veckor), "
    "Tid (veckor) | Weeks, Duration, Duration (weeks)",
    "earliest": "Tidigast start, Start, Startdatum, Planerad start, Startar, Från | "
    "Earliest start, Start, Start date, Planned start, From",
    "deadline": "Klart senast, Slut, Slutdatum, Deadline, Sluttid, Slutar, Planerat slut, "
    "Klar senast, Senast klart, Färdigt, Till, Tidsfrist | Deadline, End, End date, Due, "
    "Due date, Planned end, To",
    "late.per_week": "Kostnad per försenad vecka, Förseningskostnad | "
    "Cost per late week, Cost of delay",
    "late.unit": "Förseningskostnadens enhet | Late unit",
    "mandatory": "Måste göras, Obligatorisk, Tvingande, Lagkrav, Skall-krav | "
    "Mandatory, Must be done, Required by law",
    "load": "Belastning, Belastning per enhet, Berörda enheter (belastning) | Load, Load by unit",
    "roles": "Nyckelroller, Nyckelroller (timmar i veckan) | Key roles",
    "hours": "Timmar, Arbetstid, Tidsåtgång, Arbetstid (timmar), Antal timmar | "
    "Hours, Working hours, Effort (hours)",
    "overhead_hours": "Timmar för ledning, Varav administration | Overhead hours",
    "cost": "Kostnad, Budget, Kostnad (tkr), Belopp | Cost, Budget, Amount",
    "cost.unit": "Kostnadens enhet | Cost unit",
    "value.per_week": "Nytta per vecka, Nytta i veckan, Nyttovärde per vecka | "
    "Value per week, Benefit per week",
    "value.unit": "Nyttans enhet | Value unit",
    "value.decay.from": "Nyttan minskar från | Value decays from",
    "value.decay.per_week": "Nyttan minskar per vecka | Value decays per week",
    "value.unknown.low": "Nytta lägst | Value lowest",
    "value.unknown.high": "Nytta högst | Value highest",
    "mandate.purpose": "Syfte, Varför, Bakgrund och syfte | Purpose, Why",
    "mandate.scope": "Omfattning, Beskrivning, Avgränsning, Uppdrag | Scope, Description",
    "mandate.measure": "Mått, Mått på framgång, Nyckeltal | Measure",
    "mandate.owner": "Uppdragsägare (roll), Uppdragsägare | Mandate owner",
    "mandate.deadline": "Uppdraget klart | Mandate deadline",
    "mandate.decision": "Beslut, Dnr, Diarienummer, Beslutsreferens | Decision, Reference no",
    "mandate.defined_by": "Formulerat av | Defined by",
    "mandate.confirmed": "Bekräftat, Uppdrag bekräftat | Confirmed",
    "requires": "Kräver, Beroende av, Beroenden, Förutsätter | Requires, Depends on",
    "follows": "Följer på, Efter | Follows, After",
    "enables": "Möjliggör | Enables",
    "conflicts": "Krockar med | Conflicts with, Conflicts",
    "alternative-to": "Alternativ till | Alternative to",
    "start": "Låst start, Fast start | Fixed start, Pinned start",
    "blackout": "Frysperioder | Change freezes",
    "reuses": "Återanvänder koncept, Koncept | Reuses concept, Concept",
    "origin.programme": "Program, Ursprung | Programme",
    "origin.cohort": "Omgång, Kurs | Cohort",
    "deliverables": "Leveranser, Lämnar över | Deliverables",
    "suppliers": "Leverantörer, Hjälp utifrån | Suppliers",
    "assumed": "Antaget | Assumed",
    "source": "Källa | Source",
}
_UNITS = {
    "id": "Id, Enhets-id | Id, Unit id",
    "name": "Namn, Enhet, Benämning, Förvaltning | Name, Unit",
    "parent": "Hör till, Överordnad, Del av, Överordnad enhet | Parent, Belongs to",
    "form": "Form, Typ, Slag | Form, Type",
    "committee": "Nämnd, Ansvarig nämnd | Committee",
    "headcount": "Anställda, Antal anställda, Medarbetare, Årsarbetare | Headcount, Employees",
    "services": "Tjänster | Services",
    "capacity": "Kapacitet, Förändringskapacitet | Capacity",
    "peaks": "Toppar, Verksamhetstoppar | Peaks",
    "limit": "Högst samtidigt, Tak | Limit, At once",
    "assumed": "Antaget | Assumed",
    "source": "Källa | Source",
}
_ROLES = {
    "id": "Id, Roll-id | Id, Role id",
    "title": "Titel, Roll, Benämning, Funktion | Title, Role",
    "unit": "Enhet, Förvaltning | Unit",
    "level": "Nivå, Chefsnivå | Level",
    "reports_to": "Svarar inför, Rapporterar till | Reports to",
    "enablers": "Förutsättningar | Enablers",
    "capacity_hours_per_week": "Timmar i veckan, Timmar per vecka | Hours per week",
    "assumed": "Antaget | Assumed",
    "source": "Källa | Source",
}
_GOALS = {
    "id": "Id, Mål-id | Id, Goal id",
    "title": "Titel, Mål, Benämning, Formulering | Title, Goal",
    "parent": "Bidrar till, Överordnat mål | Parent, Serves",
    "unit": "Enhet | Unit",
    "decision": "Beslut, Beslutsreferens | Decision",
    "measures": "Mått, Nyckeltal | Measures",
    "source": "Källa | Source",
}
_CAPACITY = {
    "unit": "Enhet, Förvaltning, Id | Unit",
    "default": "Vanligtvis, Annars, Normalt | Usually, Default, Otherwise",
    "period": "Period, Månad, Vecka | Period, Month, Week",
    "amount": "Kapacitet, Belastning | Capacity, Load",
}
_FREEZES = {
    "from": "Från, Från och med, Start | From, Start",
    "to": "Till, Till och med, Slut | To, End",
    "units": "Enheter, Gäller för, Gäller | Units, Holds for",
    "why": "Varför, Orsak, Skäl, Anledning | Why, Reason",
    "source": "Källa | Source",
}
FIELDS: Mapping[str, Mapping[str, str]] = {
    "initiatives": _INITIATIVES, "units": _UNITS, "roles": _ROLES, "goals": _GOALS,
    "capacity": _CAPACITY, "freezes": _FREEZES,
}  # fmt: skip
"""By what the rows are: headings by field."""


@cache
def known_headings(holds: str) -> Mapping[str, str]:
    """Return the field by heading as `plain` writes it; where two claim it, the first has it."""
    found: dict[str, str] = {}
    for field, words in FIELDS[holds].items():
        for word in words.replace(" | ", ", ").split(", "):
            found.setdefault(plain(word), field)
    return found


def field_of(heading: str, holds: str) -> str | None:
    """Return the field that a heading means, None where it is not known.

    >>> field_of("Ansvarig enhet", "initiatives"), field_of("Due date:", "initiatives")
    ('owner.unit', 'deadline')
    """
    words = plain(heading)
    known = known_headings(holds)
    if words in known:
        return known[words]
    base, _, language = words.partition(" (")
    code = language.rstrip(")")
    return f"{known[base]}.{code}" if base in known and code in ("sv", "en") else None


def heading_of(field: str, holds: str, *, language: str) -> str:
    """Return what we head a field with; a field without a word of its own keeps its name.

    >>> (
    ...     heading_of("title.en", "initiatives", language="sv"),
    ...     heading_of("criteria.x", "goals", language="sv"),
    ... )
    ('Titel (en)', 'criteria.x')
    """
    fields = FIELDS[holds]
    if field in fields:
        swedish, _, english = fields[field].partition(" | ")
        return (swedish if language == "sv" else english).split(", ")[0]
    base, _, code = field.rpartition(".")
    if base in fields and code in ("sv", "en"):
        return f"{heading_of(base, holds, language=language)} ({code})"
    return field
