"""What holds for the parts of Swedish compounds, whatever the words are."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "SHORT", "base_forms", "begins_like_a_word", "begins_with_prefix", "begins_with_prefix_alone",
    "can_follow_unknown", "clings", "could_be_a_word", "heads", "is_no_first_part",
    "is_no_last_part", "is_vowel", "joint_changes", "links_by_its_ending", "looks_like_an_ending",
    "may_begin_with_s", "prefix_before_end",
]  # fmt: skip


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SHORT: Final = _words(
    "app arv bad ben bil bio bok bro bud båt bär dag del eld fil fot fri gas gud gym hav hem "
    "hot hud hus hår hör jul kol kö kök köp kör lag lax led lek lik lim liv lok lov lån lår "
    "lås läs lön löv man mat mun mur mål mås nät nöd ord orm ort ost pil pub ram rev ris riv "
    "ros rot rov rum råd råg rån röd rök rör sak sal sim sjö sko sky snö sol sop sot spa syn "
    "såg sår sås säd säl sök söm tak tal tid tro trä tub tur tåg ugn ung vak val ved vin vit "
    "våg vår väg vän väv yta zon år ägg öl"
)
"""The only parts of two or three letters that there are. Ours: others split simple words."""

_PREFIXES: Final = _words(
    "an anti av be bi bort de des efter emot en er fort fram framåt från full för före ge "
    "genom hit hyper icke igen in inom inter isär jäm kontra makro man med meta mikro miss "
    "mono mot multi ned neder ner o om ovan ovanifrån pre pro på re sam samman se semi super "
    "till tillbaka tillfreds trans tvär un under underifrån upp ur ut utan utom van vid å "
    "åter över"
)
"""Beginnings of derived words: `uppföljning` and `överklagande` are no compounds here."""

_GRAMMAR: Final = _words(
    "aldrig alla allt alltid alltså and andra annan annat antingen bara bland blev blir bliva "
    "blivit borde bort borta bra både bäst bättre dels dem den denna deras dess dessa det "
    "detta dig din dina dit ditt dock done dåligt där därför efter eftersom efteråt eller "
    "enda endast enkel ens era ert fast fick fler flera flest for fram framför from från fått "
    "före första genom ger gick giv given gjord gjorde gjort gott går gör göra hade han hans "
    "har hela helt henne hennes hit hittills hon honom hos hoss hur här ibland icke ifrån "
    "igen in inga ingen inget innan inne inom inte ju just kan kanske kom komma kring kunde "
    "kunna kvar lika likt liten litet låta länge med medan men mer mera mest mig min mina "
    "mindre minst mitt mot mycket många måste nere nog noga nu någon något några när nästa "
    "nästan och också of ofta olika oss ovan per redan sade samma samt sedan sen sig sin sina "
    "sist sitt ska skall skulle snart som stora så sådan sådana sådant säga säger tar ter "
    "that the this tills to tro trots två ty under upp uppe ur utan ute utom vad var varandra "
    "vare varför varit varje vars vart vem vems ver verka vid vidare vilka vilken vilket vill "
    "ville visst våra vårt väl with åt åter än ända ändå ännu är även över"
)
"""Words of grammar, which are no part of anything."""

_NO_LAST: Final = _words(
    "ande anden andes aren arna bara delse dera elig else elsen ende enden eri ering essa "
    "fald full fulla fullt haft inna inne isk iska ism ist ition lade lades lagt lar lek lösa "
    "löst mässa rad rade rades rar rat rats rik rika rikt ring ringar ringen samt sel skt "
    "stes sting svärd ten ter teri tionell tionella tionellt tisk vari vart vis visa vist "
    "värd värda värt"
)
"""Endings that are, or look like, words of their own."""

_VOWELS: Final = frozenset("aeiouyåäöéüøæàáíóèê")
_ONSET: Final = re.compile(
    r"(?:s(?:f|k[rv]?|p[lr]?|t[r]?|j|l|m|n|v|tj|kj)?|[bfgkp][lr]?|[kg]n|kv|[dt][r]?|dv|tv|tj|dj|gj|hj"
    r"|lj|[hjlmnrvcwxz]|vr|sch|ch|ps|qu|ph|kl|fj|bj|pj|mj|nj|rh|th)[aeiouyåäöé]"
)
"""How Swedish words begin: with one consonant or a group, and a vowel."""
_TAKES_S: Final = re.compile(
    r"[a-zåäöé](?:ning|[^aeiouyåäö]ing|het|tion|sion|skap|itet|nad|dom)s\Z"
)
"""Endings that always take an s before another part. Ours, from how such words are written."""
_UNCHANGED: Final = ((0, ""),)  # letters that link, and what to add for the base form
_AFTER_CONSONANT: Final = (*_UNCHANGED, (0, "a"))
_JOINTS: Final = {
    "a": (*_UNCHANGED, (1, "")),
    "e": (*_UNCHANGED, (1, ""), (1, "a"), (1, "um")),
    "i": (*_UNCHANGED, (1, "um")),
    "o": (*_UNCHANGED, (1, "a")),
    "u": (*_UNCHANGED, (1, "a")),
    "s": (*_UNCHANGED, (1, ""), (1, "e"), (0, "a")),
    "r": (*_UNCHANGED, (0, "a"), (0, "e")),
    **dict.fromkeys("yåäöé", _UNCHANGED),
}
_AFTER_VOWEL: Final = dict.fromkeys(("er", "erna", "n", "na", "r", "t"), ("",))
_ENDINGS: Final = {
    "a": ("",), "en": ("",), "ena": ("",), "na": ("", "e"),
    "et": ("", "um"), "er": ("", "um"), "erna": ("", "um"), "ade": ("ad",),
    "ar": ("", "e"), "arna": ("", "e"), "or": ("", "a"), "orna": ("a",), "an": ("a",),
    "igt": ("ig",), "skt": ("sk",),
}  # fmt: skip
"""Endings of nouns and adjectives, with what may stand instead in the base form."""
_LIKE_AN_ENDING: Final = re.compile(
    r"s?(?:aktig|bar|dom|ell|faldig|full|haltig|het|ling|lös|mässig|n?ing|nad|sam|samhet|ska|skap"
    r"|sion|tion|tionell|tiv|rs|ns|ts|sk|ster|nda|ade|ande|r[ae][dn]?"
    r"|[a-zåäö]{0,4}(?:lig|isk|iv|ism|ist|er(?:ing|a|ad|ade|are|at|ande))|[bdfgklmnprstv]?[aeiöu]r"
    r"|[a-zåäö]{0,3}(?:tör|sör|sik|lar|n[ae]r|e[rl]n|[ae]l|lande|fande|dande|rande|ra[rd]?))"
    r"(?:a|ar|are|arna|arnas|ast|aste|e|en|ena|ens|er|erna|ernas|ers|es|et|ets|het|heten|heter"
    r"|heterna|heterns|hets|n|na|nas|s|t)?"
)
"""What no unknown last part looks like, with the endings of nouns and adjectives."""

_CLINGING: Final = _words("föring givning hållning läggning sättning tagning")
"""Words made of verbs that belong to the word before them first, as in `väghållning`."""

_NO_HEAD: Final = _CLINGING | _words(
    "aktion ferie fusion grafisk konstruktion ledning legion mellan mental meter mission "
    "nation ning position ration region sektion serie session station tension vision"
)
"""Words that end many a simple word (`kombination`), so that none unknown stands before them."""

_BETWEEN: Final = (
    "framåt", "under", "efter", "åter", "över", "före", "till", "upp", "för", "mot", "av", "ut",
    "in", "an", "be", "om",
)  # fmt: skip
"""Prefixes that are looked for before a last part; the longest first."""


def is_no_first_part(word: str) -> bool:
    """Tell whether a word begins derived words, as `över` does, and so is no part itself."""
    return word in _PREFIXES or word in _GRAMMAR


def is_no_last_part(word: str) -> bool:
    """Tell whether a word is an ending, as `rik` is, or one of grammar."""
    return word in _NO_LAST or word in _GRAMMAR


def looks_like_an_ending(text: str) -> bool:
    """Tell whether unknown letters are rather an ending than a word, as `skapet` or `isering`."""
    return _LIKE_AN_ENDING.fullmatch(text) is not None


def can_follow_unknown(word: str, unknown: str) -> bool:
    """Tell whether a word with no linking s before it tells an unknown part from a stem."""
    long_enough = word[0] not in _VOWELS or (len(word) > 6 and len(unknown) > 4)
    return word not in _NO_HEAD and long_enough


def clings(word: str) -> bool:
    """Tell whether a word belongs to the one before it first, as in vinter + väghållning."""
    return word in _CLINGING


def may_begin_with_s(text: str) -> bool:
    """Tell whether an s before letters may as well be the first letter of a word with them."""
    return text[0] in _VOWELS or _ONSET.match(f"s{text}") is not None


def begins_with_prefix(text: str) -> bool:
    """Tell whether a word is a derived one, as `avstånd`."""
    return any(
        text.startswith(prefix) for prefix in (*_BETWEEN, "bi") if len(text) - len(prefix) > 2
    )


def prefix_before_end(text: str) -> str:
    """Return the prefix that letters end in, as `heders` `för` do; empty where they do not."""
    return next((prefix for prefix in _BETWEEN if text.endswith(prefix)), "")


def begins_with_prefix_alone(text: str) -> bool:
    """Tell whether letters are a prefix and too little for a word, as `omsk` or `återfö`."""
    return any(
        text.startswith(prefix)
        and (len(text) - len(prefix) < 4 or text[len(prefix) :] in _PREFIXES)
        for prefix in _PREFIXES
        if len(prefix) > 1 or prefix == "o"
    )


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


def heads(word: str) -> tuple[str, ...]:
    """Return what all forms of a word begin with: its first four letters, seven, and ten.

    >>> heads("handläggning"), heads("taxa"), heads("regel")
    (('hand', 'handläg', 'handläggni'), ('taxa', 'tax'), ('rege', 'regl'))
    """
    size = len(word)
    if size == 4 and word[-1] in _VOWELS:
        return word, word[:3]
    if size in (4, 5) and word[-2] == "e" and word[-1] in "lnr":
        return word[:4], word[:-2] + word[-1]
    if size < 8:
        return (word[:4],)
    return (word[:4], word[:7], word[:10]) if size > 10 else (word[:4], word[:7])


def joint_changes(letter: str) -> tuple[tuple[int, str], ...]:
    """Return what letters before the next part may stand for, by the last of them.

    Each is how many letters at their end link them to what follows, and what to add instead for
    a base form, as in `arbets` (`arbete`), `gatu` (`gata`) and `skol` (`skola`).

    >>> joint_changes("u")
    ((0, ''), (1, 'a'))
    """
    return _JOINTS.get(letter, _AFTER_CONSONANT)


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
        base = word[:-size]
        after_vowel = base[-1] in _VOWELS
        for instead in (_AFTER_VOWEL if after_vowel else _ENDINGS).get(word[-size:], ()):
            if instead != "um" or len(base) > 3:
                yield base + instead
            if instead or after_vowel or len(base) < 3:
                continue
            last, before = base[-1], base[-2]
            if last in "lnr" and before not in _VOWELS:
                yield f"{base[:-1]}e{last}"
            elif last == before and last in "mn":
                yield base[:-1]
