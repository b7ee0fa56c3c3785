"""Words that hide something are refused."""

import pytest

from watchgraph.domain.texts import HiddenCharacterError, check_visible


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\ud800"])
def test_a_text_with_hidden_characters_is_refused_wherever_it_stands(hidden: str) -> None:
    for value in (f"a{hidden}b", [f"a{hidden}b"], {"name": {"en": f"a{hidden}b"}}, {f"a{hidden}b": 1}):
        with pytest.raises(HiddenCharacterError):
            check_visible(value)


def test_all_scripts_and_line_ends_are_left_alone() -> None:
    check_visible({"en": "two\nlines\tand a tab", "ar": "كاميرا", "sr": "камере", "n": 7})
