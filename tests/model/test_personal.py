"""Personal identity numbers are seen, and checksums of files are none."""

import hashlib

import pytest

from changekit.model.shapes import looks_like_personal_number

NUMBER = "8112189876"


@pytest.mark.parametrize("text", [NUMBER, f"x{NUMBER}y", f"tel 19{NUMBER}.", "811218-9876"])
def test_a_number_is_seen_wherever_it_stands(text: str) -> None:
    assert looks_like_personal_number(text)


@pytest.mark.parametrize("length", [32, 40, 64], ids=["md5", "sha1", "sha256"])
def test_a_checksum_that_holds_such_digits_is_none(length: int) -> None:
    checksum = f"a{NUMBER}b".ljust(length, "c")
    assert not looks_like_personal_number(f"sha256:{checksum}")
    assert looks_like_personal_number(f"sha256:{checksum} of {NUMBER}")


def test_no_checksum_of_a_file_is_refused() -> None:
    checksums = (hashlib.sha256(str(number).encode()).hexdigest() for number in range(20_000))
    assert not any(looks_like_personal_number(f"sha256:{one}") for one in checksums)
