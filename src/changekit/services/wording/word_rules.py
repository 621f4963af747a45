"""What holds for the parts of Swedish compounds, whatever the words are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "NEVER_PARTS", "SHORT", "base_forms", "begins_like_a_word", "could_be_a_word",
    "is_no_first_part", "is_no_last_part", "is_vowel", "joint_forms", "links_by_its_ending",
    "looks_like_an_ending",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORT: Final = _words(
    "app arv bad ben bil bio bro båt dag del eld fil fot fri gas gym hav hem hot hud hus hår "
    "jul kol kö kök lag led lek lov lån lås lön mat mur mål nät ord ort rum råd rök rör sak "
    "sal sjö sko snö sol sop syn tak tal tid tur tåg ung val ved vin vår väg yta zon år ägg"
)
"""The only parts of two or three letters that there are. Ours: others split simple words."""

_PREFIXES: Final = _words(
    "an anti av be bi bort de des efter en er fram framåt från för före ge genom hit hyper "
    "icke in inom inter isär jäm kontra makro med meta mikro miss mono mot multi ned neder "
    "ner o om pre pro på re sam samman se semi super till tillbaka trans tvär un under upp ur "
    "ut utan utom van vid å åter över"
)
"""Beginnings of derived words: `uppföljning` and `överklagande` are no compounds here."""

NEVER_PARTS: Final = _words(
    "aldrig alla allt alltid alltså and andra annan annat antingen bara bland blev blir bliva "
    "blivit borde borta bra både bäst bättre dels dem den denna deras dess dessa det detta "
    "dig din dina ditt dock done dåligt där därför efter eftersom efteråt eller endast enkel "
    "ens era ert fast fick fler flera flest for fram framför from från fått före första genom "
    "ger gick giv given gjord gjorde gjort gott går gör göra hade han hans har hela helt "
    "henne hennes hittills hon honom hos hoss hur här ibland icke in inga ingen inget innan "
    "inom inte ju just kan kanske kom komma kring kunde kunna kvar lika likt liten litet låta "
    "länge med medan mellan men mer mera mest mig min mina mindre minst mitt mot mycket många "
    "måste nog noga nu någon något några när nästa nästan och också of ofta olika oss per "
    "redan sade samma samt sedan sen sig sin sina sist sitt ska skall skulle snart som stora "
    "så sådan sådana sådant säga säger sätt tar ter that the this tills to tro trots två ty "
    "under upp ur utan utom vad var varandra vare varför varit varje vars vart vem vems ver "
    "verka vid vidare vilka vilken vilket vill ville visst våra vårt väl with åter än ändå "
    "ännu är även över"
)
"""Words of grammar, which are no part of anything."""

_NO_LAST: Final = _words(
    "ande anden andes aren arna bara delse dera elig else elsen ende enden eri ering essa "
    "fald full fulla fullt haft inna inne isk iska ism ist ition lar lek lösa löst mässa rad "
    "rade rades rar rat rats rik rika rikt ring ringar ringen samt sel skt stes sting ten ter "
    "teri tionell tionella tionellt tisk vari vart vis visa vist värd värda värt"
)
"""Endings that are, or look like, words of their own."""

_VOWELS: Final = frozenset("aeiouyåäöéüøæàáíóèê")
_ONSET: Final = re.compile(
    r"(?:s(?:k[rv]?|p[lr]?|t[r]?|j|l|m|n|v|tj|kj)?|[bfgkp][lr]?|[kg]n|kv|[dt][r]?|dv|tv|tj|dj|gj|hj"
    r"|lj|[hjlmnrvcwxz]|vr|sch|ch|qu|ph|kl|fj|bj|pj|mj|nj|rh|th)[aeiouyåäöé]"
)
_TAKES_S: Final = re.compile(
    r"[a-zåäöé](?:ning|[^aeiouyåäö]ing|het|tion|sion|skap|itet|else|nad|dom|ment)s\Z"
)
_JOINTS: Final = {
    "a": ((1, ""),),
    "e": ((1, ""), (1, "a"), (1, "um")),
    "i": ((1, "um"),),
    "o": ((1, ""), (1, "a")),
    "u": ((1, ""), (1, "a")),
    "s": ((1, ""), (1, "e"), (0, "a"), (0, "e")),
    **dict.fromkeys("yåäöé", ()),
}
"""By their last letter: what to cut off, and what to add, for a base form."""
_AFTER_CONSONANT: Final = ((0, "a"), (0, "e"))
_ENDINGS: Final = {
    **dict.fromkeys(("en", "n", "t", "r", "a", "ena", "ade", "at", "es"), ("",)),
    "e": ("",), "na": ("",), "et": ("", "um"), "er": ("", "um"), "erna": ("", "um"),
    "ar": ("", "e"), "arna": ("", "e"), "or": ("", "a"), "orna": ("a",), "an": ("a",),
}  # fmt: skip
"""Endings of nouns and adjectives, with what may stand instead in the base form."""
_LIKE_AN_ENDING: Final = re.compile(
    r"(?:aktig|bar|dom|ell|faldig|full|haltig|het|lig|ling|lös|mässig|ning|nad|sam|ska|skap|sion"
    r"|tion|tionell|tiv|tisk|rs|ns|ts|sk|ster|nda|ade|ande|r[ae][dn]?"
    r"|[bdfgklmnprstvj]{0,2}(?:is|ific)?er(?:ing|a|ad|ade|are|at|ande))"
    r"(?:a|ar|are|arna|arnas|ast|aste|e|en|ena|ens|er|erna|ernas|ers|es|et|ets|het|heten|heter"
    r"|heterna|heterns|hets|n|na|nas|s|t)?"
)
"""What no unknown last part looks like, with the endings of nouns and adjectives."""


def is_no_first_part(word: str) -> bool:
    """Tell whether a word begins derived words, as `över` does, and so is no part itself."""
    return word in _PREFIXES or word in NEVER_PARTS


def is_no_last_part(word: str) -> bool:
    """Tell whether a word is an ending, as `rik` is, or one of grammar."""
    return word in _NO_LAST or word in NEVER_PARTS


def looks_like_an_ending(text: str) -> bool:
    """Tell whether unknown letters are rather an ending than a word, as `skapet` or `isering`."""
    return _LIKE_AN_ENDING.fullmatch(text) is not None


def could_be_a_word(text: str) -> bool:
    """Tell whether letters could be an unknown word: four or more, with an early vowel."""
    return len(text) >= 4 and not _VOWELS.isdisjoint(text[:4])


def begins_like_a_word(text: str) -> bool:
    """Tell whether letters begin as a Swedish word may, with one consonant or a known group."""
    return text[:1] in _VOWELS or _ONSET.match(text) is not None


def is_vowel(letter: str) -> bool:
    """Tell whether a letter is a vowel."""
    return letter in _VOWELS


def links_by_its_ending(text: str) -> bool:
    """Tell whether letters end in an ending and the s that joins such a word to what follows.

    >>> links_by_its_ending("vandrings"), links_by_its_ending("vandring")
    (True, False)
    """
    return len(text) > 5 and _TAKES_S.search(text) is not None


def joint_forms(text: str) -> Iterator[tuple[str, int]]:
    """Go through what letters before the next part may stand for.

    Each is a base form, and how many of the letters link it to what follows.

    >>> ("arbete", 1) in joint_forms("arbets"), ("gata", 1) in joint_forms("gatu")
    (True, True)
    """
    yield text, 0
    for cut, added in _JOINTS.get(text[-1], _AFTER_CONSONANT):
        yield text[: len(text) - cut] + added, cut


def base_forms(word: str) -> Iterator[str]:
    """Go through what the base form of a word may be, the word itself first.

    >>> "taxa" in base_forms("taxorna"), "regel" in base_forms("reglers")
    (True, True)
    """
    yield word
    yield from _without_ending(word)
    if word[-1] == "s" and len(word) > 3:
        yield word[:-1]
        yield from _without_ending(word[:-1])


def _without_ending(word: str) -> Iterator[str]:
    for size in range(1, min(5, len(word) - 1)):
        for instead in _ENDINGS.get(word[-size:], ()):
            base = word[:-size]
            yield base + instead
            if instead or len(base) < 3:
                continue
            last, before = base[-1], base[-2]
            if last in "lnr" and before not in _VOWELS:
                yield f"{base[:-1]}e{last}"
            elif last == before and last in "mn":
                yield base[:-1]
