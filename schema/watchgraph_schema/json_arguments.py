"""Arguments of the API that an address gives as JSON: read, and refused, as variables of a document are."""

from collections.abc import Sequence
from typing import Final, TypeVar, cast

import msgspec
from graphql import GraphQLError, GraphQLInputObjectType, coerce_input_value, validate_input_value
from strawberry.types import get_object_definition
from strawberry.types.arguments import convert_argument

from watchgraph_schema.argument_places import written
from watchgraph_schema.errors import BadArgumentError
from watchgraph_schema.schema import CORE, schema
from watchgraph_schema.wording import reworded_of_value

InputT = TypeVar("InputT")
EXAMPLE: Final = '{"name": {"eq": "Belgrade"}}'


def read_json(text: str, wanted: type[InputT], argument: str) -> InputT | None:
    """Read an input from JSON; None where that is `null`. argument: its name, for messages.

    Raises BadArgumentError for what is no JSON, and for what the schema does not have.
    """
    try:
        given: object = msgspec.json.decode(text)
        return _converted(given, wanted, argument)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadArgumentError(f"`{argument}` is no JSON that can be read ({error}): it is as {EXAMPLE}") from error


def _converted(given: object, wanted: type[InputT], argument: str) -> InputT | None:
    declared = CORE.type_map[get_object_definition(wanted, strict=True).name]
    assert isinstance(declared, GraphQLInputObjectType)
    wrong: list[str] = []

    def note(error: GraphQLError, path: Sequence[str | int]) -> None:
        wrong.append(f"`{written([argument, *path])}`: {reworded_of_value(error.message)}")

    validate_input_value(given, declared, note)
    if wrong:
        raise BadArgumentError(wrong[0])
    value = coerce_input_value(given, declared)
    return cast(
        "InputT | None", convert_argument(value, wanted, schema.schema_converter.scalar_registry, schema.config)
    )
