"""What a municipality answers when it is asked about a change that worked, in plain words."""

from __future__ import annotations

from typing import Literal

import attrs

from changekit.model.fields import about, between
from changekit.model.quantities import Amount
from changekit.model.records import Record
from changekit.text import Text

__all__ = ["QUESTIONS", "Answers", "Question"]


@attrs.frozen(kw_only=True)
class Answers(Record):
    """The answers to eight plain questions; all but the title may be blank."""

    title: Text = attrs.field(metadata=about("What the change is called, in a few words"))
    problem: Text | None = attrs.field(default=None, metadata=about("1. What was the problem?"))
    for_whom: Text | None = attrs.field(
        default=None, metadata=about("2. For whom did it become better?")
    )
    done: tuple[Text, ...] = attrs.field(
        default=(), metadata=about("3. What did you do? One step in each item")
    )
    who: Text | None = attrs.field(
        default=None, metadata=about("4. Who did it, and how long did it take?")
    )
    took: Text | None = attrs.field(
        default=None, metadata=about("5. What did it take: mandates, money, IT support?")
    )
    changed: Text | None = attrs.field(
        default=None, metadata=about("6. What changed, and how do you know?")
    )
    measured: str | None = attrs.field(
        default=None, metadata=about("6a. What was measured, if anything")
    )
    before: Amount | None = attrs.field(
        default=None, metadata=about("6b. The value before", unit="the unit beside it")
    )
    after: Amount | None = attrs.field(
        default=None, metadata=about("6c. The value after", unit="the unit beside it")
    )
    unit: str | None = attrs.field(default=None, metadata=about("6d. The unit of the values"))
    n: int | None = attrs.field(
        default=None,
        validator=between(0),
        metadata=about("6e. How many the values rest on", unit="people or cases"),
    )
    better: Literal["up", "down"] | None = attrs.field(
        default=None, metadata=about("6f. Which way is better")
    )
    otherwise: Text | None = attrs.field(
        default=None, metadata=about("7. What would you do otherwise?")
    )
    contact: Text | None = attrs.field(
        default=None, metadata=about("8. Which function answers questions? Never a person")
    )
    licence: str | None = attrs.field(
        default=None, metadata=about("8a. The licence, as SPDX names it, such as CC0-1.0")
    )
    needs: tuple[str, ...] = attrs.field(
        default=(), metadata=about("Needs that it answers; may be left for later", refers="need")
    )


@attrs.frozen(kw_only=True)
class Question:
    """One question, as people are asked it.

    Attributes:
        field: The field of `Answers` that the answer goes to.
        number: What stands before it.
        text: The question.
        help: What a good answer looks like.
        optional: Whether it is only asked where somebody wants to say more.
    """

    field: str
    number: str
    text: Text
    help: Text
    optional: bool = False


QUESTIONS = (
    Question(
        field="title", number="0",
        text=Text(sv="Vad kallar ni förändringen?", en="What do you call the change?"),
        help=Text(sv="några få ord", en="a few words"),
    ),
    Question(
        field="problem", number="1",
        text=Text(sv="Vad var problemet?", en="What was the problem?"),
        help=Text(sv="som ni skulle säga det till en granne", en="as you would tell a neighbour"),
    ),
    Question(
        field="for_whom", number="2",
        text=Text(sv="För vem blev det bättre?", en="For whom did it become better?"),
        help=Text(sv="de som tar emot tjänsten, medarbetare, chefer",
                  en="those who receive the service, staff, managers"),
    ),
    Question(
        field="done", number="3",
        text=Text(sv="Vad gjorde ni?", en="What did you do?"),
        help=Text(sv="ett steg på varje rad, i den ordning ni gjorde dem",
                  en="one step on each line, in the order you took them"),
    ),
    Question(
        field="who", number="4",
        text=Text(sv="Vilka gjorde det, och hur lång tid tog det?",
                  en="Who did it, and how long did it take?"),
        help=Text(sv="roller, inte namn; veckor och timmar", en="roles, no names; weeks, hours"),
    ),
    Question(
        field="took", number="5",
        text=Text(sv="Vad krävdes?", en="What did it take?"),
        help=Text(sv="befogenheter, pengar, it-stöd, information",
                  en="authority, money, IT support, information"),
    ),
    Question(
        field="changed", number="6",
        text=Text(sv="Vad blev annorlunda, och hur vet ni det?",
                  en="What changed, and how do you know?"),
        help=Text(sv="det ni såg, och hur ni fick veta det",
                  en="what you saw, and how you came to know"),
    ),
    Question(
        field="measured", number="6a", optional=True,
        text=Text(sv="Mätte ni något? Vad?", en="Did you measure anything? What?"),
        help=Text(sv="till exempel svarstid", en="such as time to answer"),
    ),
    Question(
        field="before", number="6b", optional=True,
        text=Text(sv="Värdet före", en="The value before"), help=Text(sv="ett tal", en="a number"),
    ),
    Question(
        field="after", number="6c", optional=True,
        text=Text(sv="Värdet efter", en="The value after"), help=Text(sv="ett tal", en="a number"),
    ),
    Question(
        field="unit", number="6d", optional=True,
        text=Text(sv="Enheten", en="The unit"), help=Text(sv="dagar, procent", en="days, percent"),
    ),
    Question(
        field="n", number="6e", optional=True,
        text=Text(sv="Hur många ärenden eller personer?", en="How many cases or people?"),
        help=Text(sv="ett heltal", en="a whole number"),
    ),
    Question(
        field="better", number="6f", optional=True,
        text=Text(sv="Åt vilket håll är bättre?", en="Which way is better?"),
        help=Text(sv="up eller down", en="up or down"),
    ),
    Question(
        field="otherwise", number="7",
        text=Text(sv="Vad skulle ni göra annorlunda?", en="What would you do otherwise?"),
        help=Text(sv="det som gjorde det lättare eller svårare",
                  en="what made it easier or harder"),
    ),
    Question(
        field="contact", number="8",
        text=Text(sv="Vilken funktion svarar på frågor?", en="Which function answers questions?"),
        help=Text(sv="en funktion eller en funktionsbrevlåda, aldrig en person",
                  en="a function or its mailbox, never a person"),
    ),
    Question(
        field="licence", number="8a",
        text=Text(sv="Under vilken licens får andra använda det?",
                  en="Under which licence may others use it?"),
        help=Text(sv="CC0-1.0: fritt för alla", en="CC0-1.0: free for everybody"),
    ),
)  # fmt: skip
"""Ours: the eight questions that a concept is made of, with those beside the sixth that turn an
account into a measurement. Everything else that a concept can hold is optional."""
