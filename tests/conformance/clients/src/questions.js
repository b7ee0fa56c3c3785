import { graphql } from "relay-runtime";

graphql`
  query questionsQuery($asOf: AsOf) {
    claimsByRef(ref: "M12", asOf: $asOf) {
      nodes {
        id
        certainty
      }
    }
  }
`;

graphql`
  query questionsPageQuery($after: String) {
    claims(first: 2, after: $after) {
      nodes {
        id
      }
    }
    commits(first: 1) {
      nodes {
        id
      }
    }
  }
`;
