"""The one exception of this room."""


class CurriculumError(Exception):
    """Curriculum data that cannot be used; `str()` is one sentence that names the source and the reason."""
