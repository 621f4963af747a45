"""The notebook of the tutorials runs, and prints what it shows."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs"
NOTEBOOK = DOCS / "tutorials" / "analyst.ipynb"


def test_the_notebook_was_run_in_order_without_errors_and_names_no_place_of_a_machine() -> None:
    text = NOTEBOOK.read_text("utf-8")
    cells = [cell for cell in json.loads(text)["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in cells] == list(range(1, len(cells) + 1))
    kinds = {output["output_type"] for cell in cells for output in cell["outputs"]}
    assert "error" not in kinds
    assert str(DOCS.parent) not in text
    assert str(Path.home()) not in text


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_the_notebook_prints_what_it_shows() -> None:
    spec = importlib.util.spec_from_file_location("changekit_docs_notebook", DOCS / "notebook.py")
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(tool)
    assert tool.texts(tool.executed()) == tool.texts(tool.written()), (
        "run: python docs/notebook.py --write"
    )
