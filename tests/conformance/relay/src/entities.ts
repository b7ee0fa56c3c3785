// Anything by its id: an interface, narrowed where a kind has fields of its own. Lists run both ways.
import { graphql } from "react-relay";

export const entitiesPage = graphql`
  query entitiesPageQuery($ids: [ID!]!) {
    nodes(ids: $ids) {
      id
      ...entities_card @alias(as: "entity")
    }
  }
`;

export const entitiesCard = graphql`
  fragment entities_card on Entity
  @argumentDefinitions(
    first: { type: "Int" }
    after: { type: "String" }
    last: { type: "Int" }
    before: { type: "String" }
  )
  @refetchable(queryName: "entitiesCardRefetchQuery") {
    name
    kind
    ... on Deployment {
      plannedCameras {
        text
      }
    }
    neighbours(first: $first, after: $after, last: $last, before: $before)
      @connection(key: "entities_card_neighbours") {
      edges {
        node {
          direction
          predicate {
            label
          }
          entity {
            id
            name
          }
        }
      }
    }
  }
`;
