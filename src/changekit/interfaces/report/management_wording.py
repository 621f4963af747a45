"""What the page for a management group says: plain words, no word of how it was worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["WORDS"]

WORDS: Final[Mapping[str, Text]] = {
    "title": Text(
        sv="Förändringar i {name}: för ledningsgruppen",
        en="Changes in {name}: for the management group",
    ),
    "line": Text(
        sv="{n} förändringsinitiativ. Läget {day}, med sikte på {last}.",
        en="{n} initiatives. As of {day}, looking ahead to {last}.",
    ),
    "line-one": Text(
        sv="1 förändringsinitiativ. Läget {day}, med sikte på {last}.",
        en="1 initiative. As of {day}, looking ahead to {last}.",
    ),
    "best": Text(
        sv="Ingen plan kan ge mer nytta än den här.", en="No plan can give more than this one."
    ),
    "near-best": Text(
        sv="Ingen plan kan ge mer än {share} % mer nytta än den här.",
        en="No plan can give more than {share}% more benefit than this one.",
    ),
    "moved": Text(
        sv="{n} ändringar sedan förra planen.", en="{n} changes since the last plan."
    ),
    "moved-one": Text(sv="1 ändring sedan förra planen.", en="1 change since the last plan."),
    "nothing-moved": Text(
        sv="Inget är ändrat sedan förra planen.", en="Nothing has changed since the last plan."
    ),
    "starts-title": Text(sv="Startar nu", en="Starts now"),
    "waits-title": Text(sv="Väntar, och på vad", en="Waits, and for what"),
    "left-out-title": Text(sv="Får inte plats", en="Does not fit"),
    "decisions-title": Text(
        sv="Tre beslut som skulle frigöra mest",
        en="Three decisions that would free most",
    ),
    "decisions-fewer": Text(
        sv="Beslut som skulle frigöra mest",
        en="Decisions that would free most",
    ),
    "assumed-title": Text(sv="Det här antar vi", en="What we assume"),
    "starts": Text(sv="{n} kan starta nu.", en="{n} can start now."),
    "nothing-starts": Text(sv="Inget nytt startar nu.", en="Nothing new starts now."),
    "first-of-them": Text(sv="Först i tur: {names}.", en="First in line: {names}."),
    "running": Text(sv="{n} pågår redan.", en="{n} are already running."),
    "paused": Text(sv="{n} är pausade.", en="{n} are paused."),
    "done": Text(sv="{n} är klara.", en="{n} are done."),
    "done-one": Text(sv="1 är klart.", en="1 is done."),
    "running-one": Text(sv="1 pågår redan.", en="1 is already running."),
    "later": Text(
        sv="{n} har ett senare datum och kan starta då.",
        en="{n} have a later date and can start then.",
    ),
    "later-one": Text(
        sv="1 har ett senare datum och kan starta då.",
        en="1 has a later date and can start then.",
    ),
    "paused-one": Text(sv="1 är pausat.", en="1 is paused."),
    "more": Text(sv="{n} till", en="{n} more"),
    "waits": Text(
        sv="{n} väntar: {names}. Det sista kan starta {last}.",
        en="{n} wait: {names}. The last can start on {last}.",
    ),
    "waits-one": Text(sv="{name} väntar till {day}.", en="{name} waits until {day}."),
    "nothing-waits": Text(sv="Inget behöver vänta.", en="Nothing has to wait."),
    "left-out": Text(sv="{n} får inte plats: {names}.", en="{n} do not fit: {names}."),
    "left-out-one": Text(sv="{names} får inte plats.", en="{names} does not fit."),
    "stopped": Text(sv="{n} är stoppade: {names}.", en="{n} are stopped: {names}."),
    "stopped-one": Text(sv="{names} är stoppat.", en="{names} is stopped."),
    "required": Text(
        sv="Lagkrav/obligatoriskt som inte får plats: {names}.",
        en="Required but does not fit: {names}.",
    ),
    "also-unit": Text(
        sv="Inte heller {names} orkar fler förändringar samtidigt.",
        en="Nor can {names} carry more changes at once.",
    ),
    "also-limit": Text(
        sv="Även {names} har redan så många på gång som får pågå samtidigt.",
        en="{names}, too, have as many going on as may run at once.",
    ),
    "also-role": Text(
        sv="Inte heller {names} har tid till mer.", en="Nor do {names} have time for more."
    ),
    "also": Text(sv="Andra orsaker: {names}.", en="Other reasons: {names}."),
    "also-units": Text(sv="{n} enheter till", en="{n} more units"),
    "also-roles": Text(sv="{n} roller till", en="{n} more roles"),
    "also-units-one": Text(sv="en enhet till", en="one more unit"),
    "also-roles-one": Text(sv="en roll till", en="one more role"),
    "n-wait": Text(sv="{n} väntar.", en="{n} wait."),
    "n-wait-one": Text(sv="1 väntar.", en="1 waits."),
    "n-left-out-one": Text(sv="1 får inte plats.", en="1 does not fit."),
    "n-left-out": Text(sv="{n} får inte plats.", en="{n} do not fit."),
    "mandate": Text(
        sv="Bekräfta uppdraget innan ni startar: {n} av {all} saknar ett bekräftat uppdrag.",
        en="Confirm the mandate before you start: {n} of {all} have no confirmed mandate.",
    ),
    "mandate-one": Text(
        sv="Bekräfta uppdraget innan ni startar: {n} av {all} saknar ett bekräftat uppdrag.",
        en="Confirm the mandate before you start: {n} of {all} has no confirmed mandate.",
    ),
    "mandate-names": Text(sv="Börja med {names}.", en="Begin with {names}."),
    "decision-none": Text(
        sv="Inget enskilt beslut av det slag vi prövat skulle ge plats åt mer.",
        en="No single decision of the kind that we tried would make room for more.",
    ),
    "tried": Text(
        sv="Varje beslut är prövat för sig, med allt annat som det är.",
        en="Each decision was tried by itself, everything else staying as it is.",
    ),
    "gain-fit": Text(sv="{n} fler får plats", en="{n} more fit in"),
    "gain-fit-one": Text(sv="en får plats till", en="one more fits in"),
    "gain-earlier-one": Text(sv="en kan starta tidigare", en="one can start earlier"),
    "gain-earlier": Text(sv="{n} kan starta tidigare", en="{n} can start earlier"),
    "gain-benefit": Text(sv="nyttan ökar med {share} %", en="the benefit grows by {share}%"),
    "assumed": Text(
        sv="{n} uppgifter saknas och är antagna. Svaret blir säkrare om ni först tar reda på:",
        en="{n} figures are missing and were assumed. Find these out first:",
    ),
    "assumed-one": Text(
        sv="1 uppgift saknas och är antagen. Svaret blir säkrare om ni först tar reda på:",
        en="1 figure is missing and was assumed. Find this out first:",
    ),
    "nothing-assumed": Text(
        sv="Inget är antaget: alla uppgifter som behövs finns.",
        en="Nothing is assumed: every figure that is needed is there.",
    ),
    "beside": Text(
        sv="Hela planen finns som kalkylblad och bilder bredvid den här sidan.",
        en="The whole plan is there as a spreadsheet and pictures beside this page.",
    ),
}  # fmt: skip
"""By name: what the page says."""
