"""The kit with which plugin authors test scorers, checks and packs; needs the extra `testing`.

Nothing here depends on a test runner: what is wrong raises `AssertionError` and says why.
"""

from __future__ import annotations

from changekit.testing._given import require_hypothesis

require_hypothesis()

from changekit.testing.checks import check_check  # noqa: E402  # hypothesis is looked for first
from changekit.testing.isolation import isolated_plugins  # noqa: E402
from changekit.testing.packs import check_pack  # noqa: E402
from changekit.testing.records import record_classes, strategies_for  # noqa: E402
from changekit.testing.scorers import check_scorer, matrices  # noqa: E402
from changekit.testing.towns import municipalities  # noqa: E402

__all__ = [
    "check_check", "check_pack", "check_scorer", "isolated_plugins", "matrices",
    "municipalities", "record_classes", "strategies_for",
]  # fmt: skip
