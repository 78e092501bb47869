"""Which school years the level labels of a material mean."""

from models.levels import years

_SCHOOLS = {
    "VWO": "vwo", "HAVO": "havo", "VMBO-T": "vmbo tl", "VMBO": "vmbo", "VMBO-B": "vmbo bb", "VMBO-K": "vmbo kb",
    "VMBO-G": "vmbo gl", "PO": "po", "VO": "vo", "HBO": "hbo", "MBO": "mbo", "SO": "so", "VSO": "vso",
}  # fmt: skip


def stated_years(labels: list[str]) -> tuple[frozenset[str], set[str]]:
    """The years that a material's level labels mean together, and the broad labels among them."""
    covered: set[str] = set()
    broad: set[str] = set()
    numbers: set[str] = set()
    portion: set[str] = set()
    for label in labels:
        if label in _SCHOOLS:
            broad.add(_SCHOOLS[label])
        elif label.startswith("leerjaar "):
            numbers.add(label[-1])
        elif label in ("VO onderbouw", "VO bovenbouw"):
            portion |= years("ob vo" if label.endswith("onderbouw") else "bb vo")
        elif label == "PO bovenbouw":
            covered |= {"po6", "po7", "po8"}
        elif label.startswith(("VWO ", "HAVO ", "PO groep")):
            covered |= years(label.replace("PO ", "") if "groep" in label else label.lower())
    if not covered:
        schools = [b for b in broad if b not in ("vo", "po")]
        covered = set().union(*(years(b) for b in schools or broad)) if broad else set(portion)
        if numbers:
            covered = {y for y in covered if y[-1] in numbers}
        if portion:
            covered &= portion
    return frozenset(covered), broad
