"""What a pack's folder or zip holds: read whole and safely, or refused with the reasons."""

from changekit.files.contents.digests import contents_digest, file_digests, pack_digest
from changekit.files.contents.held import Contents, HeldFolder
from changekit.files.contents.reading import Guard, guarded, read_contents

__all__ = [
    "Contents",
    "Guard",
    "HeldFolder",
    "contents_digest",
    "file_digests",
    "guarded",
    "pack_digest",
    "read_contents",
]
