// Answers that are worked out are lists like any other, and their items can be asked for again.
import { graphql } from "react-relay";

export const pathsPage = graphql`
  query pathsPageQuery($from: ID!, $to: ID!) {
    paths(from: $from, to: $to, first: 5) {
      totalCount
      edges {
        cursor
        node {
          ...paths_path
        }
      }
    }
  }
`;

export const pathsPath = graphql`
  fragment paths_path on Path @refetchable(queryName: "pathsPathRefetchQuery") {
    length
    confidence
    hops {
      source {
        id
        name
      }
      predicate {
        label
      }
      target {
        id
        name
      }
    }
  }
`;
