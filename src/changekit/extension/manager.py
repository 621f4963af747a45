"""Finds plugins, asks them what they offer, and keeps a broken one from harming the rest."""

from __future__ import annotations

import importlib
import os
import threading
import time
from collections.abc import Callable, Mapping
from functools import partial
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final

import attrs
import pluggy

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.extension.hookspecs import API, HOOKS, HookSpecs
from changekit.extension.status import PluginStatus, PluginTable
from changekit.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from changekit.extension.protocols.checking import Check
    from changekit.extension.protocols.planning import Engine
    from changekit.extension.protocols.scoring import Scorer
    from changekit.extension.protocols.showing import CatalogueExporter, Exporter, Renderer

__all__ = ["BUILT_IN", "GROUP", "Plugins"]

GROUP: Final = "changekit"
"""The entry-point group in which a distribution names its plugins."""

BUILT_IN: Final[Mapping[str, str]] = {
    "register_scorers": "changekit.services.scoring.builtin",
    "register_engines": "changekit.services.planning.builtin",
    "register_checks": "changekit.services.portfolio.builtin",
    "register_exporters": "changekit.services.dependencies.builtin",
    "register_catalogue_exporters": "changekit.services.catalogue.builtin",
}
"""changekit's own plugins, as the module for each hook: loaded by name when it is asked."""

ALWAYS_ON: Final = Text(
    sv="{name} är changekits eget och är alltid på; namnge bara tillägg som är installerade, "
    "eller inget alls för att bara använda changekits egna",
    en="{name} is changekit's own and is always on; name only plugins that are installed, "
    "or none at all to use only changekit's own",
)


@attrs.define(kw_only=True)
class _Known:
    """A plugin that was found, and how far it has come."""

    load: Callable[[], object]
    status: PluginStatus
    only_for: str | None = None
    loaded: object = None

    def failed(self, reason: str) -> None:
        self.status = attrs.evolve(self.status, status="broken", error=reason)

    @property
    def usable(self) -> bool:
        return self.status.status == "ok"


