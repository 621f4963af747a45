"""Finds plugins, asks them what they offer, and keeps a broken one from harming the rest."""

from __future__ import annotations

import importlib
import os
import time
from collections.abc import Mapping
from importlib import metadata
from typing import TYPE_CHECKING, Any, Literal

import attrs
import pluggy

from changekit.errors import UnknownNameError
from changekit.extension.hookspecs import API, HOOKS, HookSpecs
from changekit.extension.protocols.checking import Check
from changekit.extension.protocols.planning import Engine
from changekit.extension.protocols.scoring import Scorer
from changekit.extension.protocols.showing import Exporter, Renderer
from changekit.tables import Column, Shown, Table
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["BUILT_IN", "GROUP", "PluginStatus", "PluginTable", "Plugins", "load_plugins"]

GROUP = "changekit"
"""The entry-point group in which a distribution names its plugins."""

BUILT_IN: tuple[str, ...] = (
    "changekit.services.scoring.builtin",
    "changekit.services.planning.builtin",
    "changekit.services.portfolio.builtin",
    "changekit.services.dependencies.builtin",
)
"""changekit's own plugins, by the name of their modules: they use the same hooks."""

Status = Literal["ok", "broken", "too-new", "disabled"]


@attrs.frozen(kw_only=True)
class PluginStatus:
    """What became of one plugin."""

    name: str
    distribution: str
    version: str
    hooks: tuple[str, ...] = ()
    status: Status = "ok"
    error: str | None = None
    milliseconds: float = 0.0

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the status under the keys that `changekit plugins --json` prints."""
        return {
            "name": self.name,
            "distribution": self.distribution,
            "version": self.version,
            "hooks": list(self.hooks),
            "status": self.status,
            "error": self.error,
            "milliseconds": round(self.milliseconds, 1),
        }


@attrs.frozen(kw_only=True)
class PluginTable(Shown):
    """What became of every plugin, in the order in which they are asked."""

    items: tuple[PluginStatus, ...]
    language: str = "en"

    def table(self) -> Table:
        """Return one row for each plugin."""
        columns = (
            Column("name", Text(sv="Tillägg", en="Plugin")),
            Column("version", Text(sv="Version", en="Version")),
            Column("hooks", Text(sv="Krokar", en="Hooks")),
            Column("status", Text(sv="Läge", en="Status")),
            Column("error", Text(sv="Fel", en="Error")),
            Column("milliseconds", Text(sv="ms", en="ms"), "number"),
        )
        rows = tuple(
            (
                item.name,
                item.version,
                ", ".join(hook.removeprefix("register_") for hook in item.hooks),
                _STATUS_NAMES[item.status],
                item.error or "",
                item.milliseconds,
            )
            for item in self.items
        )
        return Table(title=Text(sv="Tillägg", en="Plugins"), columns=columns, rows=rows)

    def to_dict(self) -> dict[str, Any]:  # Any: JSON values
        """Return the statuses as JSON values."""
        return {"plugins": [item.to_dict() for item in self.items]}


_STATUS_NAMES: dict[Status, Text] = {
    "ok": Text(sv="fungerar", en="ok"),
    "broken": Text(sv="trasigt", en="broken"),
    "too-new": Text(sv="för nytt", en="too new"),
    "disabled": Text(sv="avstängt", en="disabled"),
}


@attrs.frozen(kw_only=True)
class Plugins:
    """What all plugins offer, and the status of each."""

    scorers: Mapping[str, Scorer]
    engines: Mapping[str, Engine]
    checks: Mapping[str, Check]
    exporters: Mapping[str, Exporter]
    renderers: Mapping[str, Renderer]
    statuses: tuple[PluginStatus, ...]

    def status(self, language: str = "en") -> PluginTable:
        """Return what became of every plugin."""
        return PluginTable(items=self.statuses, language=language)


@attrs.frozen(kw_only=True)
class _Candidate:
    name: str
    distribution: str
    version: str
    load: Any  # Any: a call without arguments that gives the plugin


def load_plugins(
    *,
    only: Iterable[str] | None = None,
    environ: Mapping[str, str] | None = None,
    candidates: Mapping[str, object] | None = None,
) -> Plugins:
    """Find plugins and ask each what it offers; a broken one is named, switched off and left.

    Args:
        only: Names of the installed plugins to use; None uses all, none of the names uses none.
        environ: Where `CHANGEKIT_PLUGINS` (the only names to use, with commas between; empty for
            none) and `CHANGEKIT_DISABLE` (names to leave out) are looked up; the process's own
            environment by default. Both win over `only`.
        candidates: Further plugins by name, as tests and notebooks give them.

    Raises:
        UnknownNameError: `only` or `CHANGEKIT_PLUGINS` names a plugin that is not installed.
    """
    environ = os.environ if environ is None else environ
    found = [*_installed(), *_given(candidates or {})]
    wanted = _wanted(only, environ, [item.name for item in found])
    disabled = set(_names(environ.get("CHANGEKIT_DISABLE", "")))
    gathering = _Gathering()
    for built_in in BUILT_IN:
        gathering.take(_built_in(built_in), on=True)
    for item in found:
        on = item.name not in disabled and (wanted is None or item.name in wanted)
        gathering.take(item, on=on)
    return gathering.done()


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _wanted(
    only: Iterable[str] | None, environ: Mapping[str, str], known: list[str]
) -> set[str] | None:
    named = environ.get("CHANGEKIT_PLUGINS")
    chosen = None if only is None else list(only)
    if named is not None:
        chosen = _names(named)
    for name in chosen or ():
        if name not in known:
            raise UnknownNameError("plugin", name, known=known)
    return None if chosen is None else set(chosen)


def _installed() -> list[_Candidate]:
    found = []
    for point in metadata.entry_points(group=GROUP):
        dist = point.dist
        found.append(
            _Candidate(
                name=point.name,
                distribution=dist.name if dist else "",
                version=dist.version if dist else "",
                load=point.load,
            )
        )
    unique = {(item.distribution, item.name): item for item in found}
    return [unique[key] for key in sorted(unique)]


def _given(candidates: Mapping[str, object]) -> list[_Candidate]:
    return [
        _Candidate(name=name, distribution="", version="", load=lambda plugin=plugin: plugin)
        for name, plugin in sorted(candidates.items())
    ]


def _built_in(module: str) -> _Candidate:
    return _Candidate(
        name=module.removesuffix(".builtin").rsplit(".", maxsplit=1)[-1],
        distribution="changekit",
        version=metadata.version("changekit"),
        load=lambda: importlib.import_module(module),
    )


class _Gathering:
    """Takes one plugin after the other."""

    def __init__(self) -> None:
        self._pluggy = pluggy.PluginManager("changekit")
        self._pluggy.add_hookspecs(HookSpecs)
        self._offers: dict[str, dict[str, Any]] = {hook: {} for hook in HOOKS}  # Any: any offer
        self._givers: dict[tuple[str, str], str] = {}
        self._statuses: list[PluginStatus] = []

    def take(self, item: _Candidate, *, on: bool) -> None:
        """Load a plugin and take what it offers, or note why not."""
        status = PluginStatus(name=item.name, distribution=item.distribution, version=item.version)
        if not on:
            self._statuses.append(attrs.evolve(status, status="disabled"))
            return
        began = time.perf_counter()
        try:
            status = self._loaded(item, status)
        except (Exception, SystemExit) as error:  # noqa: BLE001  # a plugin may fail in any way
            reason = f"{type(error).__name__}: {error}"
            status = attrs.evolve(status, status="broken", error=reason)
        spent = 1000 * (time.perf_counter() - began)
        self._statuses.append(attrs.evolve(status, milliseconds=spent))

    def _loaded(self, item: _Candidate, status: PluginStatus) -> PluginStatus:
        plugin = item.load()
        needs = getattr(plugin, "changekit_api", API)
        if not isinstance(needs, int) or needs > API:
            reason = f"needs version {needs} of the hooks, this changekit has {API}"
            return attrs.evolve(status, status="too-new", error=reason)
        unique = f"{item.distribution}:{item.name}"
        self._pluggy.register(plugin, unique)
        self._pluggy.check_pending()
        offers = {
            caller.name: self._asked(caller.name, plugin)
            for caller in self._pluggy.get_hookcallers(plugin) or ()
        }
        self._keep(item.name, offers)
        return attrs.evolve(status, hooks=tuple(sorted(offers)))

    def _asked(self, hook: str, plugin: object) -> Mapping[str, Any]:
        offer = getattr(plugin, hook)()
        if not isinstance(offer, Mapping) or not all(isinstance(name, str) for name in offer):
            msg = f"{hook} must return a mapping of names, got {type(offer).__name__}"
            raise TypeError(msg)
        for name, item in offer.items():
            if not callable(item) and not hasattr(item, "name"):
                msg = f"{hook} offers {name!r}, which is {type(item).__name__}"
                raise TypeError(msg)
            taken = self._givers.get((hook, name))
            if taken is not None:
                msg = f"{hook} offers {name!r}, which plugin {taken!r} offers already"
                raise ValueError(msg)
        return offer

    def _keep(self, plugin: str, offers: Mapping[str, Mapping[str, Any]]) -> None:
        for hook, offer in offers.items():
            for name, item in offer.items():
                self._offers[hook][name] = item
                self._givers[hook, name] = plugin

    def done(self) -> Plugins:
        """Return all offers, by name, and the statuses."""
        offers = {hook: dict(sorted(items.items())) for hook, items in self._offers.items()}
        return Plugins(
            scorers=offers["register_scorers"],
            engines=offers["register_engines"],
            checks=offers["register_checks"],
            exporters=offers["register_exporters"],
            renderers=offers["register_renderers"],
            statuses=tuple(self._statuses),
        )
