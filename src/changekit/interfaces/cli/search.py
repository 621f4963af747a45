"""`changekit search`: concepts in the catalogue."""

from __future__ import annotations

import re
from typing import Final

import click

from changekit.interfaces.cli.common import Call, nearest_or_none, options
from changekit.interfaces.cli.terminal import shown

_COST: Final = re.compile(r"(?P<amount>\d+(?:[.,]\d+)?)\s*(?P<unit>[A-Za-z_]+)?")
_SIZE: Final = re.compile(r"(?P<low>\d+)(?:-(?P<high>\d+))?")
_AS_LARGE: Final = 2
"""Ours: a municipality is like another that has from half to double as many inhabitants."""


def _cost(
    _: click.Context, __: click.Parameter, value: str | None
) -> tuple[float, str | None] | None:
    """Return the amount and the unit of what is written as `500 ksek`."""
    if value is None:
        return None
    found = _COST.fullmatch(value.strip())
    if found is None:
        wanted = f"a number and a unit, such as '500 ksek' or '20 person_days', got {value!r}"
        raise click.BadParameter(wanted)
    return float(found["amount"].replace(",", ".")), found["unit"]


def _size(_: click.Context, __: click.Parameter, value: str | None) -> tuple[int, int] | None:
    """Return the least and most inhabitants of what is written as 75000 or 50000-100000."""
    if value is None:
        return None
    found = _SIZE.fullmatch(value.strip())
    if found is None:
        wanted = f"a number such as 75000, or two such as 50000-100000, got {value!r}"
        raise click.BadParameter(wanted)
    low = int(found["low"])
    return (low, int(found["high"])) if found["high"] else (low // _AS_LARGE, low * _AS_LARGE)


@click.command("search")
@click.argument("words", nargs=-1)
@click.option(
    "--workspace", metavar="DIR",
    help="Search this municipality's concepts too; by default those of the folder you are in.",
)  # fmt: skip
@click.option("--need", multiple=True, metavar="ID", help="Only what answers this need.")
@click.option(
    "--value", multiple=True, metavar="[RUBRIC/]VALUE",
    help="Only what answers the needs of this value of a rubric.",
)  # fmt: skip
@click.option(
    "--min-evidence", type=click.IntRange(0, 5), metavar="LEVEL",
    help="Only what has at least this level of evidence, 0 to 5.",
)  # fmt: skip
@click.option(
    "--max-cost", callback=_cost, metavar="'N UNIT'",
    help="Only what is known to cost at most this, such as '500 ksek'.",
)  # fmt: skip
@click.option(
    "--size", callback=_size, metavar="N|N-N",
    help="Only what municipalities with so many inhabitants have adopted; of one number, "
    "those half to double as large.",
)  # fmt: skip
@click.option(
    "--status", multiple=True, type=click.Choice(["draft", "active", "superseded", "withdrawn"]),
    help="Only what has this status; by default draft and active.",
)  # fmt: skip
@click.option("--tag", multiple=True, metavar="WORD", help="Only what carries this tag.")
@click.option("--namespace", multiple=True, metavar="NAME", help="Only ids that begin with NAME/.")
@click.option(
    "--material-language", multiple=True, metavar="CODE",
    help="Only what has material in this language.",
)  # fmt: skip
@click.option(
    "--facets", is_flag=True, help="Count what was found by need, evidence and the like."
)
@click.option(
    "--limit",
    type=click.IntRange(1, 1000),
    default=10,
    show_default=True,
    help="How many hits at most.",
)
@options("search")
def command(
    call: Call,
    words: tuple[str, ...],
    workspace: str | None,
    max_cost: tuple[float, str | None] | None,
    size: tuple[int, int] | None,
    facets: bool,
    limit: int,
    **narrowed: object,
) -> None:
    """Find concepts by WORDS, in Swedish or English.

    Without WORDS, what fits the options is listed, the best supported first.
    """
    from changekit.model.quantities import Amount
    from changekit.services.catalogue import Filters
    from changekit.services.wording import tokens

    cost = Amount(amount=max_cost[0], unit=max_cost[1]) if max_cost else None
    filters = Filters(max_cost=cost, inhabitants=size, **narrowed)  # type: ignore[arg-type]  # click has checked them
    query = " ".join(words)
    if not tokens(query) and not filters and not facets:
        empty = "say what to search for: a word, or several"
        raise click.UsageError(empty)
    opened = nearest_or_none(call, workspace)
    catalogue, language = call.catalogue(opened)
    hits = catalogue.search(query, language=language, limit=limit, filters=filters)
    body = hits.to_dict()
    if not facets:
        call.finish(opened, body, text=lambda: shown(hits))
    counted = catalogue.facets(query, language=language, filters=filters)
    both = {**body, **counted.to_dict()}
    call.finish(opened, both, text=lambda: f"{shown(hits)}\n{shown(counted)}")
