"""How long it takes until anything happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.bench


def test_start_up(
    run: Callable[..., tuple[float, float]], say: Callable[..., None], checkout: Path
) -> None:
    def fewest(*args: str) -> float:
        return min(run(*args)[0] for _ in range(15))

    bare = fewest("-c", "pass")
    imported = fewest("-c", "import changekit")
    say("import changekit", imported, "bare interpreter", bare)
    say("  above the bare interpreter", imported - bare)
    say(
        "changekit --help",
        fewest("-m", "changekit", "--help"),
        "import click",
        fewest("-c", "import click"),
    )
    example = str(checkout / "docs/examples/eskilstuna")
    tools = fewest("-c", "import numpy, networkx, yaml, attrs, pluggy, click")
    for command in ("check", "plan"):
        taken = min(run("-m", "changekit", command, example, "--json")[0] for _ in range(5))
        say(
            f"changekit {command}, 400 initiatives",
            taken,
            "import numpy, networkx, yaml, ...",
            tools,
        )
