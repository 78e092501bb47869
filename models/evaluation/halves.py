"""Two halves of the sources: rules and chances of the fields are chosen on one and reported on the other."""

import zlib


def chosen_on(source: str) -> bool:
    """Whether a source belongs to the half that chances were set on. The name alone decides, so that a new source
    falls in one half without anyone's choice."""
    return zlib.crc32(source.encode()) % 2 == 0
