import { gql } from "@urql/core";

/** What an application's page of listeners asks for. */
export const LIST = gql`
  query List($first: Int!, $after: String, $filter: ListenerFilter) {
    listeners(first: $first, after: $after, filter: $filter) {
      isComplete
      sourceProblems { code account { id provider } }
      pageInfo { hasNextPage endCursor }
      edges { node { ...Row } }
      nodes { id name }
    }
  }
  fragment Row on Listener {
    id
    name
    portRanges { fromPort toPort }
    parent { id name ... on Accelerator { addresses } }
    settings { ... on HuaweiElbListenerSettings { clientTimeoutSeconds } ... on AlibabaGaListenerSettings { httpVersion } }
  }
`;

/** The same list, as somebody asks who does not page. */
export const NODES = gql`
  query Nodes($first: Int!, $filter: ListenerFilter) { listeners(first: $first, filter: $filter) { nodes { id name } } }
`;

export const MEMBERS = gql`
  query Members($id: ID!, $after: String) {
    pool(id: $id) {
      id
      members(first: 1, after: $after) { isComplete pageInfo { hasNextPage endCursor } edges { node { id address } } }
    }
  }
`;

export const CLOSE = gql`
  mutation Close($input: DeleteListenerInput!) { deleteListener(input: $input) { deletedListenerId problems { code message } } }
`;
