"""What the pages say, in each language, in one place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.text import Text, day_words

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["STATE_COUNTS", "STATE_COUNT_ONE", "WORDS", "counted", "day_words"]

WORDS: Final[Mapping[str, Text]] = {
    "skip": Text(sv="Hoppa till innehållet", en="Skip to the content"),
    "contents": Text(sv="Innehåll", en="Contents"),
    "as-table": Text(sv="{title}: tabell, {n} rader", en="{title}: table, {n} rows"),
    "as-table-one": Text(sv="{title}: tabell, 1 rad", en="{title}: table, 1 row"),
    "title": Text(sv="Förändringar i {name}", en="Changes in {name}"),
    "line": Text(
        sv="{n} förändringsinitiativ. Läget den {day}.",
        en="{n} initiatives. As things stand on {day}.",
    ),
    "line-one": Text(
        sv="1 förändringsinitiativ. Läget den {day}.",
        en="1 initiative. As things stand on {day}.",
    ),
    "made": Text(
        sv="Skapad med changekit {version} ur {name}. Planen: motor {engine}, frö {seed}, "
        "{checked}.",
        en="Made with changekit {version} from {name}. The plan: engine {engine}, seed {seed}, "
        "{checked}.",
    ),
    "checked": Text(sv="kontrollräknad", en="checked by a second count"),
    "not-checked": Text(
        sv="kontrollräkningen fann fel", en="the second count found something wrong"
    ),
    "ending": Text(
        sv="en rapport skrivs till en fil som slutar på .html eller .htm; skriv ut den till PDF "
        "från en webbläsare",
        en="a report is written to a file that ends in .html or .htm; print it to PDF from a "
        "browser",
    ),
    "file-errors": Text(
        sv="{n} fel i filerna: förändringsinitiativ kan saknas här på grund av dem. Var felen "
        "står visas av: changekit check",
        en="{n} errors in the files: initiatives may be missing here because of them. Where they "
        "stand is shown by: changekit check",
    ),
    "file-errors-one": Text(
        sv="1 fel i filerna: förändringsinitiativ kan saknas här på grund av det. Var felet står "
        "visas av: changekit check",
        en="1 error in the files: initiatives may be missing here because of it. Where it stands "
        "is shown by: changekit check",
    ),
    # The sections.
    "summary": Text(sv="Sammanfattning", en="Summary"),
    "findings": Text(sv="Iakttagelser", en="Findings"),
    "ranking": Text(sv="Rangordning", en="Ranking"),
    "robustness": Text(sv="Hur säker rangordningen är", en="How far the ranking holds"),
    "robustness-near": Text(sv="Med liknande vikter", en="By similar weights"),
    "robustness-table": Text(
        sv="Plats med varje metod, och hur säker den är: {n} förändringsinitiativ",
        en="Rank by each method, and how sure it is: {n} initiatives",
    ),
    "dependencies": Text(sv="Samband", en="Dependencies"),
    "plan": Text(sv="Plan", en="Plan"),
    "load": Text(sv="Belastning", en="Load"),
    "left-out": Text(sv="Utanför planen", en="Left out of the plan"),
    "assumptions": Text(sv="Antaganden", en="Assumptions"),
    "explanations": Text(sv="Förklaringar", en="Explanations"),
    # Summary.
    "initiatives": Text(sv="förändringsinitiativ", en="initiatives"),
    "initiatives-one": Text(sv="förändringsinitiativ", en="initiative"),
    "errors-one": Text(sv="fel i filerna", en="error in the files"),
    "warnings-one": Text(sv="varning", en="warning"),
    "infos-one": Text(sv="upplysning", en="for information"),
    "assumed-figures-one": Text(sv="antagen uppgift", en="assumed figure"),
    "errors": Text(sv="fel i filerna", en="errors in the files"),
    "warnings": Text(sv="varningar", en="warnings"),
    "infos": Text(sv="upplysningar", en="for information"),
    "assumed-figures": Text(sv="antagna uppgifter", en="assumed figures"),
    "summary-plan": Text(
        sv="Sammanlagt {all}: i planen {inside}, utanför planen {out}, klart {done}, "
        "pausat {paused}.",
        en="In all {all}: {inside} in the plan, {out} left out of it, {done} done, "
        "{paused} paused.",
    ),
    "summary-until": Text(
        sv="Planen gäller från {first} till {last}.", en="The plan covers {first} to {last}."
    ),
    "first-starts": Text(
        sv="{n} kan starta nu. Främst av dem i rangordningen: {names}.",
        en="{n} can start now. Ranked first of them: {names}.",
    ),
    "first-starts-one": Text(sv="1 kan starta nu: {names}.", en="1 can start now: {names}."),
    # Findings.
    "no-findings": Text(
        sv="Inget att anmärka på hittades.", en="Nothing was found that calls for attention."
    ),
    "found": Text(
        sv="{n} iakttagelser: det som skulle göra uppgifterna säkrare.",
        en="{n} findings: what would make the data safer to rely on.",
    ),
    "found-one": Text(
        sv="1 iakttagelse: det som skulle göra uppgifterna säkrare.",
        en="1 finding: what would make the data safer to rely on.",
    ),
    "severity-error": Text(sv="Fel ({n})", en="Errors ({n})"),
    "severity-warning": Text(sv="Varningar ({n})", en="Warnings ({n})"),
    "severity-info": Text(sv="Upplysningar ({n})", en="For information ({n})"),
    "more-findings": Text(
        sv="Här står de {n} första. Alla visas av: changekit check",
        en="These are the first {n}. All are shown by: changekit check",
    ),
    # Dependencies.
    "no-links": Text(sv="Inga samband är angivna.", en="No links are given."),
    "links-in-all": Text(
        sv="{links} samband binder ihop {n} förändringsinitiativ i {groups} grupper.",
        en="{links} links tie {n} initiatives together in {groups} groups.",
    ),
    "links-in-all-one": Text(
        sv="{links} samband binder ihop {n} förändringsinitiativ i 1 grupp.",
        en="{links} links tie {n} initiatives together in 1 group.",
    ),
    "link-in-all": Text(
        sv="1 samband binder ihop {n} förändringsinitiativ.",
        en="1 link ties {n} initiatives together.",
    ),
    "longest-chain-one": Text(
        sv="Den längsta kedjan tar 1 vecka: {names}.",
        en="The longest chain takes 1 week: {names}.",
    ),
    "longest-chain": Text(
        sv="Den längsta kedjan tar {n} veckor: {names}.",
        en="The longest chain takes {n} weeks: {names}.",
    ),
    "circle": Text(
        sv="De här väntar på varandra: {names}.",
        en="These wait for each other: {names}.",
    ),
    "group": Text(
        sv="Grupp {n}: {size} initiativ, med {first}",
        en="Group {n}: {size} initiatives, with {first}",
    ),
    # Plan.
    "by-unit": Text(sv="Förändringsinitiativ per enhet", en="Initiatives by unit"),
    "by-unit-summary": Text(
        sv="Hur många som pågår, startar, väntar eller står utanför i varje enhet.",
        en="How many run, start, wait or are left out in each unit.",
    ),
    "unit": Text(sv="Enhet", en="Unit"),
    "no-unit": Text(sv="Utan enhet", en="Without a unit"),
    "unit-plan": Text(sv="{unit} ({n})", en="{unit} ({n})"),
    "gantt-summary": Text(
        sv="Varje rad är ett förändringsinitiativ från start till slut, vecka för vecka.",
        en="Each row is an initiative from start to end, week by week.",
    ),
    "plan-findings": Text(
        sv="Det här bör ni veta om planen", en="What to know about the plan"
    ),
    "plan-errors": Text(
        sv="Det här går inte att förena i planen", en="This cannot be reconciled in the plan"
    ),
    "quality": Text(
        sv="Nyttan i planen är {objective}.", en="The benefit of the plan is {objective}."
    ),
    "clash": Text(
        sv="Krav {n} som inte går ihop: något av det här måste ge vika.",
        en="Clash {n}: one of these has to give way.",
    ),
    "clash-ways": Text(sv="Vad som skulle lösa det", en="What would solve it"),
    "clash-any": Text(sv="ett av dem räcker", en="one of these is enough"),
    # What could be otherwise.
    "worth": Text(sv="Vad mer kapacitet är värd", en="What more capacity is worth"),
    "worth-prices": Text(
        sv="Så mycket mer nytta skulle en enhet till ge som mest, under varje vecka av tiden. Det "
        "är en övre skattning; den verkliga planen vinner ofta mindre.",
        en="So much more benefit would one more unit give at most, in every week of the time. It "
        "is an upper estimate; the real plan often gains less.",
    ),
    "worth-replanning": Text(
        sv="Så mycket mer nytta ger minst en enhet till, under varje vecka av tiden. Det är "
        "prövat genom att planera om.",
        en="So much more benefit does one more unit give at least, in every week of the time. "
        "It was tried by planning again.",
    ),
    "worth-more": Text(
        sv="Här står de {n} mest värda av {all}. Alla visas av: changekit plan --worth",
        en="These are the {n} worth most of {all}. All are shown by: changekit plan --worth",
    ),
    "overrides": Text(sv="Vad besluten kostar", en="What decisions cost"),
    "overrides-line": Text(
        sv="Planen följer besluten. Så mycket mer nytta skulle den ge utan vart och ett av dem; "
        "en liten skillnad säger lite.",
        en="The plan obeys the decisions. So much more benefit would it give without each of "
        "them; a small difference says little.",
    ),
    "overrides-many": Text(
        sv="Planen följer {n} beslut. Vad vart och ett kostar visas av: "
        "changekit plan --overrides",
        en="The plan obeys {n} decisions. What each costs is shown by: "
        "changekit plan --overrides",
    ),
    "moved": Text(sv="Vad som flyttats sedan förra planen", en="What moved since the last plan"),
    # Load.
    "load-title": Text(
        sv="Belastning mot kapacitet, månad för månad", en="Load against capacity, by month"
    ),
    "no-capacity": Text(
        sv="Ingen enhet har angett vad den orkar, så ingen kan sägas vara överbelastad.",
        en="No unit has said what it can carry, so none can be said to be overloaded.",
    ),
    # Left out.
    "none-left-out": Text(sv="Alla får plats i planen.", en="All of them fit into the plan."),
    "all-read-fit": Text(
        sv="Alla som kunde läsas får plats i planen.",
        en="All that could be read fit into the plan.",
    ),
    "nothing-read": Text(
        sv="Inget förändringsinitiativ kunde läsas.", en="No initiative could be read."
    ),
    "no-initiatives": Text(
        sv="Det finns inga förändringsinitiativ.", en="There are no initiatives."
    ),
    "left-out-line": Text(
        sv="{n} förändringsinitiativ står utanför, här efter orsak.",
        en="{n} initiatives are left out, here by cause.",
    ),
    "left-out-line-one": Text(
        sv="1 förändringsinitiativ står utanför, med sin orsak.",
        en="1 initiative is left out, with its cause.",
    ),
    "released": Text(sv="Det som skulle ge plats: {change}", en="What would make room: {change}"),
    # Assumptions.
    "nothing-assumed": Text(
        sv="Planen vilar inte på några antaganden.",
        en="The plan rests on no assumptions.",
    ),
    "assumed-line": Text(
        sv="{n} uppgifter saknas och har antagits; de märks ut i förklaringarna.",
        en="{n} figures are missing and were assumed; the explanations mark them.",
    ),
    "assumed-line-one": Text(
        sv="1 uppgift saknas och har antagits; den märks ut i förklaringarna.",
        en="1 figure is missing and was assumed; the explanations mark it.",
    ),
    "facts-first": Text(sv="Ta reda på det här först:", en="Find this out first:"),
    # Plugins.
    "plugin-title": Text(sv="Tillägget {name}", en="Plugin {name}"),
    "plugin-broken": Text(
        sv="Tillägget {name} kunde inte visa sin del: {why}",
        en="Plugin {name} could not show its part: {why}",
    ),
    # Explanations.
    "state-running": Text(sv="pågår, {start} till {end}", en="running, {start} to {end}"),
    "state-starts": Text(
        sv="startar utan väntan, {start} till {end}",
        en="starts without waiting, {start} to {end}",
    ),
    "state-waits": Text(
        sv="väntar {n} veckor, {start} till {end}", en="waits {n} weeks, {start} to {end}"
    ),
    "state-waits-one": Text(
        sv="väntar 1 vecka, {start} till {end}", en="waits 1 week, {start} to {end}"
    ),
    "state-paused": Text(sv="pausat", en="paused"),
    "state-done": Text(sv="klart {end}", en="done {end}"),
    "state-left-out": Text(sv="utanför planen", en="left out"),
    "rank-line": Text(
        sv="Plats {rank} av {all} i rangordningen.", en="Rank {rank} of {all}."
    ),
    "rank-unknown": Text(
        sv="Kan inte rangordnas: inget är känt som poängen kan vila på.",
        en="Cannot be ranked: nothing is known that a score could rest on.",
    ),
}  # fmt: skip
"""By name: what the report says."""

STATE_COUNTS: Final[Mapping[str, Text]] = {
    "running": Text(sv="pågår", en="running"),
    "starts": Text(sv="startar utan väntan", en="start without waiting"),
    "waits": Text(sv="väntar", en="wait"),
    "paused": Text(sv="pausade", en="paused"),
    "left-out": Text(sv="utanför planen", en="left out"),
    "done": Text(sv="klara", en="done"),
}
"""By state: what is counted, in the order in which the states are shown."""
STATE_COUNT_ONE: Final[Mapping[str, Text]] = {
    "starts": Text(sv="startar utan väntan", en="starts without waiting"),
    "waits": Text(sv="väntar", en="waits"),
    "paused": Text(sv="pausat", en="paused"),
    "done": Text(sv="klart", en="done"),
}
"""By state: the same of one; where it is not here, it is said alike."""


def counted(name: str, n: int, **values: object) -> Text:
    """Return the sentence on a number of things, that on one thing where there is one.

    >>> counted("file-errors", 1).to("en")[:23]
    '1 error in the files: i'
    """
    word = f"{name}-one" if n == 1 and f"{name}-one" in WORDS else name
    return WORDS[word].format(n=n, **values)
