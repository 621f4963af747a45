"""Write the invented initiatives of the Eskilstuna example.

The article says that 400 local change initiatives came out of the leadership programme and names
six of them. Those six stand in `eskilstuna/initiatives/*.yaml`; this script invents the other 394
from two word lists (`eskilstuna_subjects.csv`, `eskilstuna_actions.csv`) and marks each
`example`. The same seed gives the same bytes:

    python docs/examples/generate_eskilstuna.py
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import itertools
import random
import unicodedata
from pathlib import Path
from typing import Any, NamedTuple

import yaml

HERE = Path(__file__).parent
TARGET = HERE / "eskilstuna" / "initiatives.csv"
SEED = 20100906
AS_OF = dt.date(2011, 2, 7)
# How many initiatives each management group has, the six of the article not counted: 394 in all.
SHARES = {
    "kommunledning": 34, "soc": 42, "vuxen": 34, "vard": 56, "barn": 58, "kultur": 30,
    "stad": 34, "arbete": 30, "service": 34, "energi": 18, "fastigheter": 14, "naringsliv": 10,
}  # fmt: skip
COLUMNS = (
    "id", "title.sv", "title.en", "kind", "owner.unit", "owner.role", "goals", "status",
    "started", "finished", "follow_up.every_weeks", "follow_up.last", "priority", "mode",
    "weeks", "earliest", "deadline", "mandatory", "load", "roles", "hours", "overhead_hours",
    "cost.amount", "cost.unit",
    "value.per_week", "value.unknown.low", "value.unknown.high", "value.unit",
    "criteria.benefit", "criteria.urgency", "criteria.risk",
    "criteria.effort.amount", "criteria.effort.unit",
    "mandate.purpose.sv", "mandate.purpose.en", "mandate.scope.sv", "mandate.scope.en",
    "mandate.measure", "mandate.owner", "mandate.deadline", "mandate.decision",
    "mandate.defined_by", "mandate.confirmed",
    "requires", "follows", "enables", "conflicts", "alternative-to",
    "reuses", "origin.programme", "origin.cohort", "source",
)  # fmt: skip


class Subject(NamedTuple):
    """What an initiative is about, and the unit that owns it."""

    unit: str
    type: str
    sv: str
    en: str


class Action(NamedTuple):
    """What an initiative does with its subject, and what that takes."""

    type: str
    kind: str
    sv: str
    en: str
    purpose_sv: str
    purpose_en: str
    goal: str
    least: str  # weeks
    most: str  # weeks
    load: str
    also: str  # a unit that carries 0.5 of the load too
    role: str  # a key role that takes part


# Three rows are set by hand: what the reception requires, and one aim that stands in two units.
FIXED = {
    "it-stod": ("service", "it", "it-support", "Gemensam ärendebild i kundkontakten",
                "A shared view of cases in customer contact",
                "Handläggare och kontaktcenter ser samma ärende",
                "Case workers and the contact centre see the same case"),
    "klarsprak-beslut-bistand": ("vuxen", "bistand", "plain-language", "Klarspråk i beslutsbrev",
                                 "Plain language in decision letters",
                                 "Den som får ett beslutsbrev ska förstå det",
                                 "Those who get a decision letter understand it"),
    "klarsprak-beslut-bygglov": ("stad", "bygglov", "plain-language", "Klarspråk i beslutsbreven",
                                 "Plain language in the decision letters",
                                 "Den som får ett beslutsbrev ska förstå det",
                                 "Those who get a decision letter understand it"),
}  # fmt: skip

WHY = {
    "requires": "bygger på samma underlag",
    "follows": "samma personer gör båda",
    "enables": "erfarenheterna tas till vara",
    "conflicts": "båda ändrar samma rutin",
    "alternative-to": "två vägar till samma mål",
}

Row = dict[str, Any]  # Any: what csv writes: text, numbers or nothing


class Dice:
    """Chance that gives the same throws on every Python version.

    Only `random()` is used: the standard library promises its sequence for a given seed.
    """

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def chance(self, share: float) -> bool:
        """Return True in a share of the throws."""
        return self._random.random() < share

    def between(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both included."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, items: Any) -> Any:
        """Return one of the items."""
        return items[self.between(0, len(items) - 1)]


def slug(title: str) -> str:
    """Return a title as an id: `E-tjänst för bygglov` gives `e-tjanst-for-bygglov`."""
    plain = unicodedata.normalize("NFKD", title.lower()).encode("ascii", "ignore").decode()
    words = "".join(sign if sign.isalnum() else " " for sign in plain).split()
    return "-".join(words)


def read(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the word lists, in file order."""
    lines = (HERE / name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(lines), delimiter=";"))


