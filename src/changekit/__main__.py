"""`python -m changekit` is the command `changekit`."""

from __future__ import annotations

from changekit.interfaces.cli import main

if __name__ == "__main__":
    main()
