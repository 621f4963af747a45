"""Finds what clashes among the mandatory initiatives that a plan leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from changekit.findings import Finding
from changekit.rules import clashes as rules
from changekit.services.planning.clashes.asking import Oracle
from changekit.services.planning.clashes.clash import Clash
from changekit.services.planning.clashes.demands import Demand, Town, joined
from changekit.services.planning.clashes.smallest import Core, core_of
from changekit.services.planning.clashes.ways import ways_out
from changekit.services.planning.clashes.wording import as_rule
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from changekit.services.planning.compiling.compile import Compiled

__all__ = ["Clashes", "clashes_of"]

MOST = 5
"""Ours: so many clashes are worked out; more than that nobody mends at once."""
WIDE = 60
"""Ours: among so many rules at most, a smallest set is looked for among all of them."""


@attrs.frozen(kw_only=True)
class Clashes:
    """What is known of the mandatory initiatives that a plan leaves out.

    Attributes:
        clashes: What cannot be, whatever is planned; no two share a mandatory initiative.
        possible: Those left out for which some starts keep every rule, with all others that are
            mandatory and share something with them.
        undecided: Those left out of which neither is proven.
    """

    clashes: tuple[Clash, ...] = ()
    possible: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()

    def findings(self, compiled: Compiled) -> Iterator[Finding]:
        """Return the findings on them."""
        place = compiled.municipality.place
        for clash in self.clashes:
            first = clash.rules[0]
            listed = {
                code: "; ".join(rule.text.to(code) for rule in clash.rules)
                for code in ("sv", "en")
            }  # fmt: skip
            yield Finding.of(
                rules.CLASH, {"rules": Text(listed), "hint": clash.hint},
                subject=clash.initiatives[0], place=first.place, path="mandatory",
            )  # fmt: skip
        for rule, names in ((rules.POSSIBLE, self.possible), (rules.UNDECIDED, self.undecided)):
            for name in names:
                yield Finding.of(
                    rule, {"id": name}, subject=name, path="mandatory",
                    place=place("initiative", name, "mandatory"),
                )  # fmt: skip


def clashes_of(
    compiled: Compiled,
    starts: Sequence[int | None],
    *,
    cancel: Callable[[], bool] | None = None,
    language: str = "en",
) -> Clashes:
    """Return what clashes among the mandatory initiatives that a plan leaves out.

    Nothing is looked for where all that is mandatory is planned: that it can be is then shown.

    Args:
        compiled: The problem.
        starts: The plan, in the order of the model's ids.
        cancel: Asked now and then; when it returns true, the rest stays undecided.
        language: The language that the clashes show themselves in.
    """
    placed = {n for n, at in zip(compiled.model.ids, starts, strict=True) if at is not None}
    if not any(
        item.initiative.mandatory and name not in placed for name, item in compiled.items.items()
    ):
        return Clashes()
    town = Town(compiled)
    every = town.mandatory()
    job = _Job(
        town, Oracle(town, cancel), [name for name in every if name not in placed], language
    )
    return job.run(every)


class _Job:
    def __init__(self, town: Town, oracle: Oracle, missing: list[str], language: str) -> None:
        self.town, self.oracle, self.missing, self.language = town, oracle, missing, language
        self._shared = {name: self._touched(name) for name in town.mandatory()}

    def _touched(self, name: str) -> set[object]:
        """Return what an initiative shares with others."""
        found: set[object] = set()
        for inside in self.town.closure([name]):
            found |= {inside, *(use[0] for use in self.town.uses(inside))}
            found |= {at for pair in self.town.apart if inside in pair for at in pair}
            found |= {at for group in joined(self.town.instead) if inside in group for at in group}
            if self.town.cost[inside]:
                found.add("money")
        return found

    def run(self, every: list[str]) -> Clashes:
        """Return what is known of all that is missing."""
        cores: list[tuple[Core[Demand], list[str], bool]] = []
        taken: set[str] = set()
        open_: dict[str, str] = {}
        waiting = list(self.missing)
        while waiting and len(cores) < MOST:
            name = waiting[0]
            if name in taken or name in open_:
                waiting.pop(0)
                continue
            group = self._group(name, [one for one in every if one not in taken])
            found, verdict = self._clashing(group)
            if found is None:
                open_[name] = verdict
            else:
                cores.append(self._core(found, group))
                taken |= set(_mandatory(cores[-1][0].items))
        left = [(name, verdict) for name, verdict in open_.items() if name not in taken]
        return Clashes(
            clashes=tuple(
                self._clash(core, [n for n in group if n not in taken], whole=whole)
                for core, group, whole in cores
            ),
            possible=tuple(name for name, verdict in left if verdict == "yes"),
            undecided=tuple(name for name, verdict in left if verdict != "yes"),
        )

    def _group(self, name: str, others: Iterable[str]) -> list[str]:
        """Return an initiative and all that share something with it or its like, nearest first."""
        order, shared, left = [name], set(self._shared[name]), set(others) - {name}
        while left:
            near = sorted(
                (one for one in left if self._shared[one] & shared),
                key=lambda one: (-len(self._shared[one] & self._shared[name]), one),
            )
            if not near:
                break
            order += near
            left -= set(near)
            for one in near:
                shared |= self._shared[one]
        return order

    def _clashing(self, group: list[str]) -> tuple[list[str] | None, str]:
        """Return the smallest beginning of a group that clashes, doubling it step by step."""
        size, verdict = 1, "unknown"
        while True:
            names = group[:size]
            verdict = self.oracle(frozenset(self.town.demands(names)))
            if verdict == "no":
                return names, verdict
            if size >= len(group):
                return None, verdict
            size = min(2 * size, len(group))

    def _core(self, names: list[str], group: list[str]) -> tuple[Core[Demand], list[str], bool]:
        """Return what clashes, the group that it was found in, and whether all was looked at."""
        self.oracle.refill()
        every = self.town.demands(group)
        whole = len(every) <= WIDE or len(names) == len(group)
        core = core_of(every if whole else self.town.demands(names), self.oracle)
        return core, group, whole

    def _clash(self, core: Core[Demand], others: list[str], *, whole: bool) -> Clash:
        """Return a clash in words; its ways out leave what other clashes are about aside."""
        chosen = sorted(core.items, key=lambda demand: demand.rank)
        mine = _mandatory(chosen)
        self.oracle.refill()
        for names in ([*mine, *others], mine):
            every = frozenset(self.town.demands(names)) | core.items
            ways, sure = ways_out(self.oracle, every, chosen)
            if ways:
                break
        return Clash(
            rules=tuple(as_rule(self.town, demand) for demand in chosen), initiatives=tuple(mine),
            irreducible=core.irreducible, smallest=core.smallest and whole, ways=ways,
            searched=sure,
            notice=self.town.compiled.municipality.notice, language=self.language,
        )  # fmt: skip


def _mandatory(rules: Iterable[Demand]) -> list[str]:
    """Return the initiatives that rules make mandatory, sorted."""
    return sorted(rule.subject for rule in rules if rule.kind == "mandatory")