SUBJECTS = tuple(Subject(**row) for row in read("eskilstuna_subjects.csv"))
ACTIONS = tuple(Action(**row) for row in read("eskilstuna_actions.csv"))


def load_yaml(name: str) -> Any:
    """Return one file of the example."""
    return yaml.safe_load((HERE / "eskilstuna" / name).read_text(encoding="utf-8"))


def pairs(group: str, units: Row, dice: Dice) -> list[tuple[Subject, Action]]:
    """Return a group's subjects, each with one action at a time until its share is full."""
    wanted = SHARES[group] - sum(row[0] == group for row in FIXED.values())
    own = [s for s in SUBJECTS if group in (s.unit, units[s.unit]["parent"])]
    used: set[tuple[Subject, str]] = set()
    found: list[tuple[Subject, Action]] = []
    while len(found) < wanted:
        subject = own[len(found) % len(own)]
        free = [a for a in ACTIONS if a.type == subject.type and (subject, a.kind) not in used]
        action = dice.pick(free)
        used.add((subject, action.kind))
        found.append((subject, action))
    return found


def weeks_later(day: dt.date, weeks: int) -> dt.date:
    """Return the day a number of weeks later."""
    return day + dt.timedelta(weeks=weeks)


def filled(pattern: str, words: str) -> str:
    """Return a pattern with its words, beginning with a capital letter."""
    text = pattern.format(words)
    return text[0].upper() + text[1:]


def first_row(subject: Subject, action: Action, units: Row, measures: Row, dice: Dice) -> Row:
    """Return one proposed initiative with what it takes and what it gives."""
    title = filled(action.sv, subject.sv)
    row: Row = dict.fromkeys(COLUMNS, "")
    load = [f"{subject.unit}:{float(action.load):g}"]
    if action.also and action.also != subject.unit:
        load.append(f"{action.also}:0.5")
    owner = f"{subject.unit}-chef"
    roles = [f"{owner}:{dice.between(1, 3)}"]
    if action.role:
        roles.append(f"{action.role}:{dice.between(1, 3)}")
    weeks = dice.between(int(action.least), int(action.most))
    hours = weeks * dice.between(4, 14)
    unit_name = units[subject.unit]["name"]
    row |= {
        "id": slug(title), "title.sv": title, "title.en": filled(action.en, subject.en),
        "kind": action.kind, "owner.unit": subject.unit, "owner.role": owner,
        "goals": action.goal, "status": "proposed",
        "follow_up.every_weeks": 13,
        "follow_up.last": weeks_later(AS_OF, -dice.between(1, 11)),
        "priority": dice.pick(("high", "medium", "medium", "low")),
        "mode": "project" if dice.chance(0.25) else "integrated", "weeks": weeks,
        "mandatory": "false", "load": " | ".join(load), "roles": " | ".join(roles),
        "hours": hours, "overhead_hours": hours * dice.between(4, 14) // 100,
        "mandate.purpose.sv": filled(action.purpose_sv, subject.sv),
        "mandate.purpose.en": filled(action.purpose_en, subject.en),
        "mandate.scope.sv": unit_name["sv"], "mandate.scope.en": unit_name["en"],
        "mandate.measure": measures[action.goal], "mandate.owner": owner,
        "mandate.deadline": "2012-08-31",
        "mandate.defined_by": "politicians" if dice.chance(0.25) else "managers",
        "origin.programme": "modigt-ledarskap", "origin.cohort": dice.between(1, 12),
        "source": "example",
    }  # fmt: skip
    confirm(row, weeks_later(AS_OF, -dice.between(1, 16)), dice.between(1, 240))
    set_worth(row, dice)
    if action.also == "it" or dice.chance(0.08):
        row |= {"cost.amount": 10 * dice.between(2, 15), "cost.unit": "ksek"}
    return row


