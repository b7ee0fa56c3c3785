"""Runs documents field by field, no longer than a request may take, whatever it is that takes long."""

from graphql import GraphQLObjectType
from graphql.execution.collect_fields import FieldDetailsList
from graphql.execution.incremental.incremental_executor import DeliveryGroupMap
from graphql.pyutils import AwaitableOrValue, Path, UndefinedType
from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext

from watchgraph_projections.catalogue.connections import ReadTimeoutError
from watchgraph_schema.context import Context


class PunctualExecutor(StrawberryGraphQLCoreExecutionContext):
    """Reads no arguments once the time is up.

    Statements end by themselves, but large filters under each of many items take long before there is any.
    """

    def execute_field(
        self,
        parent_type: GraphQLObjectType,
        source: object,
        field_details_list: FieldDetailsList,
        path: Path,
        position_context: DeliveryGroupMap | None,
    ) -> AwaitableOrValue[object] | UndefinedType:
        """Resolve a field; one with arguments fails where it is too late."""
        node = field_details_list[0].node
        context = self.context_value
        field = self.schema.get_field(parent_type, node.name.value) if node.arguments else None
        if field is not None and isinstance(context, Context):
            try:
                context.check_time()
            except ReadTimeoutError as error:
                self.handle_field_error(error, field.type, field_details_list, path)
                return None
        return super().execute_field(parent_type, source, field_details_list, path, position_context)
