import fc from "fast-check";

/** Valid documents with valid variables. */
const FINE: readonly (readonly [query: string, variables: Readonly<Record<string, unknown>>])[] = [
  ["{ cloudAccounts { id } }", {}],
  ["query A { cloudAccounts { id } } query B { __typename }", {}],
  ["query ($first: Int!) { listeners(first: $first) { nodes { id } } }", { first: 2 }],
  ["query ($first: Int! = 2) { listeners(first: $first) { nodes { id } } }", {}],
  ["query ($id: ID!) { listener(id: $id) { id } }", { id: "x" }],
  ["query ($f: ListenerFilter) { listeners(first: 1, filter: $f) { nodes { id } } }", { f: { coversPort: 443 } }],
  [
    "query ($p: [ListenerProtocol!]) { listeners(first: 1, filter: { protocols: $p }) { nodes { id } } }",
    { p: ["TCP"] },
  ],
  ["query ($yes: Boolean!) { cloudAccounts { id provider @include(if: $yes) } }", { yes: true }],
  [
    "query ($r: [_Any!]!) { _entities(representations: $r) { __typename } }",
    { r: [{ __typename: "Listener", urn: "x" }] },
  ],
  [
    "mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { problems { code } } }",
    { input: { id: "x", cascade: false } },
  ],
  [
    "mutation ($input: CreateListenerInput!) { createListener(input: $input) { problems { code path } } }",
    { input: { parentId: "x", protocol: "TCP", portRanges: [{ fromPort: 1, toPort: 1 }] } },
  ],
];

/** Values of any type. */
const anything = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    2 ** 31,
    1e300,
    "",
    "x",
    "TCP",
    [],
    [[]],
    [null],
    {},
    { a: 1 },
  ),
  fc.constantFrom<unknown>(
    { __proto__: null, id: 5 },
    { id: "x", cascade: "yes" },
    [{ fromPort: "1" }],
    ["TCP", "XXX"],
  ),
  fc.string({ maxLength: 20 }),
  fc.jsonValue({ maxDepth: 2 }),
);

const operationName = fc.constantFrom<unknown>(
  undefined,
  null,
  "",
  "A",
  "B",
  "Nope",
  "__proto__",
  "constructor",
  5,
  {},
  [],
  true,
);

const extensions = fc.constantFrom<unknown>(
  undefined,
  null,
  {},
  5,
  { persistedQuery: { version: 1, sha256Hash: "x" } },
  { persistedQuery: { version: 2, sha256Hash: "x" } },
  { persistedQuery: { version: 1, sha256Hash: 5 } },
  { persistedQuery: null },
);

/** Ways to break a document. */
const spoiled = (query: string) =>
  fc.constantFrom(
    query,
    query,
    query,
    query.replace("id }", "id nope }"),
    query.replace("id }", "id { x } }"),
    query.replace("{ id }", ""),
    query.replace(/\$(\w+)/, "$$other"),
    query.replace("Int!", "String!"),
    query.replace("ID!", "[ID!]!"),
    query.replace("Int!", "Nope!"),
    query.replace(/^query/, "subscription"),
    query.replace(/^query/, "query Named"),
    query.replace("{", "{ ...F "),
    `${query} fragment F on Query { __typename }`,
    query.replace("{", "{ ...F ").concat(" fragment F on Nope { id }"),
    query.replace("{", "{ ...F ").concat(" fragment F on Query { ...F }"),
    query.replace("{ id", "{ ... on Listener { id } id"),
    query.replace("first: 1", "first: 1, first: 2"),
    query.replace("first: 1", "first: null"),
    query.replace("first: 1", "nope: 1"),
    query.replace("id }", "id @nope }"),
    query.replace("id }", "id @include }"),
    query.replace("id }", 'id @include(if: "x") }'),
    query.slice(0, -1),
    `${query} }`,
    "",
    " ",
    "{",
    "type Query { a: Int }",
  );

const variablesLike = (fine: Readonly<Record<string, unknown>>) => {
  const names = Object.keys(fine);
  const someName = fc.constantFrom(...names, "extra", "__proto__");
  return fc.oneof(
    fc.constant<unknown>(fine),
    fc.constant<unknown>(undefined),
    anything,
    fc.tuple(someName, anything).map(([name, value]) => ({ ...fine, [name]: value })),
    fc.tuple(someName, anything).map(([name, value]) => ({ [name]: value })),
    fc
      .array(fc.tuple(fc.string({ maxLength: 5 }), anything), { maxLength: 4 })
      .map((pairs) => ({ ...fine, ...Object.fromEntries(pairs) })),
  );
};

const request = fc.constantFrom(...FINE).chain(([query, fine]) =>
  fc.record(
    {
      query: fc.oneof(
        { weight: 8, arbitrary: spoiled(query) as fc.Arbitrary<unknown> },
        { weight: 1, arbitrary: anything },
      ),
      variables: variablesLike(fine),
      operationName,
      extensions,
    },
    { requiredKeys: [] },
  ),
);

/** Request bodies as sent, most of them malformed. */
export const malformedBodies: fc.Arbitrary<string> = fc.oneof(
  { weight: 20, arbitrary: request.map((one) => JSON.stringify(one)) },
  { weight: 1, arbitrary: fc.array(request, { maxLength: 3 }).map((batch) => JSON.stringify(batch)) },
  { weight: 1, arbitrary: anything.map((one) => JSON.stringify(one)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("", "{", "null", "[]", '"x"', '{"query":}', "\ufeff{}", '{"query":"{ __typename }",}'),
  },
);
