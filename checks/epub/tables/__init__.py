"""What the specifications allow, as tables: one module a vocabulary."""


def words(text: str) -> frozenset[str]:
    """Names that are written with spaces between them."""
    return frozenset(text.split())
