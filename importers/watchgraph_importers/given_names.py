"""Given names of many languages: words that begin with one, or have one in them, may name a person (`given_names.txt`).

A list of our own, for caution only: a body that it takes for a person is shown by its role instead of its name. All are
lower case without accents, sorted. A name that is a thing as often (`summer`, `storm`) is none of them: with nothing
else to show a body it is held back all the same.
"""

from importlib import resources
from typing import Final

GIVEN_NAMES: Final = frozenset(resources.files(__package__).joinpath("given_names.txt").read_text("utf-8").split())
