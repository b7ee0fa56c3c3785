// A list that goes on: the next page is fetched alone, by the fragment that shows it.
import { graphql } from "react-relay";

export const deploymentsPage = graphql`
  query deploymentsPageQuery($where: DeploymentWhere, $count: Int!) {
    ...deployments_list @arguments(where: $where, count: $count)
  }
`;

export const deploymentsList = graphql`
  fragment deployments_list on Query
  @argumentDefinitions(
    where: { type: "DeploymentWhere" }
    count: { type: "Int", defaultValue: 20 }
    cursor: { type: "String" }
  )
  @refetchable(queryName: "deploymentsListPaginationQuery") {
    deployments(where: $where, order: NAME, first: $count, after: $cursor)
      @connection(key: "deployments_list_deployments") {
      totalCount
      edges {
        node {
          id
          ...deployments_row
        }
      }
    }
  }
`;

export const deploymentsRow = graphql`
  fragment deployments_row on Deployment {
    name
    deployedIn {
      certainty
      entity {
        id
        name
      }
      claim {
        ...claims_line
      }
    }
    plannedCameras {
      min
      unit
    }
  }
`;
