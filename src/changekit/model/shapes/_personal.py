"""Swedish personal identity numbers, which have no place in a workspace."""

from __future__ import annotations

import re

__all__ = ["looks_like_personal_number"]

_PERSONAL = re.compile(r"(?<![0-9])(?:[0-9]{2})?([0-9]{6})[-+ ]?([0-9]{4})(?![0-9])")
_DIGEST = re.compile(r"(?<![0-9A-Za-z])[0-9a-f]{32,}(?![0-9A-Za-z])")
"""Ours: so many hexadecimal digits in a row are a checksum, whatever stands among them."""


def looks_like_personal_number(text: str) -> bool:
    """Tell whether a text holds what looks like a Swedish personal identity number.

    Six digits that can be a date (day or day + 60, as in a co-ordination number), four more, and
    the check digit right. Digits inside a checksum of a file are none.

    Source: Skatteverket, SKV 704: the Luhn sum of the ten digits ends in 0; SKV 707 for day + 60.

    >>> looks_like_personal_number("tel 811218-9876"), looks_like_personal_number("811218-9875")
    (True, False)
    """
    bare = _DIGEST.sub(" ", text)
    return any(_is_personal(match[1] + match[2]) for match in _PERSONAL.finditer(bare))


def _is_personal(digits: str) -> bool:
    month, day = int(digits[2:4]), int(digits[4:6]) % 60
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return False
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
