"""Messages of graphql-core in words of GraphQL and JSON, where it uses those of the language that it is written in."""

import json
import re
from ast import literal_eval
from typing import Final

_OF_VALUE: Final = re.compile(
    r"(?P<head>Variable '\$\w+' has invalid value[^:]*: .*?(?:[Ff]ound|value): )(?P<value>.*)", re.DOTALL
)
"""A message that ends with what a variable holds, or a part of it."""
_TOKEN: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b(?:True|False|None)\b""", re.DOTALL)
_JSON: Final = {"True": "true", "False": "false", "None": "null"}
_TOO_LONG: Final = "Exceeds the limit ("
"""An Int of thousands of digits is not even read."""


def reworded(message: str) -> str:
    """Say the same, with values as JSON writes them."""
    if _TOO_LONG in message:
        return f"Int has 32 bits: give a number from {-(2**31)} to {2**31 - 1}"
    message = message.replace(" not to be None.", " not to be null.")
    found = _OF_VALUE.fullmatch(message)
    return message if found is None else found["head"] + _TOKEN.sub(_as_json, found["value"])


def _as_json(found: re.Match[str]) -> str:
    token = found[0]
    if token in _JSON:
        return _JSON[token]
    try:
        return json.dumps(literal_eval(token), ensure_ascii=False)
    except (ValueError, SyntaxError):
        return token  # cut off in the midst of a letter
