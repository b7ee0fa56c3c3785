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
