"""Messages of graphql-core in words of GraphQL and JSON, where it uses those of the language that it is written in."""

import json
import re
from ast import literal_eval
from typing import Final

_OF_VALUE: Final = re.compile(
    r"(?P<head>Variable '\$\w+' has invalid value[^:]*: .*?(?:[Ff]ound|value): )(?P<value>.*)", re.DOTALL
)
"""A message that ends with what a variable holds, or a part of it."""
_VALUE: Final = re.compile(r"(?P<head>.*?(?:[Ff]ound|value): )(?P<value>.*)", re.DOTALL)
"""The same without the name of a variable."""
_TOKEN: Final = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\b(?:True|False|None)\b""", re.DOTALL)
_JSON: Final = {"True": "true", "False": "false", "None": "null"}
_TYPES: Final = {"str": "string", "int": "number", "float": "number", "bool": "boolean"}
_TYPE: Final = re.compile(rf"\b(?:{'|'.join(_TYPES)})\b(?=[^`]*`)")
_TOO_LONG: Final = "Exceeds the limit ("
"""An Int of thousands of digits is not even read."""


def reworded(message: str) -> str:
    """Say the same, with values as JSON writes them."""
    if _TOO_LONG in message:
        return f"Int has 32 bits: give a number from {-(2**31)} to {2**31 - 1}"
    message = message.replace(" not to be None.", " not to be null.")
    found = _OF_VALUE.fullmatch(message)
    return message if found is None else found["head"] + _TOKEN.sub(_as_json, found["value"])


def reworded_of_value(message: str) -> str:
    """Say the same of a value, with the value as JSON writes it."""
    message = message.replace(" not to be None.", " not to be null.")
    found = _VALUE.fullmatch(message)
    return message if found is None else found["head"] + _TOKEN.sub(_as_json, found["value"])


def types_reworded(message: str) -> str:
    """Say the same of what is no such JSON, with types as JSON calls them."""
    return _TYPE.sub(lambda found: _TYPES[found[0]], message)


def _as_json(found: re.Match[str]) -> str:
    token = found[0]
    if token in _JSON:
        return _JSON[token]
    try:
        return json.dumps(literal_eval(token), ensure_ascii=False)
    except (ValueError, SyntaxError):
        return token  # cut off in the midst of a letter
