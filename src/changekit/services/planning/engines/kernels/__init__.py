"""The fast loops of the engines, on whole numbers; compiled where the extra `fast` is there.

What they do is written once more in plain Python, in `engines/plain.py`; tests prove both equal.
"""
