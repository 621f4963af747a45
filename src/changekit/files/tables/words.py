"""What the words in cells mean: choices, yes and no, and units of money, in two languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["CHOICES", "MONEY", "NOTHING", "YES_NO", "choice_of", "in_swedish", "plain"]

NOTHING = frozenset({"", "-", "–", "—"})
"""Cells that hold nothing."""

YES_NO = {
    **dict.fromkeys(("ja", "j", "x", "yes", "y", "true", "sant", "1", "✓", "✔"), True),
    **dict.fromkeys(("nej", "n", "no", "false", "falskt", "0"), False),
}

MONEY = {
    "kr": "sek", "sek": "sek", "tkr": "ksek", "ksek": "ksek", "mkr": "msek", "mnkr": "msek",
    "msek": "msek", "eur": "eur", "€": "eur", "keur": "keur", "meur": "meur",
}  # fmt: skip

_BY_CHOICE = {
    # status
    "idea": "idé, ide, idéer, förslag till idé, uppslag, tanke",
    "proposed": "föreslagen, föreslaget, förslag, anmäld, ny, nytt, inkommen, proposal, new, "
    "under beredning, bereds, beredning, förstudie, utreds",
    "decided": "beslutad, beslutat, beslut, planerad, planerat, planeras, godkänd, godkänt, "
    "ej startad, inte startad, ej påbörjad, ej påbörjat, inte påbörjad, planned, approved, "
    "not started, uppdrag givet",
    "running": "pågående, pågår, startad, startat, påbörjad, påbörjat, aktiv, genomförs, "
    "genomförande, under genomförande, ongoing, in progress, active, started",
    "paused": "pausad, pausat, paus, vilande, vilar, pausas, parkerad, on hold, hold",
    "done": "klar, klart, avslutad, avslutat, genomförd, genomfört, färdig, färdigt, slutförd, "
    "slutfört, finished, complete, completed, closed",
    "stopped": "avbruten, avbrutet, avbryts, stoppad, stoppat, nedlagd, nedlagt, avslagen, "
    "avslag, cancelled, canceled, rejected",
    # priority
    "high": "hög, högt, högst, h, 1, prio 1, prio1, prioritet 1, p1, a",
    "medium": "medel, mellan, medelhög, normal, m, 2, prio 2, prio2, prioritet 2, p2, b, med",
    "low": "låg, lågt, lägst, l, 3, prio 3, prio3, prioritet 3, p3, c",
    # mode
    "integrated": "integrerad, integrerat, i linjen, linjen, i vardagen, linjearbete, in the line",
    "project": "projekt, som projekt",
    # blackout
    "default": "vanlig, som vanligt, standard",
    "none": "ingen, inga",
    # who worded a mandate
    "politicians": "politiker, politiken, nämnd, nämnden, kommunfullmäktige, fullmäktige",
    "managers": "chefer, chef, ledning, ledningen, management",
    "staff": "medarbetare, personal, personalen, employees",
    "law": "lag, lagen, lagkrav, lagstiftning, legislation",
    # what kind of body a unit is
    "municipality": "kommun, kommunen",
    "council": "fullmäktige, kommunfullmäktige",
    "committee": "nämnd, nämnden, utskott, styrelse, kommunstyrelse",
    "administration": "förvaltning, förvaltningen",
    "office": "kontor, kontoret, kansli, department",
    "unit": "enhet, enheten, avdelning, team",
    "company": "bolag, bolaget, kommunalt bolag",
    "joint-authority": "kommunalförbund, kommunförbund",
    # how high up a role sits
    "political": "politisk, politiker",
    "top": "högsta, högsta ledning, förvaltningschef",
    "middle": "mellanchef, mellannivå",
    "first-line": "första linjen, förstalinjechef, enhetschef, first line",
    # what a role has to act with
    "responsibility": "ansvar",
    "authority": "befogenhet, befogenheter, mandat",
    "it-support": "it-stöd, it stöd, itstöd",
    "information": "underlag",
    "resources": "resurser, resurs",
    # ties between initiatives
    "requires": "kräver",
    "follows": "följer, följer på, efter",
    "enables": "möjliggör, underlättar",
    "conflicts": "krockar, krockar med, konflikt",
    "alternative-to": "alternativ till, alternativ, i stället för",
}


def _spread(by_choice: dict[str, str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for choice, words in by_choice.items():
        for word in (choice, *words.split(", ")):
            found[word] = (*found.get(word, ()), choice)
    return found


def plain(text: str) -> str:
    """Return a text as words are compared: lower case, single spaces, no mark at the end.

    >>> plain(" Klart  senast: ")
    'klart senast'
    """
    return " ".join(text.casefold().split()).strip(" :*?.")


CHOICES = _spread(_BY_CHOICE)
"""The choices that each word can stand for; the field decides which of them it is."""


def choice_of(text: str, choices: Iterable[str]) -> str | None:
    """Return the choice that a word stands for, None where it stands for none of them.

    >>> choice_of("Pågående", ["done", "running"]), choice_of("Prio 1", ["high", "low"])
    ('running', 'high')
    """
    meant = CHOICES.get(plain(text), ())
    return next((choice for choice in choices if choice in meant), None)


def in_swedish(choice: str) -> str:
    """Return the Swedish word for a choice; one without a word stays as it is.

    >>> in_swedish("running"), in_swedish("high")
    ('pågående', 'hög')
    """
    return _BY_CHOICE.get(choice, choice).split(", ")[0]
