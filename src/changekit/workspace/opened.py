"""One municipality's folder, opened: the only place where the services are joined."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import attrs

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.extension.manager import Plugins
from changekit.files.folder import read_folder, read_mapping
from changekit.files.packs import Packs
from changekit.files.packs.words import PackWords
from changekit.findings import Finding, Findings
from changekit.model.calendar import as_day
from changekit.model.municipality import Municipality
from changekit.rules import plugins as rules
from changekit.tables import Column, Table
from changekit.text import LANGUAGES, Text
from changekit.workspace.planning import Planning

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.extension.protocols.scoring import Scorer
    from changekit.files.folder import Reading
    from changekit.model.initiative import Initiative
    from changekit.services.catalogue import Catalogue, PeerRequests
    from changekit.services.catalogue.recommending import Recommendations
    from changekit.services.catalogue.tailoring import CombinedLayers, Explanation, Tailored
    from changekit.services.catalogue.tailoring.layers import Combine
    from changekit.services.harvest import Harvest
    from changekit.services.scoring import MethodComparison, Ranking

__all__ = ["Workspace", "open_workspace"]


@attrs.frozen(kw_only=True, slots=False, repr=False)
class Workspace(Planning):
    """One municipality's data, with the plugins it uses; safe to share between threads.

    Attributes:
        folder: Where it was read from; None for plain data.
        municipality: Everything it holds.
        findings: What reading found, in the order of files and lines.
        plugins: What the plugins offer, and what became of each.
        language: The language of results, unless a call asks for another.
        as_of: The day that counts as today; None where neither the folder nor the caller says.
        files: The files that were read, relative to the folder, in the order of reading.
    """

    folder: Path | None
    municipality: Municipality
    findings: Findings
    plugins: Plugins
    language: str = "sv"
    as_of: dt.date | None = None
    files: tuple[str, ...] = attrs.field(default=(), repr=False)

    @classmethod
    def open(
        cls,
        folder: str | Path,
        *,
        language: str | None = None,
        as_of: dt.date | str | None = None,
        plugins: Mapping[str, object] | None = None,
    ) -> Self:
        """Read a folder with `changekit.yaml`.

        What is wrong in its files becomes findings; everything else can be used.

        Args:
            folder: The folder, or a workbook that is a whole workspace.
            language: The language of results; the folder's own by default.
            as_of: The day that counts as today, a date or ISO text; the folder's own by default.
            plugins: Plugins by name, beside those that are installed.

        Raises:
            UnreadableFileError: There is no workspace there.
            InvalidValueError: There is no such day, or no such language.
        """
        path = Path(folder)
        packs = Packs.found(folder=path)
        return cls._joined(path, read_folder(path, packs=packs), language, as_of, plugins)

    @classmethod
    def from_dict(
        cls,
        data: Mapping[str, object],
        *,
        language: str | None = None,
        as_of: dt.date | str | None = None,
        plugins: Mapping[str, object] | None = None,
    ) -> Self:
        """Read plain data with the keys that `to_dict` writes; places are JSON pointers."""
        return cls._joined(None, read_mapping(data, packs=Packs.found()), language, as_of, plugins)

    @classmethod
    def _joined(
        cls,
        folder: Path | None,
        reading: Reading,
        language: str | None,
        as_of: dt.date | str | None,
        plugins: Mapping[str, object] | None,
    ) -> Self:
        settings = reading.municipality.settings
        if language is not None and language not in LANGUAGES:
            msg = Text(
                sv=f"språket {language!r:.40} finns inte; de som finns är {', '.join(LANGUAGES)}",
                en=f"there is no language {language!r:.40}; there are {', '.join(LANGUAGES)}",
            )
            raise InvalidValueError(msg)
        language = language or settings.language
        return cls(
            folder=folder,
            municipality=reading.municipality,
            findings=attrs.evolve(
                reading.findings, language=language, notice=reading.municipality.notice
            ),
            plugins=Plugins(only=settings.plugins, candidates=plugins),
            language=language,
            as_of=settings.as_of if as_of is None else as_day(as_of, "as_of"),
            files=reading.files,
        )

    @property
    def name(self) -> str:
        """The name of the folder, or of the municipality where there is no folder."""
        return self.folder.resolve().stem if self.folder else str(self.municipality.settings.name)

    def table(self) -> Table:
        """Return what the workspace holds: one row for each kind of thing, with its count."""
        counts = {**self.municipality.counts, "findings": len(self.findings)}
        return Table(
            title=self.municipality.settings.name,
            columns=_COLUMNS,
            rows=tuple((_HELD[name], count) for name, count in counts.items()),
            notice=self.municipality.notice,
        )

    def __repr__(self) -> str:
        """Return one short line: the name, and how much there is of each thing."""
        counts = {**self.municipality.counts, "findings": len(self.findings)}
        held = ", ".join(f"{name}: {count}" for name, count in counts.items())
        return f"<Workspace {self.name!r}, {held}>"

    def __str__(self) -> str:
        """Return what the workspace holds as text."""
        return self.table().to_text(self.language)

    def _repr_html_(self) -> str:
        return self.table().to_html(self.language)

    def day(self, as_of: dt.date | str | None = None) -> dt.date:
        """Return the day that counts as today.

        Raises:
            InvalidValueError: Nobody says which, as changekit itself reads no clock, or there is
                no such day.
        """
        day = self.as_of if as_of is None else as_day(as_of, "as_of")
        if day is None:
            msg = "which day counts as today? give as_of=, or write as_of in changekit.yaml"
            raise InvalidValueError(msg)
        return day

    @cached_property
    def catalogue(self) -> Catalogue:
        """Its own concepts and those of packs, as overlays have them, and their needs."""
        from changekit.services.catalogue import Catalogue

        town = self.municipality
        return Catalogue.of(
            self.tailored.concepts, town.needs, initiatives=town.initiatives,
            tombstones=town.tombstones, tailored_by=self.tailored.tailored_by,
            rubrics=town.rubrics, words=[self._words()], language=self.language,
        )  # fmt: skip

    def _words(self) -> PackWords:
        town = self.municipality
        used = {*(use.id for use in town.settings.packs), *(o.pack for o in town.origins.values())}
        return PackWords(Packs.found(folder=self.folder), frozenset(used))

    @cached_property
    def tailored(self) -> Tailored:
        """Its concepts with the overlays of packs, and then its own, laid on them."""
        from changekit.services.catalogue.tailoring import tailored

        return tailored(self.municipality, language=self.language)

    def explain(self, reference: str) -> Explanation:
        """Return which layer set a field (see `Tailored.explain`): `changekit/x.title.sv`."""
        return self.tailored.explain(reference)

    def layers(self, how: Combine = "mean", *, names: Iterable[str] = ()) -> CombinedLayers:
        """Return its layers, or those named, and what they come to together (see `combine`)."""
        from changekit.services.catalogue.tailoring import combined

        return combined(self.municipality, how, names=names, language=self.language)

    def check(self, *, as_of: dt.date | str | None = None) -> Findings:
        """Return all findings: those of reading, of every check, and of broken plugins."""
        from changekit.services.portfolio import check

        found = check(
            self.municipality,
            as_of=self.day(as_of),
            checks=self.plugins.checks,
            language=self.language,
        )
        every = [*self.findings, *found, *self._plugin_findings()]
        return Findings.in_order(every, language=self.language, notice=self.municipality.notice)

    def _plugin_findings(self) -> Iterable[Finding]:
        kinds = {"broken": rules.PLUGIN_BROKEN, "too-new": rules.PLUGIN_TOO_NEW}
        for item in self.plugins.status().items:
            if item.status in kinds:
                values = {"plugin": item.name, "why": item.error}
                yield Finding.of(kinds[item.status], values, subject=item.name)

    def score(
        self,
        profile: str = "default",
        *,
        method: str | None = None,
        scorers: Iterable[Scorer] = (),
        voice: str | None = None,
        scenario: str | None = None,
    ) -> Ranking:
        """Return the initiatives in the order of their scores.

        Args:
            profile: A profile of `scoring.yaml`.
            method: Another scorer than the profile's own.
            scorers: Further scorers for this call alone; the first is used where `method` is
                not given.
            voice: One of the profile's voices, whose weights count in place of the profile's.
            scenario: One of the profile's scenarios, instead of how it is.

        Raises:
            UnknownNameError: There is no such profile, method, voice or scenario.
            InvalidValueError: One of `scorers` is a plain function.
            PluginError: A scorer failed, or gave scores that do not hold together.
        """
        from changekit.services.scoring import as_scorers, score

        own = {item.name: item for item in as_scorers(scorers)}
        return score(
            self.municipality,
            profile=profile,
            method=method or next(iter(own), None),
            scorers={**self.plugins.scorers, **own},
            voice=voice,
            scenario=scenario,
            language=self.language,
        )

    def compare_methods(self, *methods: str, **asked: Any) -> MethodComparison:  # Any: as there
        """Return how several methods rank; see `services.scoring.robustness.compare_methods`."""
        from changekit.services.scoring import compare_methods

        given = {"language": self.language, "scorers": self.plugins.scorers, **asked}
        return compare_methods(self.municipality, methods=methods, **given)

    def recommend(self, **asked: Any) -> Recommendations:  # Any: as in `recommend`
        """Return the concepts that answer one question, the best first.

        Give one of `need`, `text`, `value` (`siq-13/skills`), `goal`, or `measure` (its id, or
        a mapping of measure, value and target); see `services.catalogue.recommending.recommend`.
        """
        from changekit.services.catalogue.recommending import recommend

        return recommend(self.catalogue, self.municipality, **{"language": self.language, **asked})

    def peers(self) -> PeerRequests:
        """Return the open requests, what was answered, and who has done what they ask for."""
        from changekit.services.catalogue import match_requests

        town = self.municipality
        return match_requests(
            town.requests, self.catalogue, language=self.language, notice=town.notice
        )

    def harvest(
        self, initiative: str, *, name: str | None = None, licence: str | None = None,
        language: str | None = None,
    ) -> Harvest:  # fmt: skip
        """Return a concept drafted from a finished initiative (see `services.harvest`)."""
        from changekit.services.harvest import harvest

        tongue = language or self.language
        return harvest(self.municipality, initiative, name=name, licence=licence, language=tongue)

    def initiative(self, name: str) -> Initiative:
        """Return an initiative by its id.

        Raises:
            UnknownNameError: There is none of that id.
        """
        known = self.municipality.initiatives_by_id
        if name not in known:
            raise UnknownNameError("initiative", name, known=known)
        return known[name]

    def to_dict(self) -> dict[str, Any]:  # Any: plain data
        """Return the municipality as plain data that `from_dict` reads."""
        return self.municipality.to_dict()


_COLUMNS = (
    Column("what", Text(sv="Vad", en="What")),
    Column("count", Text(sv="Antal", en="Count"), "number"),
)
_HELD = {
    "units": Text(sv="Enheter", en="Units"),
    "roles": Text(sv="Nyckelroller", en="Key roles"),
    "goals": Text(sv="Mål", en="Goals"),
    "initiatives": Text(sv="Förändringsinitiativ", en="Initiatives"),
    "concepts": Text(sv="Förändringskoncept", en="Concepts"),
    "measures": Text(sv="Mått", en="Measures"),
    "findings": Text(sv="Iakttagelser vid läsningen", en="Findings of reading"),
}


def open_workspace(
    folder: str | Path,
    *,
    language: str | None = None,
    as_of: dt.date | str | None = None,
    plugins: Mapping[str, object] | None = None,
) -> Workspace:
    """Read a municipality's folder; the same as `Workspace.open`."""
    return Workspace.open(folder, language=language, as_of=as_of, plugins=plugins)
