"""What happens while data is read: findings, ids that are known, and places of records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from changekit.findings import Finding, Place
from changekit.model.gist import FieldMarks, mark_number
from changekit.rules.plan_data import SECOND_DECISION
from changekit.rules.references import BAD_REFERENCE, DUPLICATE_ID
from changekit.text import Text, closest, join_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from changekit.model.gist import Gist
    from changekit.rules import Rule

__all__ = ["Log", "Path", "Places", "pointer_place", "show_path"]

Path: TypeAlias = "tuple[Path, str | int] | None"
"""Where inside a record: the way up, and the last key or index."""

KIND_NAMES = {
    "unit": Text(sv="enheten", en="unit"),
    "role": Text(sv="rollen", en="role"),
    "goal": Text(sv="målet", en="goal"),
    "measure": Text(sv="måttet", en="measure"),
    "initiative": Text(sv="förändringsinitiativet", en="initiative"),
    "concept": Text(sv="förändringskonceptet", en="concept"),
    "criterion": Text(sv="kriteriet", en="criterion"),
    "profile": Text(sv="värderingsprofilen", en="profile"),
    "grouping": Text(sv="helheten", en="focus area"),
    "scenario": Text(sv="scenariot", en="scenario"),
    "service": Text(sv="tjänsten", en="service"),
    "need": Text(sv="behovet", en="need"),
    "pack": Text(sv="paketet", en="pack"),
    "tombstone": Text(sv="gravstenen", en="tombstone"),
    "norm": Text(sv="normen", en="norm"),
    "transfer-criterion": Text(sv="överförbarhetskriteriet", en="transfer criterion"),
    "rubric": Text(sv="bedömningsmallen", en="rubric"),
    "request": Text(sv="förfrågan", en="request"),
    "overlay": Text(sv="anpassningen", en="overlay"),
    "layer": Text(sv="skiktet", en="layer"),
    "process": Text(sv="processen", en="process"),
    "decision": Text(sv="beslutet", en="decision"),
}


Spot: TypeAlias = "tuple[Callable[[Any], Place], Any, Mapping[str, Any] | FieldMarks]"
"""What gives places, the mark of a record, and the marks of its fields."""

MOST_SEARCHES = 100
"""Ours: so many different ids that point at nothing are not misspelt one by one."""


def show_path(path: Path) -> str:
    """Return a path as people write it.

    >>> show_path(((((None, "load"), 0)), "unit"))
    'load[0].unit'
    """
    if path is None:
        return ""
    above, last = path
    before = show_path(above)
    if isinstance(last, int):
        return f"{before}[{last}]"
    return f"{before}.{last}" if before else last


def pointer_place(mark: object) -> Place:
    """Return the place of data that came as Python values: a JSON pointer."""
    return Place(f"#{mark}")


def _nothing(word: str, choices: Iterable[str]) -> str | None:  # noqa: ARG001  # see Log.means
    """Say that a word stands for none of the choices."""
    return None


class Log:
    """Collects what reading finds, over one file or a whole workspace.

    Reading several files with one log finds references between them. Not safe to share
    between threads; each reading has its own.

    Attributes:
        place: Gives the place of a mark of the file that is read.
        means: Gives the choice that a word in another language seems to stand for.
    """

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.place: Callable[[Any], Place] = pointer_place  # Any: a mark of the file being read
        self.means: Callable[[str, Iterable[str]], str | None] = _nothing
        self._known: dict[str, dict[str, Spot | None]] = {}
        self._wanted: list[tuple[str, str, Callable[[Any], Place], Any, Path]] = []
        self._excused: set[str] = set()
        self._spots: dict[tuple[str, str], Spot] = {}

    def add(self, rule: Rule, node: Any, path: Path = None, **values: object) -> None:
        """Note a finding at a node."""
        self.add_at(rule, self.place(node.start_mark), path, **values)

    def add_at(self, rule: Rule, place: Place | None, path: Path = None, **values: object) -> None:
        """Note a finding at a place."""
        shown = {name: _cut(value) for name, value in values.items()}
        self.findings.append(Finding.of(rule, shown, place=place, path=show_path(path)))

    def define(self, kind: str, name: str, node: Any, fields: Mapping[str, Any]) -> None:
        """Note that a record stands here; a second record with its id is a finding."""
        self._define(kind, name, (self.place, node.start_mark, dict(fields)))

    def _define(self, kind: str, name: str, spot: Spot) -> None:
        known = self._known.setdefault(kind, {})
        if name in known:
            first = known[name]
            rule = SECOND_DECISION if kind == "decision" else DUPLICATE_ID
            self.add_at(
                rule, _spot_place(spot, "id"), (None, "id"), kind=kind_name(kind),
                found=name,
                first=Text(sv="ett paket", en="a pack")
                if first is None
                else str(_spot_place(first, "id")),
            )  # fmt: skip
            return
        known[name] = self._spots[kind, name] = spot

    def stand(self, kind: str, name: str, node: Any) -> None:
        """Note where a record without an id stands; the first of several of a name is kept."""
        fields = {key.value: value.start_mark for key, value in node.value if key.id == "scalar"}
        self._spots.setdefault((kind, name), (self.place, node.start_mark, fields))

    def know(self, kind: str, names: Iterable[str]) -> None:
        """Note ids that may be referred to although they stand elsewhere, as in packs."""
        known = self._known.setdefault(kind, {})
        for name in names:
            known.setdefault(name, None)

    def excuse(self, kinds: Iterable[str]) -> None:
        """Note that records of these kinds could not be read, so that no reference is judged."""
        self._excused.update(kinds)

    def refer(self, kind: str, name: str, node: Any, path: Path) -> None:
        """Note that a record refers to another, which may be read later."""
        if name not in self._known.get(kind, ()):
            self._wanted.append((kind, name, self.place, node.start_mark, path))

    def take(self, gist: Gist) -> None:
        """Note what a record says that was read in the quick way, or comes from a cache."""
        for kind, name, mark, path in gist.referred:
            if name not in self._known.get(kind, ()):
                self._wanted.append((kind, name, gist.place, mark, path))
        for kind, name, mark, fields in gist.defined:
            self._define(kind, name, (gist.place, mark, fields))

    def hand_over(self, gist: Gist) -> None:
        """Give what was noted here, without findings, to what is read in the quick way."""
        for kind, name, _, mark, path in self._wanted:
            gist.referred.append((kind, name, mark_number(mark), path))
        for (kind, name), (_, mark, fields) in self._spots.items():
            marks = FieldMarks.of([(key, mark_number(at)) for key, at in fields.items()])
            gist.defined.append((kind, name, mark_number(mark), marks))

    def settle(self) -> None:
        """Turn each reference that still points at nothing into a finding with the closest id."""
        advice: dict[tuple[str, str], Text] = {}
        for kind, name, place, mark, path in self._wanted:
            known = self._known.get(kind, {})
            if name not in known and kind not in self._excused:
                if (kind, name) not in advice:
                    advice[kind, name] = _advice(name, known, search=len(advice) < MOST_SEARCHES)
                self.add_at(
                    BAD_REFERENCE, place(mark), path, kind=kind_name(kind), found=name,
                    advice=advice[kind, name],
                )  # fmt: skip
        self._wanted.clear()

    def places(self) -> Places:
        """Return where every record that was read stands."""
        return Places(dict(self._spots))


class Places:
    """Where records and their fields stand, for findings that come after reading."""

    __slots__ = ("_spots",)

    def __init__(
        self,
        spots: Mapping[tuple[str, str], Spot] | None = None,
    ) -> None:
        self._spots = spots or {}

    def __reduce__(self) -> tuple[type[Places], tuple[object]]:
        """Go to another process with places worked out, because marks of files cannot go."""
        spots = {
            key: (_same, place(mark), {name: place(at) for name, at in fields.items()})
            for key, (place, mark, fields) in self._spots.items()
        }
        return Places, (spots,)

    def of(self, kind: str, name: str, field: str = "") -> Place | None:
        """Return the place of a record's field, or of the record where it has no such field."""
        spot = self._spots.get((kind, name))
        if spot is None:
            return None
        return _spot_place(spot, field)


def _spot_place(spot: Spot, field: str) -> Place:
    place, mark, fields = spot
    return place(fields.get(field, mark))


def _cut(value: object) -> object:
    """Return a value as a message shows it. Ours: 200 characters say which one is meant."""
    return f"{value[:197]}..." if isinstance(value, str) and len(value) > 200 else value


def _same(place: Place) -> Place:
    return place


def kind_name(kind: str) -> Text:
    """Return what a kind of record is called."""
    return KIND_NAMES.get(kind, Text.plain(kind))


def _advice(name: str, known: Iterable[str], *, search: bool) -> Text:
    names = sorted(known)
    near = closest(name, names) if search else None
    if near:
        return Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
    if not names:
        return Text(sv="det finns inga ännu", en="there are none yet")
    shown = names[:8] + (["..."] if len(names) > 8 else [])
    return Text(sv="finns: " + join_words(shown, language="sv"), en="known: " + ", ".join(shown))
