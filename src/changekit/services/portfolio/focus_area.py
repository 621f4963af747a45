"""One focus area: its goals, the work that serves them, and what that work hands over."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.errors import UnknownNameError
from changekit.tables import Column, Shown, Table
from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from changekit.model.municipality import Municipality

__all__ = ["Delivery", "FocusArea", "focus_area"]


@attrs.frozen(kw_only=True)
class Delivery:
    """An initiative that serves a focus area.

    Attributes:
        deliverables: What it hands over.
        suppliers: Who helped from outside.
    """

    initiative: str
    title: Text
    status: str
    goals: tuple[str, ...]
    deliverables: tuple[Text, ...]
    suppliers: tuple[Text, ...]


@attrs.frozen(kw_only=True, repr=False)
class FocusArea(Shown):
    """A focus area with its goals and the initiatives that serve them, by id."""

    id: str
    title: Text
    goals: tuple[str, ...]
    items: tuple[Delivery, ...]
    language: str = "en"
    notice: Text | None = None

    @property
    def deliverables(self) -> tuple[Text, ...]:
        """What all its initiatives hand over."""
        return tuple(text for item in self.items for text in item.deliverables)

    def table(self) -> Table:
        """Return one row for each initiative."""
        columns = (
            Column("initiative", Text(sv="Förändringsinitiativ", en="Initiative")),
            Column("status", Text.plain("status")),
            Column("goals", Text(sv="Mål", en="Goals")),
            Column("deliverables", Text(sv="Lämnar över", en="Hands over")),
            Column("suppliers", Text(sv="Hjälp utifrån", en="Help from outside")),
        )
        rows = tuple(
            (it.title, it.status, ", ".join(it.goals), _all(it.deliverables), _all(it.suppliers))
            for it in self.items
        )
        count = len(self.deliverables)
        title = Text(
            sv="{title}: {goals} mål, {count} leveranser",
            en="{title}: {goals} goals, {count} deliverables",
        ).format(title=self.title, goals=len(self.goals), count=count)
        return Table(title=title, columns=columns, rows=rows, notice=self.notice)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the focus area as JSON values."""
        code = self.language
        return {
            "id": self.id,
            "title": self.title.to(code),
            "goals": list(self.goals),
            "deliverables": [text.to(code) for text in self.deliverables],
            "initiatives": [
                {
                    "id": item.initiative,
                    "status": item.status,
                    "goals": list(item.goals),
                    "deliverables": [text.to(code) for text in item.deliverables],
                    "suppliers": [text.to(code) for text in item.suppliers],
                }
                for item in self.items
            ],
        }


def _all(texts: tuple[Text, ...]) -> Text:
    return Text(
        {code: join_words((text.to(code) for text in texts), language=code) for code in LANGUAGES}
    )


def focus_area(municipality: Municipality, name: str, *, language: str = "en") -> FocusArea:
    """Return a focus area with what serves its goals; stopped initiatives are left out.

    Raises:
        UnknownNameError: There is no such focus area.
    """
    known = {item.id: item for item in municipality.goals.groupings}
    if name not in known:
        kind = "focus area"
        raise UnknownNameError(kind, name, known=known)
    goals = tuple(known[name].goals)
    items = tuple(
        Delivery(
            initiative=item.id,
            title=item.title,
            status=item.status,
            goals=tuple(goal for goal in item.goals if goal in goals),
            deliverables=item.deliverables,
            suppliers=item.suppliers,
        )
        for item in sorted(municipality.initiatives, key=lambda item: item.id)
        if item.status != "stopped" and set(item.goals) & set(goals)
    )
    return FocusArea(
        id=name, title=known[name].title, goals=goals, items=items, language=language,
        notice=municipality.notice,
    )  # fmt: skip
