"""Mandatory initiatives that clash: the rules, where they stand, and what would help."""

from __future__ import annotations

from typing import Any

import attrs

from changekit.findings import Place
from changekit.services.planning.clashes.demands import Kind
from changekit.tables import Column, Shown, Table
from changekit.text import Text

__all__ = ["Clash", "ClashRule", "Way"]

TITLE = Text(sv="Krav som inte går ihop", en="Rules that clash")
COLUMNS = (
    Column("kind", Text(sv="Slag", en="Kind")),
    Column("subject", Text(sv="Gäller", en="About")),
    Column("text", Text(sv="Krav", en="Rule")),
    Column("place", Text(sv="Plats", en="Place")),
)
PROVEN = {
    "smallest": Text(
        sv="Det är bevisat att inget mindre urval av krav kolliderar",
        en="It is proven that no smaller set of rules clashes",
    ),
    "irreducible": Text(
        sv="Utan vilket som helst av kraven går resten ihop",
        en="Without any one of these rules the others can be kept",
    ),
    "open": Text(
        sv="Det är bevisat att kraven inte går ihop, men inte att alla behövs för det",
        en="It is proven that these rules clash, but not that all of them are needed for it",
    ),
}


@attrs.frozen(kw_only=True)
class ClashRule:
    """One of the rules that clash.

    Attributes:
        subject: The initiative, unit, role or year that it is about; empty for the whole.
        other: The other initiative of a link.
        place: Where it stands; None where the data has no files.
    """

    kind: Kind
    subject: str
    other: str = ""
    text: Text
    place: Place | None = None

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the rule as JSON values."""
        place = self.place
        return {
            "kind": self.kind, "subject": self.subject, "other": self.other,
            "text": self.text.to(language), "place": str(place) if place else None,
            "file": place.file if place else None, "line": place.line if place else None,
        }  # fmt: skip


@attrs.frozen(kw_only=True)
class Way:
    """One change that alone ends a clash.

    Attributes:
        amount: By how much, in weeks or in what the resource counts; None: the rule is given up.
    """

    kind: Kind
    subject: str
    amount: float | None
    text: Text

    def to_dict(self, language: str = "en") -> dict[str, Any]:  # Any: JSON values
        """Return the change as JSON values."""
        return {
            "kind": self.kind, "subject": self.subject, "amount": self.amount,
            "text": self.text.to(language),
        }  # fmt: skip


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Clash(Shown):
    """Rules that cannot all be kept, however anything is planned.

    Attributes:
        rules: The rules; all of them are needed for the clash where it is irreducible.
        initiatives: What is mandatory among them, sorted.
        irreducible: Whether it is proven that the others can be kept without any one of them.
        smallest: Whether it is proven that no smaller set of rules clashes, of all that are about
            these initiatives and what they share.
        ways: Changes of which any one alone ends this clash and starts no other, the gentlest
            first; none where it takes several together, or none was found.
        searched: Whether it is known that no rule alone is enough but those in `ways`.
    """

    rules: tuple[ClashRule, ...]
    initiatives: tuple[str, ...]
    irreducible: bool
    smallest: bool
    ways: tuple[Way, ...] = ()
    searched: bool = True
    notice: Text | None = attrs.field(default=None, eq=False)
    language: str = attrs.field(default="en", eq=False)

    @property
    def proven(self) -> Text:
        """What is proven about the set of rules."""
        word = "smallest" if self.smallest else "irreducible" if self.irreducible else "open"
        return PROVEN[word]

    def __str__(self) -> str:
        """Return the rules as lines, each with its place, and what would help."""
        code = self.language
        lines = [TITLE.to(code) + ":"]
        for rule in self.rules:
            where = f" ({rule.place})" if rule.place else ""
            lines.append(f"- {rule.text.to(code)}{where}")
        lines.append(self.proven.to(code) + ".")
        hint = self.hint.to(code)
        lines.append(f"{hint[:1].upper()}{hint[1:]}.")
        return "\n".join(lines)

    @property
    def hint(self) -> Text:
        """What would help, in one line."""
        if not self.ways and not self.searched:
            return Text(
                sv="ändra något av kraven; vad som räcker är inte avgjort",
                en="change some of the rules; what is enough is undecided",
            )
        if not self.ways:
            return Text(
                sv="ändra minst två av kraven; inget räcker ensamt",
                en="change two of the rules at least; none is enough alone",
            )
        listed = {code: "; ".join(w.text.to(code) for w in self.ways[:3]) for code in ("sv", "en")}
        if len(self.ways) == 1:
            return Text(listed)
        return Text(
            sv="en av dessa räcker: " + listed["sv"], en="one of these is enough: " + listed["en"]
        )

    def explain(self) -> Text:
        """Return the clash in one sentence."""
        texts = {code: "; ".join(r.text.to(code) for r in self.rules) for code in ("sv", "en")}
        return Text(
            sv=f"Detta går inte ihop: {texts['sv']}", en=f"These rules clash: {texts['en']}"
        )

    def table(self) -> Table:
        """Return one row for each rule."""
        rows = tuple(
            (rule.kind, rule.subject, rule.text, str(rule.place) if rule.place else None)
            for rule in self.rules
        )
        return Table(title=TITLE, columns=COLUMNS, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the clash as JSON values."""
        return {
            "initiatives": list(self.initiatives),
            "irreducible": self.irreducible,
            "smallest": self.smallest,
            "rules": [rule.to_dict(self.language) for rule in self.rules],
            "ways": [way.to_dict(self.language) for way in self.ways],
            "hint": self.hint.to(self.language),
        }
