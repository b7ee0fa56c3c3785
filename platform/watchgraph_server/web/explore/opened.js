// The document that opens whatever has an id.

export const OPENED = `# Whatever has this id, with the claims that it rests on.
query Opened($id: ID!, $asOf: AsOf) {
  opened: nodes(ids: [$id], asOf: $asOf) {
    __typename
    id
    ... on Claim {
      sentence
      state
      certainty
      confidence
      evidence { nodes { stance locator source { id title url archivedUrl published } } }
      disputes { nodes { id } }
      history { nodes { at topic } }
    }
    ... on Entity {
      name
      kind
      claims { totalCount nodes { id sentence certainty } }
    }
    ... on Source {
      url
      publisher
      published
      citedBy { totalCount nodes { id sentence } }
    }
    ... on Dispute {
      text
      claims { nodes { id sentence } }
    }
    ... on Neighbour {
      predicate { label }
      entity { id name }
      claims { totalCount nodes { id sentence certainty } }
    }
  }
}
`;
