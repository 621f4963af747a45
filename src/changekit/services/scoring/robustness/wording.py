"""What robustness says in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from changekit.text import LANGUAGES, Text, join_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.services.scoring.robustness.result import Placement, Robustness, Standing

__all__ = ["CENTRAL", "HEADS", "STANDINGS", "TITLE", "named", "placement", "summary"]

NAMED: Final = 10
"""Ours: how many initiatives a sentence names before it says how many more there are."""
TITLE: Final = Text(sv="Hur säker är rangordningen: profil {p}, {m}",
                    en="How far the ranking holds: profile {p}, {m}")  # fmt: skip
CENTRAL: Final = Text(
    sv="Vikter som typiskt sätter initiativet först", en="Weights that typically put it first"
)
STANDINGS: Final[Mapping[Standing, Text]] = {
    "inside": Text(sv="säkert bland de främsta", en="surely among the first"),
    "open": Text(sv="beror på vikterna", en="depends on the weights"),
    "outside": Text(sv="säkert inte", en="surely not"),
}
HEADS: Final[Mapping[str, Text]] = {
    "id": Text.plain("Id"),
    "title": Text(sv="Förändringsinitiativ", en="Initiative"),
    "rank": Text(sv="Plats", en="Rank"),
    "standing": Text(sv="Bland de främsta", en="Among the first"),
    "top": Text(sv="Andel bland de {n} främsta", en="Share among the first {n}"),
    "first": Text(sv="Andel först", en="Share first"),
    "expected": Text(sv="Medelplats", en="Mean rank"),
    "best": Text(sv="Bästa plats", en="Best rank"),
    "worst": Text(sv="Sämsta plats", en="Worst rank"),
    "confidence": Text(sv="Säkerhet", en="Confidence"),
}
KINDS: Final[Mapping[str, Text]] = {
    "uniform": Text(sv="hur kriterierna än vägs", en="however the criteria are weighed"),
    "ranges": Text(sv="vilka vikter inom de angivna gränserna som än väljs",
                   en="whichever weights within the stated ranges are chosen"),
    "order": Text(sv="vilka vikter i den angivna ordningen som än väljs",
                  en="whichever weights in the stated order are chosen"),
    "profile": Text(sv="om vikterna skiljer sig något från profilens egna",
                    en="if the weights differ somewhat from the profile's own"),
}  # fmt: skip
DRAWN: Final = Text(
    sv="Prövat med {draws} dragna vikter (frö {seed}).",
    en="Tried with {draws} drawn weights (seed {seed}).",
)
DRAWN_TOO: Final = Text(
    sv="Prövat med {draws} dragna vikter (frö {seed}); även de {n} okända värdena drogs, jämnt "
    "inom sina gränser.",
    en="Tried with {draws} drawn weights (seed {seed}); the {n} unknown values were drawn too, "
    "evenly within their ranges.",
)
DRAWN_ONE: Final = Text(
    sv="Prövat med {draws} dragna vikter (frö {seed}); även det okända värdet drogs, jämnt inom "
    "sina gränser.",
    en="Tried with {draws} drawn weights (seed {seed}); the unknown value was drawn too, evenly "
    "within its range.",
)
INSIDE: Final = Text(
    sv="Säkert bland de {top} främsta av {all}, {kind}: {names}.",
    en="Surely among the first {top} of {all}, {kind}: {names}.",
)
NONE_INSIDE: Final = Text(
    sv="Inget initiativ hör säkert till de {top} främsta av {all}, {kind}.",
    en="No initiative is surely among the first {top} of {all}, {kind}.",
)
OPEN: Final = Text(
    sv="{n} kan höra dit, beroende på vikterna: {names}.",
    en="{n} may be among them, depending on the weights: {names}.",
)
OPEN_VALUES: Final = Text(
    sv="{n} kan höra dit, beroende på vikterna och på det som är okänt: {names}.",
    en="{n} may be among them, depending on the weights and on what is unknown: {names}.",
)
OUTSIDE: Final = Text(
    sv="{n} hör säkert inte dit. Säkert betyder minst 95 av 100 dragningar.",
    en="{n} surely are not. Surely means at least 95 draws in 100.",
)
PLACEMENT: Final = Text(
    sv="{title} har plats {rank} med profilens vikter. Det är bland de {top} främsta i {share} "
    "procent av dragningarna, med plats {best} som bäst och {worst} som sämst.",
    en="{title} has rank {rank} by the profile's weights. It is among the first {top} in {share} "
    "percent of the draws, with rank {best} at best and {worst} at worst.",
)
NEVER_FIRST: Final = Text(sv="{so} Ingen dragning sätter det först.",
                          en="{so} No draw puts it first.")  # fmt: skip
FIRST: Final = Text(
    sv="{so} Först blir det typiskt med vikterna {weights}.",
    en="{so} It is typically first with the weights {weights}.",
)


def named(titles: Iterable[Text], *, most: int = NAMED) -> Text:
    """Return titles in running text; beyond a number of them, how many more there are."""
    items = list(titles)
    rest = len(items) - most
    parts = {}
    for language in LANGUAGES:
        more = {"sv": f"{rest} till"}.get(language, f"{rest} more")
        words = [title.to(language) for title in items[:most]]
        parts[language] = join_words([*words, *([more] if rest > 0 else [])], language=language)
    return Text(parts)


def summary(result: Robustness) -> Text:
    """Return what holds and what does not."""
    inside, unsure, outside = (result.standing(which) for which in ("inside", "open", "outside"))
    values = {"top": result.top, "all": len(result), "kind": KINDS[result.weights]}
    names = named(item.title for item in inside)
    parts = [INSIDE.format(names=names, **values) if inside else NONE_INSIDE.format(**values)]
    if unsure:
        told = OPEN_VALUES if result.unknown_values else OPEN
        parts.append(told.format(n=len(unsure), names=named(item.title for item in unsure)))
    parts.append(OUTSIDE.format(n=len(outside)))
    drawn = (DRAWN, DRAWN_ONE, DRAWN_TOO)[min(2, result.unknown_values)]
    draws = Text(sv=f"{result.draws:,}".replace(",", "\u00a0"), en=f"{result.draws:,}")
    parts.append(drawn.format(draws=draws, seed=result.seed, n=result.unknown_values))
    return Text({code: " ".join(part.to(code) for part in parts) for code in LANGUAGES})


def placement(item: Placement, top: int) -> Text:
    """Return where one initiative may stand."""
    so = PLACEMENT.format(
        title=item.title, rank=item.rank, top=top, share=round(100 * item.top),
        best=item.best_rank, worst=item.worst_rank,
    )  # fmt: skip
    if item.central_weights is None:
        return NEVER_FIRST.format(so=so)
    weights = item.central_weights.items()
    told = [f"{name} {round(100 * share)}" for name, share in weights]
    listed = Text({
        code: f"{join_words(told, language=code)} {'procent' if code == 'sv' else 'percent'}"
        for code in LANGUAGES
    })  # fmt: skip
    return FIRST.format(so=so, weights=listed)


AGREED: Final = Text(
    sv="Bland de {top} främsta av {all} med alla {n} metoderna ({methods}): {names}.",
    en="Among the first {top} of {all} by all {n} methods ({methods}): {names}.",
)
NONE_AGREED: Final = Text(
    sv="Inget initiativ är bland de {top} främsta av {all} med alla {n} metoderna ({methods}).",
    en="No initiative is among the first {top} of {all} by all {n} methods ({methods}).",
)
CONTESTED: Final = Text(
    sv="{count} är det med någon metod men inte med alla: {names}.",
    en="{count} are so by some method but not by all: {names}.",
)
INSIDE_BY: Final = Text(sv="Metoder som har det bland de {n} främsta",
                        en="Methods that have it among the first {n}")  # fmt: skip
BY_METHODS: Final = Text(
    sv="Plats med varje metod: profil {p}", en="Rank by each method: profile {p}"
)
METHOD: Final = Text(sv="Metod", en="Method")
OTHER_METHOD: Final = Text(sv="Annan metod", en="Other method")
SHARED: Final = Text(sv="Gemensamma bland de {n} främsta", en="Shared among the first {n}")
AGREEMENT: Final = Text(sv="Hur metoderna stämmer överens", en="How far the methods agree")
TRIAL: Final = Text(sv="Prov", en="Trial")
SUBJECTS: Final = Text(sv="Med", en="With")
MOVED: Final = Text(sv="Byter ordning", en="Change order")
WHAT: Final = Text(sv="Vad som händer", en="What happens")
CHECKED: Final = Text(sv="Prov av metoden: {m}", en="Trials of the method: {m}")
TRIALS: Final[Mapping[str, Text]] = {
    "dropping": Text(sv="ett tas bort", en="one is dropped"),
    "twins": Text(sv="ett dubbleras", en="one is doubled"),
    "pairs": Text(sv="två för sig", en="two alone"),
}
VIOLATIONS: Final[Mapping[str, Text]] = {
    "dropping": Text(sv="utan {a} byter {n} andra ordning", en="without {a}, {n} others change "
                     "their order"),
    "twins": Text(sv="med en tvilling till {a} byter {n} ordning",
                  en="with a twin of {a}, {n} change their order"),
    "pairs": Text(sv="{a} och {b} har en annan ordning för sig än bland alla",
                  en="{a} and {b} have another order alone than among all"),
}  # fmt: skip
CIRCLE: Final = Text(
    sv="två och två går {a}, {b} och {c} i cirkel",
    en="two by two, {a}, {b} and {c} go in a circle",
)
CHECKS: Final[Mapping[str, tuple[Text, Text]]] = {
    "dropping": (
        Text(sv="Att ta bort ett initiativ ändrade aldrig ordningen mellan de andra ({n} prov).",
             en="Dropping an initiative never changed the order of the others ({n} trials)."),
        Text(sv="Att ta bort ett initiativ ändrade ordningen mellan andra i {bad} av {n} prov.",
             en="Dropping an initiative changed the order of others in {bad} of {n} trials."),
    ),
    "twins": (
        Text(sv="Ett initiativ som stod två gånger ändrade inget ({n} prov).",
             en="An initiative that stood twice changed nothing ({n} trials)."),
        Text(sv="Ett initiativ som stod två gånger ändrade ordningen i {bad} av {n} prov.",
             en="An initiative that stood twice changed the order in {bad} of {n} trials."),
    ),
    "pairs": (
        Text(sv="Två och två har alla samma ordning som bland alla ({n} par).",
             en="Two by two all have the same order as among all ({n} pairs)."),
        Text(sv="Två och två blir det annorlunda: {bad} avvikelser bland {n} par.",
             en="Two by two it comes out otherwise: {bad} departures among {n} pairs."),
    ),
}  # fmt: skip
