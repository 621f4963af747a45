"""Plugins: each is asked, a broken one is named and switched off, and the rest still work."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from changekit.errors import InvalidValueError, UnknownNameError
from changekit.extension.hookspecs import API, HOOKS, HookSpecs, hookimpl
from changekit.extension.manager import Plugins

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from changekit.extension.protocols.checking import Check
    from changekit.extension.status import PluginStatus
    from changekit.findings import Finding


def nothing(municipality: object, as_of: object) -> Iterable[Finding]:
    return ()


class GoodPlugin:
    @hookimpl
    def register_checks(self) -> Mapping[str, Check]:
        return {"nothing": nothing}


class BrokenPlugin:
    @hookimpl
    def register_checks(self) -> Mapping[str, Check]:
        raise RuntimeError("the cellar is flooded")


class ListPlugin:
    @hookimpl
    def register_checks(self) -> list[str]:
        return ["nothing"]


class UnknownHookPlugin:
    @hookimpl
    def register_chekcs(self) -> Mapping[str, Check]:
        return {}


class ArgumentPlugin:
    @hookimpl
    def register_checks(self, surprise: str) -> Mapping[str, Check]:  # noqa: ARG002
        return {}


class FuturePlugin(GoodPlugin):
    changekit_api = API + 1


def load(environ: Mapping[str, str] | None = None, **plugins: object) -> Plugins:
    return Plugins(only=list(plugins), environ=environ or {}, candidates=plugins)


def status(plugins: Plugins, name: str) -> PluginStatus:
    return next(item for item in plugins.status().items if item.name == name)


def test_a_good_plugin_is_asked_and_listed() -> None:
    plugins = load(good=GoodPlugin())
    assert plugins.checks["nothing"] is nothing
    assert status(plugins, "good").status == "ok"
    assert status(plugins, "good").hooks == ("register_checks",)


@pytest.mark.parametrize(
    ("plugin", "why"),
    [
        (BrokenPlugin(), "RuntimeError: the cellar is flooded"),
        (ListPlugin(), "register_checks must return a mapping of names, got list"),
        (UnknownHookPlugin(), "unknown hook 'register_chekcs'"),
        (ArgumentPlugin(), "surprise"),
    ],
    ids=["raises", "list", "unknown-hook", "argument"],
)
def test_a_broken_plugin_is_named_and_the_rest_work(plugin: object, why: str) -> None:
    plugins = load(bad=plugin, good=GoodPlugin())
    assert status(plugins, "bad").status == "broken"
    assert why in str(status(plugins, "bad").error)
    assert "nothing" in plugins.checks
    assert plugins.scorers, "the built-in scorers are still there"


def test_a_name_that_is_taken_is_refused_with_the_name_of_the_first() -> None:
    plugins = load(a=GoodPlugin(), b=GoodPlugin())
    assert status(plugins, "a").status == "ok"
    assert "plugin 'a' offers already" in str(status(plugins, "b").error)


def test_a_plugin_that_needs_newer_hooks_is_not_asked() -> None:
    plugins = load(future=FuturePlugin())
    assert status(plugins, "future").status == "too-new"
    assert "nothing" not in plugins.checks


def test_the_environment_chooses_and_disables() -> None:
    both = {"good": GoodPlugin(), "bad": BrokenPlugin()}
    chosen = load({"CHANGEKIT_PLUGINS": "good"}, **both)
    assert [status(chosen, name).status for name in ("good", "bad")] == ["ok", "disabled"]
    none = load({"CHANGEKIT_PLUGINS": ""}, **both)
    assert status(none, "good").status == "disabled"
    left_out = load({"CHANGEKIT_DISABLE": "bad, other"}, **both)
    assert [status(left_out, name).status for name in ("good", "bad")] == ["ok", "disabled"]
    elsewhere = load({"CHANGEKIT_DISABLE": "some-distribution:bad"}, **both)
    assert status(elsewhere, "bad").status == "broken"


def test_an_unknown_plugin_is_an_error_with_the_closest() -> None:
    with pytest.raises(UnknownNameError, match="did you mean 'good'"):
        load({"CHANGEKIT_PLUGINS": "god"}, good=GoodPlugin())


def test_a_built_in_that_is_asked_for_is_said_to_be_always_on() -> None:
    with pytest.raises(InvalidValueError, match="scoring is changekit's own and is always on"):
        load({"CHANGEKIT_PLUGINS": "scoring"}, good=GoodPlugin())


def test_every_built_in_works_and_every_hook_is_used_by_one() -> None:
    plugins = Plugins(only=[], environ={})
    own = [item for item in plugins.status().items if item.distribution == "changekit"]
    assert [item.error for item in own if item.status != "ok"] == []
    used = {hook for item in own for hook in item.hooks}
    assert used <= set(HOOKS)
    assert {"register_scorers", "register_engines", "register_checks"} <= used


def test_every_hook_says_what_it_returns() -> None:
    for hook in HOOKS:
        assert "Return" in str(getattr(HookSpecs, hook).__doc__)


def test_two_loads_share_nothing() -> None:
    one, other = load(good=GoodPlugin()), load()
    assert "nothing" in one.checks
    assert "nothing" not in other.checks