class Plugins:
    """What all plugins offer, asked for when it is first wanted; safe to share between threads.

    A plugin that fails to load, breaks a rule of the hooks, or offers a name that is taken, is
    switched off as a whole, and its status says why.
    """

    def __init__(
        self,
        *,
        only: Iterable[str] | None = None,
        environ: Mapping[str, str] | None = None,
        candidates: Mapping[str, object] | None = None,
        installed: bool = True,
    ) -> None:
        """Find the plugins, without loading any.

        Args:
            only: Names of the plugins to use; None uses all that there are.
            environ: Where `CHANGEKIT_PLUGINS` (the only names to use, with commas between; empty
                for none) and `CHANGEKIT_DISABLE` (names to leave out, alone or as
                `distribution:name`) are looked up; the process's own environment by default.
                The first wins over `only`.
            candidates: Further plugins by name, as tests and notebooks give them.
            installed: Whether plugins that are installed are looked for.

        Raises:
            UnknownNameError: `only` or `CHANGEKIT_PLUGINS` names a plugin that there is not.
            InvalidValueError: They name one of changekit's own, which are always on.
        """
        environ = os.environ if environ is None else environ
        found = [*(_installed() if installed else ()), *_given(candidates or {})]
        wanted = _wanted(only, environ, [item.status.name for item in found])
        disabled = set(_names(environ.get("CHANGEKIT_DISABLE", "")))
        for item in found:
            name = item.status.name
            if disabled & {name, item.status.whole_name} or (
                wanted is not None and name not in wanted
            ):
                item.status = attrs.evolve(item.status, status="disabled")
        self._known = [*_built_in(), *found]
        self._pluggy = pluggy.PluginManager("changekit")
        self._pluggy.add_hookspecs(HookSpecs)
        self._offers: dict[str, Mapping[str, Any]] = {}  # Any: what the hook is for
        self._lock = threading.RLock()

    @property
    def scorers(self) -> Mapping[str, Scorer]:
        """The scorers by name."""
        return self._asked("register_scorers")

    @property
    def engines(self) -> Mapping[str, Engine]:
        """The planning engines by name."""
        return self._asked("register_engines")

    @property
    def checks(self) -> Mapping[str, Check]:
        """The checks by name."""
        return self._asked("register_checks")

    @property
    def exporters(self) -> Mapping[str, Exporter]:
        """The exporters of the dependency graph by name."""
        return self._asked("register_exporters")

    @property
    def catalogue_exporters(self) -> Mapping[str, CatalogueExporter]:
        """The exporters of the catalogue by name."""
        return self._asked("register_catalogue_exporters")

    @property
    def renderers(self) -> Mapping[str, Renderer]:
        """The renderers of report sections by name."""
        return self._asked("register_renderers")

    def status(self, language: str = "en") -> PluginTable:
        """Return what became of every plugin, after asking each for all that it offers."""
        for hook in HOOKS:
            self._asked(hook)
        items = tuple(item.status for item in self._known)
        return PluginTable(items=items, language=language)

    def _asked(self, hook: str) -> Mapping[str, Any]:  # Any: what the hook is for
        with self._lock:
            if hook not in self._offers:
                self._offers[hook] = self._ask_all(hook)
            return self._offers[hook]

    def _ask_all(self, hook: str) -> Mapping[str, Any]:  # Any: what the hook is for
        offers: dict[str, Any] = {}
        givers: dict[str, str] = {}
        for item in self._known:
            if not item.usable or item.only_for not in (None, hook):
                continue
            began = time.perf_counter()
            try:
                offer = self._ask(item, hook, givers)
            except (Exception, SystemExit) as error:  # noqa: BLE001  # it may fail in any way
                item.failed(f"{type(error).__name__}: {error}")
                offer = {}
            spent = item.status.milliseconds + 1000 * (time.perf_counter() - began)
            item.status = attrs.evolve(item.status, milliseconds=spent)
            offers |= offer
            givers |= dict.fromkeys(offer, item.status.name)
        return dict(sorted(offers.items()))

    def _ask(
        self, item: _Known, hook: str, givers: Mapping[str, str]
    ) -> dict[str, Any]:  # Any: same
        if item.loaded is None:
            self._load(item)
        if not item.usable or hook not in item.status.hooks:
            return {}
        offer = getattr(item.loaded, hook)()
        if not isinstance(offer, Mapping) or not all(isinstance(name, str) for name in offer):
            msg = f"{hook} must return a mapping of names, got {type(offer).__name__}"
            raise TypeError(msg)
        for name, thing in offer.items():
            if not callable(thing) and not hasattr(thing, "name"):
                msg = f"{hook} offers {name!r}, which is {type(thing).__name__}"
                raise TypeError(msg)
            if name in givers:
                msg = f"{hook} offers {name!r}, which plugin {givers[name]!r} offers already"
                raise ValueError(msg)
        return dict(offer)

    def _load(self, item: _Known) -> None:
        item.loaded = item.load()
        needs = getattr(item.loaded, "changekit_api", API)
        if not isinstance(needs, int) or needs > API:
            reason = f"needs version {needs} of the hooks, this changekit has {API}"
            item.status = attrs.evolve(item.status, status="too-new", error=reason)
            return
        self._pluggy.register(item.loaded, f"{item.status.distribution}:{item.status.name}")
        try:
            self._pluggy.check_pending()
        except pluggy.PluginValidationError:
            self._pluggy.unregister(item.loaded)  # or the next plugin would be blamed for it
            raise
        callers = self._pluggy.get_hookcallers(item.loaded) or ()
        hooks = tuple(sorted(caller.name for caller in callers))
        item.status = attrs.evolve(item.status, hooks=hooks)


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]


def _wanted(
    only: Iterable[str] | None, environ: Mapping[str, str], known: list[str]
) -> set[str] | None:
    named = environ.get("CHANGEKIT_PLUGINS")
    chosen = None if only is None else list(only)
    if named is not None:
        chosen = _names(named)
    own = {_own_name(module) for module in BUILT_IN.values()}
    for name in chosen or ():
        if name not in known and name in own:
            raise InvalidValueError(ALWAYS_ON.format(name=name))
        if name not in known:
            kind = "plugin"
            raise UnknownNameError(kind, name, known=known)
    return None if chosen is None else set(chosen)


def _installed() -> list[_Known]:
    found = {}
    for point in metadata.entry_points(group=GROUP):
        dist = point.dist.name if point.dist else ""
        version = point.dist.version if point.dist else ""
        status = PluginStatus(name=point.name, distribution=dist, version=version)
        found[dist, point.name] = _Known(load=point.load, status=status)
    return [found[key] for key in sorted(found)]


def _given(candidates: Mapping[str, object]) -> list[_Known]:
    return [
        _Known(
            load=partial(_itself, plugin),
            status=PluginStatus(name=name, distribution="", version=""),
        )
        for name, plugin in sorted(candidates.items())
    ]


def _itself(plugin: object) -> object:
    return plugin


def _own_name(module: str) -> str:
    return module.split(".")[-2]


def _built_in() -> list[_Known]:
    version = metadata.version("changekit")
    return [
        _Known(
            load=partial(importlib.import_module, module),
            status=PluginStatus(name=_own_name(module), distribution="changekit", version=version),
            only_for=hook,
        )
        for hook, module in BUILT_IN.items()
    ]
