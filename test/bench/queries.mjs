/** The operations that are measured. `variables` is called once per client, with what {@link prepare} found for it. */

const pools = "pools { nodes { id name members { nodes { address port weight health } } } }";
const listener = `id name protocol status portRanges { fromPort toPort } ${pools}`;
const flat = (fields) => {
  const variables = [0, 1, 2, 3, 4].map((page) => `$after${page}: String`).join(" ");
  const pages = [0, 1, 2, 3, 4].map(
    (page) =>
      `p${page}: listeners(first: 200, after: $after${page}, filter: { accountIds: $accounts }) { nodes { ${fields} } }`,
  );
  return `($accounts: [ID!]! ${variables}) { ${pages.join(" ")} }`;
};
const entities = "representations: $representations) { ... on Listener";

export const QUERIES = {
  Q1: {
    title: "one listener with ranges, pools and members",
    cloud: "alibaba-ga",
    query: `query Q1($id: ID!) { listener(id: $id) { ${listener} } }`,
    variables: ({ ids }, turn) => ({ id: ids[turn % ids.length] }),
  },
  Q2: {
    title: "100 listeners with ranges, pools and members",
    cloud: "alibaba-ga",
    query: `query Q2($accounts: [ID!]!) { listeners(first: 100, filter: { accountIds: $accounts }) { nodes { ${listener} } } }`,
    variables: ({ account }) => ({ accounts: [account] }),
  },
  Q2n: {
    title: "the same where members take a call for each pool",
    cloud: "huawei-ga",
    query: `query Q2n($accounts: [ID!]!) { listeners(first: 100, filter: { accountIds: $accounts }) { nodes { ${listener} } } }`,
    variables: ({ account }) => ({ accounts: [account] }),
  },
  Q3: {
    title: "1,000 listeners (5 aliased pages of 200), 5 flat fields",
    cloud: "huawei-ga",
    query: `query Q3${flat("id name protocol status nativeStatus")}`,
    variables: ({ account, cursors }) => ({ accounts: [account], ...cursors }),
  },
  Q3d: {
    title: "the same with one date instead of nativeStatus",
    cloud: "huawei-ga",
    query: `query Q3d${flat("id name protocol status createdAt")}`,
    variables: ({ account, cursors }) => ({ accounts: [account], ...cursors }),
  },
  Q4: {
    title: "`_entities` of 100 listeners with ranges, pools and members",
    cloud: "alibaba-ga",
    query: `query Q4($representations: [_Any!]!) { _entities(${entities} { ${listener} } } }`,
    variables: ({ ids }) => ({ representations: ids.map((id) => ({ __typename: "Listener", id })) }),
  },
  Q5: {
    title: "200 listeners over five clouds with settings",
    cloud: null,
    query: `query Q5($accounts: [ID!]!) { listeners(first: 200, filter: { accountIds: $accounts }) { isComplete nodes {
      id name provider protocol status portRanges { fromPort toPort }
      settings {
        ... on AlibabaGaListenerSettings { proxyProtocol securityPolicyId httpVersion type }
        ... on HuaweiGaListenerSettings { domainId frozenStatus }
        ... on TencentGaapListenerSettings { realServerType delayLoopSeconds }
      } } } }`,
    variables: ({ accounts }) => ({ accounts }),
  },
  M1: {
    title: "a create refused by five rules, no cloud asked",
    cloud: "huawei-ga",
    query:
      "mutation M1($input: CreateListenerInput!) { createListener(input: $input) { listener { id } problems { code path message } } }",
    variables: ({ parentId }) => ({
      input: {
        parentId,
        name: "x".repeat(300),
        protocol: "HTTP",
        portRanges: [{ fromPort: 20, toPort: 10 }],
        algorithm: "ROUND_ROBIN",
        timeouts: { idleSeconds: 60 },
      },
    }),
  },
  M2: {
    title: "an accepted update",
    cloud: "huawei-ga",
    query:
      "mutation M2($input: UpdateListenerInput!) { updateListener(input: $input) { listener { id description status } problems { code path message } } }",
    variables: ({ ids }) => ({ input: { id: ids[0], description: "measured" } }),
  },
};

/** How many clients ask at the same time. Each has accounts of its own, so that none profits from another's reads. */
export const CLIENTS = 8;

/** The account that a client asks about; `size` is big (1,000 listeners) or small (40). */
export const accountId = (client, size, cloud) => `c${client}-${size}-${cloud}`;
