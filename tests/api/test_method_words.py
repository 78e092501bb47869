"""Every way in which the program comes to a value has a name of its own at the desk, in both languages."""

from typing import get_args, get_type_hints

import pytest

from api.desk.words import METHODS, Words
from models.fields import _make
from models.language import Way
from schemas.suggestion import Method


def test_the_desk_names_every_method_that_a_suggestion_may_carry() -> None:
    """Every field makes its suggestions through this function, whose type the type check holds callers to."""
    assert get_type_hints(_make.suggestion)["method"] == Method
    assert set(get_args(Way)) <= set(get_args(Method))
    assert set(get_args(Method)) - set(METHODS) == set()


@pytest.mark.parametrize("method", get_args(Method))
def test_a_method_reads_as_words_in_dutch_and_english(method: str) -> None:
    dutch, english = Words("nl")("method", method), Words("en")("method", method)
    assert len({method, dutch, english}) == 3
