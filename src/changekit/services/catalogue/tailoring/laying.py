"""One overlay, laid on what there is: each concept as a whole, or not at all."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import attrs

from changekit.findings import Finding
from changekit.model.frozen import frozen_map
from changekit.model.reading import kind_name
from changekit.model.versions import fits
from changekit.rules import tailoring as rules
from changekit.rules.references import BAD_REFERENCE
from changekit.services.catalogue.tailoring.drift import drift_findings, drifted
from changekit.services.catalogue.tailoring.explaining import Setting
from changekit.services.catalogue.tailoring.fields import fields_of, filled, pruned, related
from changekit.services.catalogue.tailoring.importing import (
    base_findings,
    imported,
    pattern_findings,
)
from changekit.services.catalogue.tailoring.operations import (
    OperationError,
    apply,
    operations,
)
from changekit.services.catalogue.tailoring.reading import reread
from changekit.services.catalogue.tailoring.tailored import Touch, heir_of
from changekit.text import Text, closest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.findings import Place
    from changekit.model.concept import Concept
    from changekit.model.overlay import Overlay
    from changekit.rules import Rule
    from changekit.services.catalogue.tailoring.drift import DriftItem
    from changekit.services.catalogue.tailoring.fields import Value
    from changekit.services.catalogue.tailoring.operations import How, Operation
    from changekit.services.catalogue.tailoring.tailored import Tailored

__all__ = ["Laying"]


class Laying:
    """One overlay, laid on what there is."""

    def __init__(self, state: Tailored, overlay: Overlay) -> None:
        self._state, self._overlay = state, overlay
        self._id = str(overlay.id)
        self._found: list[Finding] = []
        self._drifted: list[DriftItem] = []
        self._unrecorded = False

    def done(self) -> Tailored:
        """Return the state after the overlay."""
        state, overlay = self._state, self._overlay
        misfit = list(base_findings(overlay, state.origins, self._place("from")))
        if misfit:
            return self._closed(misfit, imports=frozenset())
        imports = imported(overlay, state.base, state.origins)
        patterns = pattern_findings(overlay, state.base, self._place("include"))
        changes: dict[str, Any] = {}
        for concept, names in self._targets().items():
            if concept not in imports:
                self._note(rules.PATCH_OUTSIDE, self._place("patch"), concept, concept=concept)
                continue
            made = self._tailored(concept, names)
            if made is not None:
                changes[concept] = made
        return self._closed(patterns, imports=imports, changes=changes)

    def _closed(
        self,
        more: Iterable[Finding],
        *,
        imports: frozenset[str],
        changes: Mapping[str, Any] | None = None,  # Any: a concept, steps and settings
    ) -> Tailored:
        """Return the state with what the overlay changed and found."""
        state, changes = self._state, changes or {}
        concepts = tuple(
            changes[item.id][0] if item.id in changes else item for item in state.concepts
        )
        touched, settings = dict(state.touched), dict(state.settings)
        for name, (_, steps, held) in changes.items():
            new = tuple(Touch(step.path, self._id) for step in steps)
            touched[name] = (*touched.get(name, ()), *new)
            settings[name] = held
        return attrs.evolve(
            state,
            concepts=concepts,
            overlays=(*state.overlays, self._id),
            imports=frozen_map({**state.imports, self._id: imports}),
            findings=state.findings.joined([*self._found, *more]),
            drift_items=(*state.drift_items, *self._drifted),
            unrecorded=(*state.unrecorded, *([self._id] if self._unrecorded else [])),
            touched=frozen_map(touched),
            settings=frozen_map(settings),
        )

    def _targets(self) -> dict[str, list[str]]:
        """Return what the overlay changes: by concept, the ids by which it means it."""
        known = self._state.by_id
        asked = [patch.at for patch in self._overlay.patch] + list(self._overlay.set)
        found: dict[str, list[str]] = {}
        for reference in dict.fromkeys(asked):
            name, _, wanted = reference.partition("@")
            concept = heir_of(name, self._state.heirs)
            if concept not in known:
                self._note_unknown(name)
            elif wanted and not fits(known[concept].version, wanted):
                there = f"{concept}@{known[concept].version}"
                advice = Text(sv="se över ändringen", en="look the patch over")
                self._note(
                    rules.OVERLAY_BASE, self._place("patch"), concept, wanted=reference,
                    found=there, advice=advice,
                )  # fmt: skip
            else:
                if concept != name:
                    self._note(
                        rules.OVERLAY_MOVED, self._place("patch"), name, concept=name, heir=concept
                    )
                names = found.setdefault(concept, [])
                names += [] if name in names else [name]
        return found

    def _tailored(self, name: str, names: list[str]) -> Any:  # Any: a concept, steps, settings
        """Return what becomes of one concept; None where nothing does, after a finding."""
        concept = self._state.by_id[name]
        plain = filled(concept)
        try:
            steps = operations(self._overlay, names, plain)
        except OperationError as error:
            self._note_path(name, error)
            return None
        drift = drifted(self._overlay, self._state.base_by_id[name], names, steps)
        self._drifted += drift
        self._unrecorded |= not any(other in self._overlay.bases for other in names)
        self._found += drift_findings(drift)
        kept, clashes = self._without_clashes(name, steps)
        errors = apply(plain, kept)
        for fault in errors:
            self._note_path(name, fault)
        if errors or clashes or not kept:
            return None
        made, faults = reread(pruned(plain), kept, self._state.known)
        for finding, step, path in faults:
            self._note(
                rules.PATCH_INVALID, step.place, f"{name}.{path}", concept=name,
                path=path or step.path, why=finding.message, advice=finding.hint or Text(),
            )  # fmt: skip
        return None if made is None else (made, kept, self._settings(concept, made, kept))

    def _without_clashes(
        self, name: str, steps: Iterable[Operation]
    ) -> tuple[tuple[Operation, ...], bool]:
        """Return what is done where other changes may mean the same fields, and any clash."""
        rule = self._overlay.on_clash
        kept: list[Operation] = []
        clashes = False
        for step in steps:
            twice = any(related(item.path, step.path) for item in kept)
            earlier = [
                touch.overlay for touch in self._state.touched.get(name, ())
                if related(touch.path, step.path)
            ]  # fmt: skip
            if twice or (earlier and rule == "error"):
                clashes = True
                self._note_clash(name, step, None if twice else earlier[0])
            elif not earlier or rule == "last":
                kept.append(attrs.evolve(step, forced=bool(earlier)))
        return tuple(kept), clashes

    def _settings(
        self, concept: Concept, made: Concept, steps: Iterable[Operation]
    ) -> Mapping[str, tuple[Setting, ...]]:
        """Return what each layer made of each field, now that this overlay is laid too."""
        before = self._state.settings.get(concept.id) or self._state.base_settings(concept)
        after = fields_of(made)
        settings = {}
        for path, value in after.items():
            held = before.get(path, ())
            step = next((item for item in steps if related(item.path, path)), None)
            if step is not None or not held or held[-1].value != value:
                held = (*held, self._setting(step, value))
            settings[path] = held
        for path, held in before.items():
            if path not in after:
                step = next((item for item in steps if related(item.path, path)), None)
                gone = held[-1].how == "remove"
                settings[path] = held if gone else (*held, self._setting(step, None, gone=True))
        return frozen_map(settings)

    def _setting(self, step: Operation | None, value: Value, *, gone: bool = False) -> Setting:
        how: How = "remove" if gone else "replace" if step is None else step.how
        return Setting(
            layer=self._id, how=how, value=value, place=step.place if step else None,
            why=step.why if step else None,
        )  # fmt: skip

    def _place(self, field: str) -> Place | None:
        return self._state.places.of("overlay", self._id, field)

    def _note(self, rule: Rule, place: Place | None, field: str = "", **values: object) -> None:
        values = {"overlay": self._id, **values}
        self._found.append(Finding.of(rule, values, subject=self._id, place=place, path=field))

    def _note_path(self, name: str, error: OperationError) -> None:
        step = error.operation
        self._note(
            rules.PATCH_PATH, step.place, f"{name}.{step.path}", concept=name, why=error.why,
            advice=error.advice, path=step.path,
        )  # fmt: skip

    def _note_clash(self, name: str, step: Operation, first: str | None) -> None:
        """Note that an earlier overlay changes a field too, or, for None, this one itself."""
        if first is None:
            where = f"{name}.{step.path}"
            self._note(rules.PATCH_TWICE, step.place, where, concept=name, path=step.path)
            return
        self._note(
            rules.OVERLAY_CLASH, step.place, f"{name}.{step.path}", concept=name, first=first,
            second=self._id, path=step.path,
        )  # fmt: skip

    def _note_unknown(self, name: str) -> None:
        near = closest(name, self._state.by_id)
        advice = (
            Text(sv=f"menade du {near!r}?", en=f"did you mean {near!r}?")
            if near
            else Text(sv="ta bort det", en="drop it")
        )
        self._note(
            BAD_REFERENCE, self._place("patch"), name, kind=kind_name("concept"), found=name,
            advice=advice,
        )  # fmt: skip
