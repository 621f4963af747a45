"""What a plan says, in a sentence or two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.services.planning.result import Plan
    from changekit.services.planning.why.explain import State

__all__ = ["summary_of"]

STATES: Mapping[State, Text] = {
    "running": Text(sv="{n} pågår", en="{n} running"),
    "starts": Text(sv="{n} startar så tidigt de får", en="{n} starting as early as they may"),
    "waits": Text(sv="{n} väntar", en="{n} waiting"),
    "paused": Text(sv="{n} pausade", en="{n} paused"),
    "done": Text(sv="{n} klara", en="{n} done"),
    "left-out": Text(sv="{n} inte med", en="{n} left out"),
}
ALONE: Mapping[State, Text] = {
    "paused": Text(sv="1 pausat", en="1 paused"),
    "done": Text(sv="1 klart", en="1 done"),
}
RESTS = Text(
    sv="{places} vilar på antaganden ({figures} saknas). Ta först reda på: {facts}.",
    en="{places} on assumptions ({figures} missing). Find out first: {facts}.",
)
COUNTED = {
    "initiatives": (
        Text(sv="1 initiativ", en="1 initiative"),
        Text(sv="{n} initiativ", en="{n} initiatives"),
    ),
    "places": (
        Text(sv="1 plats", en="1 place rests"),
        Text(sv="{n} platser", en="{n} places rest"),
    ),
    "figures": (Text(sv="1 uppgift", en="1 figure"), Text(sv="{n} uppgifter", en="{n} figures")),
}


def summary_of(plan: Plan) -> Text:
    """Return how many initiatives are in which state, and what the plan rests on."""
    counts = {state: len(plan.in_state(state)) for state in STATES}
    states = [
        (ALONE.get(state, STATES[state]) if n == 1 else STATES[state]).format(n=n)
        for state, n in counts.items()
        if n
    ]
    whole = _counted("initiatives", len(plan.places))
    said = _joined(": ", [whole, _joined(", ", states)] if states else [whole])
    if not plan.assumed:
        return _joined("", [said, Text.plain(".")])
    rests = RESTS.format(
        places=_counted("places", len(plan.places_on_assumptions)),
        figures=_counted("figures", plan.assumed),
        facts=_joined("; ", [fact.text for fact in plan.facts_to_find()]),
    )
    return _joined(". ", [said, rests])


def _counted(noun: str, n: int) -> Text:
    one, many = COUNTED[noun]
    return one if n == 1 else many.format(n=n)


def _joined(between: str, texts: list[Text]) -> Text:
    return Text({code: between.join(text.to(code) for text in texts) for code in ("sv", "en")})