def confirm(row: Row, day: dt.date, number: int) -> None:
    """Say when the mandate was confirmed, and by which decision."""
    row["mandate.confirmed"] = day
    row["mandate.decision"] = f"LG {day.year}/{number} (example)"


def set_worth(row: Row, dice: Dice) -> None:
    """Say what an initiative is worth: known, within bounds, or not at all."""
    throw = dice.between(1, 100)
    if throw <= 60:
        row |= {"value.per_week": dice.between(1, 30), "value.unit": "ksek"}
    elif throw <= 72:
        low = dice.between(0, 10)
        row |= {"value.unknown.low": low, "value.unknown.high": low + dice.between(2, 15)}
        row["value.unit"] = "ksek"
    for name in ("benefit", "urgency", "risk"):
        row[f"criteria.{name}"] = "unknown" if dice.chance(0.08) else dice.between(1, 5)
    row |= {
        "criteria.effort.amount": max(5, row["hours"] // 4),
        "criteria.effort.unit": "person_days",
    }


def fixed_row(name: str, units: Row, measures: Row, dice: Dice) -> Row:
    """Return one of the rows that are set by hand."""
    _, unit, kind, sv, en, purpose_sv, purpose_en = FIXED[name]
    action = next(action for action in ACTIONS if action.kind == kind)
    row = first_row(Subject(unit, action.type, sv, en), action, units, measures, dice)
    row |= {"id": name, "title.sv": sv, "title.en": en}
    if name == "it-stod":
        row |= {"weeks": 14, "mandatory": "true", "priority": "high"}
    return row | {"mandate.purpose.sv": purpose_sv, "mandate.purpose.en": purpose_en}


def set_states(rows: list[Row], dice: Dice) -> None:
    """Let some initiatives be done, running, paused, stopped, decided or ideas."""
    busy: set[str] = set()
    for at, row in enumerate(rows):
        if row["id"] in FIXED:
            row["status"] = "decided" if row["id"] == "it-stod" else "proposed"
        elif at % 40 == 7:
            finish(row, dice)
        elif at % 11 == 3 and row["owner.unit"] not in busy:
            busy.add(row["owner.unit"])
            run(row, dice)
        elif at % 133 == 50:
            run(row, dice)
            row["status"] = "paused"
        elif at % 199 == 60:
            row["status"] = "stopped"
        elif at % 37 == 20:
            row["status"] = "idea"
        elif at % 6 == 1:
            row["status"] = "decided"
        else:
            set_dates(row, at, dice)


def finish(row: Row, dice: Dice) -> None:
    """Let an initiative be done before the day of the example."""
    row["weeks"] = dice.between(6, 12)
    row["started"] = weeks_later(dt.date(2010, 9, 13), dice.between(0, 5))
    confirm(row, weeks_later(row["started"], -1), dice.between(1, 60))
    row["status"] = "done"
    row["finished"] = weeks_later(row["started"], row["weeks"]) - dt.timedelta(days=3)
    if row["finished"] >= dt.date(2010, 12, 20):  # no go-live in the Christmas freeze
        row["weeks"] -= 4
        row["finished"] -= dt.timedelta(weeks=4)


def run(row: Row, dice: Dice) -> None:
    """Let an initiative run on the day of the example, and end outside the freezes."""
    row["status"] = "running"
    row["started"] = weeks_later(dt.date(2010, 10, 11), dice.between(0, 14))
    confirm(row, weeks_later(row["started"], -2), dice.between(1, 60))
    row["follow_up.last"] = max(row["follow_up.last"], row["started"])
    row["weeks"] = max(row["weeks"], 18)
    first, last = dt.date(2011, 6, 13), dt.date(2011, 8, 21)
    while first <= weeks_later(row["started"], row["weeks"]) <= last:
        row["weeks"] -= 1


def set_dates(row: Row, at: int, dice: Dice) -> None:
    """Give some proposals an earliest start or a deadline that leaves room enough."""
    if at % 5 == 2:
        row["earliest"] = weeks_later(AS_OF, dice.between(4, 40))
    if at % 9 == 4:
        first = row["earliest"] or AS_OF
        row["deadline"] = max(weeks_later(first, row["weeks"] + 30), dt.date(2011, 12, 16))
        row["mandate.deadline"] = row["deadline"]
        row["mandatory"] = "true" if at % 36 == 4 else "false"


def set_links(rows: list[Row], dice: Dice) -> None:
    """Link proposals to rows before them, of the same unit or the IT support: no circles."""
    free = [r for r in rows if r["status"] in ("proposed", "decided") and not r["deadline"]]
    support = next(row for row in rows if row["id"] == "it-stod")
    for at, row in enumerate(free):
        before = [r for r in free[:at] if r["owner.unit"] == row["owner.unit"]]
        if row["kind"] == "first-contact" and row is not support and dice.chance(0.4):
            link(row, "requires", support)
        elif before and dice.chance(0.38):
            kind = dice.pick(("requires", "requires", "requires", "follows", "follows", "enables"))
            other = dice.pick(before[-3:])
            if kind == "enables":
                link(other, kind, row)
            else:
                link(row, kind, other)
    set_choices(free)


def set_choices(free: list[Row]) -> None:
    """Let three pairs conflict and two be alternatives, none of them linked otherwise."""
    kinds = ["conflicts", "conflicts", "conflicts", "alternative-to", "alternative-to"]
    linked = " ".join(str(row[kind]) for row in free for kind in WHY)
    open_rows = [row for row in free if row["status"] == "proposed"]
    single = [r for r in open_rows if r["id"] not in linked and not any(r[k] for k in WHY)]
    for row, other in itertools.pairwise(single):
        if kinds and row["owner.unit"] == other["owner.unit"] and not row["conflicts"]:
            if any(row["id"] in str(r[k]) for r in single for k in WHY):
                continue
            link(row, kinds.pop(0), other)


def link(row: Row, kind: str, other: Row) -> None:
    """Add a link with its reason, unless it stands already."""
    if other["id"] not in row[kind]:
        row[kind] = " | ".join(filter(None, [row[kind], f"{other['id']} ({WHY[kind]})"]))


def set_faults(rows: list[Row]) -> None:
    """Plant what the example means to show: lost goals, unclear mandates, silence, overload."""
    open_rows = [r for r in rows if r["status"] == "proposed" and r["id"] not in FIXED]
    for row in open_rows[30::60][:5]:
        row["goals"] = ""
    for row in open_rows[15::90][:3]:
        row["mandate.defined_by"], row["mandate.confirmed"] = "managers", ""
    for row in open_rows[45::120][:2]:
        row |= {"mandate.measure": "", "mandate.decision": "", "mandate.owner": ""}
    running = [row for row in rows if row["status"] == "running"]
    for row in running[4::12][:2]:
        row |= {"started": dt.date(2010, 10, 25), "weeks": 26}
        row |= {"mandate.confirmed": dt.date(2010, 10, 18)}
        row["follow_up.last"] = dt.date(2010, 10, 29)
    reuse = [row for row in open_rows if row["kind"] == "triage"][:1]
    for row in reuse:
        row["reuses"] = "changekit/differentiate-cases@1"
    meets_residents = ("first-contact", "lead-time", "plain-language", "promise", "triage")
    for row in [r for r in running if r["kind"] in meets_residents and "kontakt" not in r["load"]][
        :3
    ]:
        row["load"] += " | kontakt:1"


def build() -> list[Row]:
    """Return all invented initiatives, in the order of the management groups."""
    dice = Dice(SEED)
    units = {unit["id"]: unit for unit in load_yaml("organisation.yaml")["units"]}
    measures = {goal["id"]: goal["measures"][0] for goal in load_yaml("goals.yaml")["goals"]}
    rows: list[Row] = []
    for group in SHARES:
        names = [name for name, row in FIXED.items() if row[0] == group]
        rows += [fixed_row(name, units, measures, dice) for name in names]
        rows += [first_row(*pair, units, measures, dice) for pair in pairs(group, units, dice)]
    set_states(rows, dice)
    set_links(rows, dice)
    set_faults(rows)
    return rows


def text() -> str:
    """Return the file: one row per initiative, `;` between cells."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter=";", lineterminator="\n")
    writer.writeheader()
    writer.writerows(build())
    return out.getvalue()


if __name__ == "__main__":
    TARGET.write_bytes(text().encode("utf-8"))
