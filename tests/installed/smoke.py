"""Run by `make wheel-test` in a clean environment: the installed wheel is whole by itself."""

from __future__ import annotations

import importlib
import pkgutil
import sys
from importlib import resources
from pathlib import Path

import changekit

# What only works with an extra: the adapters, and the kit for plugin authors.
NEEDS_AN_EXTRA = ("changekit.optional.", "changekit.testing")


def modules() -> list[str]:
    """Return every module of the wheel that must load without any extra."""
    found = pkgutil.walk_packages(changekit.__path__, "changekit.")
    names = (module.name for module in found)
    return sorted(name for name in names if not name.startswith(NEEDS_AN_EXTRA))


def main() -> None:
    """Load everything, and see that the catalogue and the examples came along."""
    assert Path(changekit.__file__).is_relative_to(sys.prefix), changekit.__file__
    loaded = [importlib.import_module(name) for name in modules()]
    assert all(getattr(changekit, name) is not None for name in changekit.__all__)
    bundled = resources.files(changekit) / "_bundled"
    assert (bundled / "catalog" / "pack.yaml").is_file()
    assert (bundled / "examples" / "eskilstuna" / "changekit.yaml").is_file()
    sys.stdout.write(f"changekit {changekit.__version__}: {len(loaded)} modules load\n")


if __name__ == "__main__":
    main()
