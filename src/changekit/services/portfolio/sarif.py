"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from changekit.text import LANGUAGES

if TYPE_CHECKING:
    from changekit.findings import Finding, Findings, Place
    from changekit.text import Text

__all__ = ["to_sarif"]

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def to_sarif(findings: Findings, version: str) -> dict[str, Any]:  # Any: JSON values
    """Return findings as one SARIF log with one run.

    Messages are in the language of the findings; each rule carries its Swedish wording among
    its properties. A cell of a workbook is a logical location, as it has no line.

    Source: OASIS (2020), Static Analysis Results Interchange Format 2.1.0.

    Args:
        findings: What was found.
        version: The version of changekit.
    """
    codes = sorted({item.code for item in findings})
    index = {code: at for at, code in enumerate(codes)}
    firsts: dict[str, Finding] = {}
    for item in findings:
        firsts.setdefault(item.code, item)
    driver = {
        "name": "changekit",
        "version": version,
        "rules": [_rule(firsts[code], findings.language) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(item, index[item.code], findings.language) for item in findings],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(item: Finding, language: str) -> dict[str, Any]:  # Any: JSON values
    rule = item.rule
    if rule is None:
        return {
            "id": item.code,
            "defaultConfiguration": {"level": _LEVELS[item.severity]},
            "shortDescription": {"text": item.code},
        }
    return {
        "id": rule.code,
        "name": rule.slug,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "shortDescription": {"text": _unfilled(rule.message.to(language))},
        **({"help": {"text": _unfilled(rule.hint.to(language))}} if rule.hint else {}),
        "properties": {"message": _both(rule.message)},
    }


def _both(text: Text) -> dict[str, str]:
    return {code: _unfilled(text.to(code)) for code in LANGUAGES}


def _unfilled(wording: str) -> str:
    """Return a rule's wording as people read it before it is filled in."""
    return re.sub(r"\{[^}]*\}", "…", wording)


def _result(item: Finding, index: int, language: str) -> dict[str, Any]:  # Any: JSON values
    hint = f" ({item.hint.to(language)})" if item.hint else ""
    subject = f"{item.subject}: " if item.subject else ""
    location = _location(item)
    return {
        "ruleId": item.code,
        "ruleIndex": index,
        "level": _LEVELS[item.severity],
        "message": {"text": f"{subject}{item.message.to(language)}{hint}"},
        **({"locations": [location]} if location else {}),
        "partialFingerprints": {"changekit/v1": "|".join(item.key)},
    }


def _location(item: Finding) -> dict[str, Any]:  # Any: JSON values
    location: dict[str, Any] = {}
    place = item.place
    if place is not None and not place.file.startswith("#"):
        location["physicalLocation"] = _physical(place)
    logical = [
        {"fullyQualifiedName": name, "kind": kind}
        for name, kind in (
            (place.file if place and (place.cell or place.file.startswith("#")) else "", "cell"),
            (item.subject, "record"),
        )
        if name
    ]
    if logical:
        location["logicalLocations"] = logical
    return location


def _physical(place: Place) -> dict[str, Any]:  # Any: JSON values
    file = place.file.split("!")[0]
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(file.replace("\\", "/"))}}
    if place.line and not place.cell:
        physical["region"] = {
            "startLine": place.line,
            **({"startColumn": place.column} if place.column else {}),
        }
    return physical
