"""What a plan says, in a sentence or two."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from changekit.rules.planning import CIRCULAR_REQUIRES
from changekit.services.planning.aims import AIMS
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from changekit.services.planning.result import Plan
    from changekit.services.planning.why.explain import State

__all__ = ["quality_of", "summary_of"]

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


BEST = Text(sv="Ingen plan ger mer nytta.", en="No plan gives more.")
BEST_OF_REST = Text(
    sv="Ingen plan av det som kan planeras ger mer nytta.",
    en="No plan of what can be planned gives more.",
)
NOTHING = Text(sv="Det finns inget att planera.", en="There is nothing to plan.")
WITHIN = Text(
    sv="Högst {gap} % under det bästa möjliga: ingen plan ger mer än {bound}.",
    en="At most {gap} % below the best possible: no plan gives more than {bound}.",
)
NO_BOUND = Text(
    sv="Hur långt det är till det bästa möjliga är inte känt.",
    en="How far it is from the best possible is not known.",
)
ORDERED = Text(sv="Mål, det viktigaste först: {parts}.", en="Aims, the first most: {parts}.")
REACHED = Text(sv="{{name}} {amount}", en="{{name}} {amount}")
SPENT = Text(sv=" Tog {seconds} s.", en=" It took {seconds} s.")


def quality_of(plan: Plan) -> Text:
    """Return how far from the best possible a plan can be, in a sentence.

    A plan that can be made again in the same way does not say how long it took, so that what it
    says is the same each time; `Plan.seconds` does.
    """
    if not plan.compiled.model.ids:
        said = NOTHING
    elif plan.status == "optimal":
        circles = any(it.code == CIRCULAR_REQUIRES.code for it in plan.compiled.findings)
        said = BEST_OF_REST if circles else BEST
    elif plan.gap is None or plan.bound is None:
        said = NO_BOUND
    else:
        # Ours: rounded up, so that what is said is never less than what is proven.
        gap = math.ceil(1000 * plan.gap) / 10
        said = _figures(WITHIN, gap=f"{gap:.1f}", bound=f"{math.ceil(plan.bound):,}")
    if len(plan.aims) > 1:
        parts = [
            _figures(REACHED, amount=f"{item.amount:,.1f}").format(name=AIMS[item.aim])
            for item in plan.aims
        ]
        said = _joined(" ", [said, ORDERED.format(parts=_joined(", ", parts))])
    if plan.repeatable:
        return said
    return _joined("", [said, _figures(SPENT, seconds=f"{plan.seconds:.1f}")])


def _figures(text: Text, **figures: str) -> Text:
    """Return a sentence with figures in it, as each language writes them."""
    turned = str.maketrans({",": "\N{NO-BREAK SPACE}", ".": ","})
    swedish = {name: figure.translate(turned) for name, figure in figures.items()}
    return Text(
        sv=text.format(**swedish).to("sv"), en=text.format(**figures).to("en")
    )  # fmt: skip


def _counted(noun: str, n: int) -> Text:
    one, many = COUNTED[noun]
    return one if n == 1 else many.format(n=n)


def _joined(between: str, texts: list[Text]) -> Text:
    return Text({code: between.join(text.to(code) for text in texts) for code in ("sv", "en")})
