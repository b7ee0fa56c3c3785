// A claim by its id, with its evidence page by page, and what rivals it.
import { graphql } from "react-relay";

export const claimsPage = graphql`
  query claimsPageQuery($id: ID!) {
    node(id: $id) {
      id
      ...claims_detail @alias(as: "claim")
    }
  }
`;

export const claimsDetail = graphql`
  fragment claims_detail on Claim
  @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" })
  @refetchable(queryName: "claimsDetailPaginationQuery") {
    ...claims_line
    evidence(first: $count, after: $cursor) @connection(key: "claims_detail_evidence") {
      edges {
        node {
          stance
          locator
          published
          source {
            title
            url
          }
        }
      }
    }
    rivals(first: 5) {
      edges {
        node {
          id
          reason
          claim {
            ...claims_line
          }
        }
      }
    }
  }
`;

export const claimsLine = graphql`
  fragment claims_line on Claim {
    sentence
    state
    certainty
    confidence
    value {
      __typename
      text
      ... on QuantityValue {
        min
        max
        unit
      }
      ... on EntityValue {
        entity {
          id
          name
        }
      }
    }
  }
`;
