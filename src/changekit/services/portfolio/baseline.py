"""A baseline: findings that are known already, as an earlier check printed them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from changekit.errors import InvalidDataError

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Key", "baseline_keys"]

Key = tuple[str, str, str, str]
"""Code, subject, file and path: what `Finding.key` gives."""


def baseline_keys(data: object) -> tuple[Key, ...]:
    """Return the keys of the findings that `changekit check --json` printed.

    `Findings.new_since` takes them. Lines may have moved since, so they do not count.

    Args:
        data: The JSON text, parsed: a mapping with `findings`, or the list of them.

    Raises:
        InvalidDataError: It is something else.

    >>> baseline_keys({"findings": [{"code": "CK301", "subject": "a", "file": "a.yaml"}]})
    (('CK301', 'a', 'a.yaml', ''),)
    """
    findings = data.get("findings") if isinstance(data, Mapping) else data
    if not isinstance(findings, list):
        msg = "the baseline holds no list of findings; make one with: changekit check --json"
        raise InvalidDataError(msg)
    return tuple(_keys(findings))


def _keys(findings: list[object]) -> Iterator[Key]:
    for number, item in enumerate(findings, start=1):
        if not isinstance(item, Mapping) or not isinstance(item.get("code"), str):
            msg = f"the baseline's finding {number} has no code, got {item!r}"
            raise InvalidDataError(msg)
        code, subject, file, path = (
            str(item.get(name) or "") for name in ("code", "subject", "file", "path")
        )
        yield (code, subject, file.split("!")[0], path)
