/** Documents and requests that are small to send and expensive to answer. */

const many = (count: number, make: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => make(index)).join(" ");

/**
 * Fragments that spread each other several times: expanded, k to the power of 2 × levels fields, over an empty list.
 */
export function bomb(levels: number, k: number): string {
  const top = `{ listeners(first: 1, filter: { nameContains: "no-such" }) { nodes { ${many(k, (i) => `p${i}: parent { ...F0 }`)} } } }`;
  const fragments = many(levels, (level) => {
    const inner = (j: number) => `p${j}: parent { ...F${level + 1} }`;
    const lists = (i: number) => `l${i}: listeners(first: 1) { nodes { ${many(k, inner)} } }`;
    return `fragment F${level} on ListenerParent { id ${level + 1 < levels ? many(k, lists) : ""} }`;
  });
  return `${top} ${fragments}`;
}

/** The same through a chain of fragments, each spread twice, without nested fields: 2 to the power of `levels`. */
export function doublingFragments(levels: number): string {
  const fragments = many(levels, (level) => {
    const next = level + 1 < levels ? `...F${level + 1} ... on Query { ...F${level + 1} }` : "cloudAccounts { id }";
    return `fragment F${level} on Query { ${next} }`;
  });
  return `{ ...F0 ... on Query { ...F0 } } ${fragments}`;
}

/** The same with aliases: every level is selected under k names. */
export function aliasBomb(levels: number, k: number): string {
  const fragments = many(levels, (level) => {
    const inner =
      level + 1 < levels ? many(k, (i) => `a${i}: account { ...A } b${i}: parent { ...F${level + 1} }`) : "urn";
    return `fragment F${level} on ListenerParent { id listeners(first: 1) { nodes { ${level + 1 < levels ? inner : "id"} } } }`;
  });
  return `{ listenerParents(first: 1, filter: { nameContains: "no-such" }) { nodes { ...F0 } } } fragment A on CloudAccount { id } ${fragments}`;
}

/** Nested interfaces over an empty list: code would be generated for each possible type at each level. */
export function parentsInOneAnother(levels: number, k: number): string {
  const inner = (level: number): string =>
    level === 0 ? "id" : many(k, (i) => `p${i}: parent { listeners(first: 1) { nodes { ${inner(level - 1)} } } }`);
  return `{ listeners(first: 1, filter: { nameContains: "no-such" }) { nodes { ${inner(levels)} } } }`;
}

/** About as many selections as may be compiled; each number gives a different document. */
export function almostTooLarge(number: number, selections: number): string {
  const fields = many(selections, (i) => `f${number}_${i}: name`);
  return `{ listeners(first: 1, filter: { providers: HUAWEI_ELB, nameContains: "no-such" }) { nodes { parent { ${fields} } } } }`;
}

/** listeners → parent → listeners → parent …: `first` to the power of `levels` entries from a few bytes. */
export function nested(levels: number, page = "(first: 200)"): string {
  const inner = levels > 1 ? `parent { ${nested(levels - 1, page).slice(1, -1)} }` : "id";
  return `{ listeners${page} { nodes { ${inner} } } }`;
}

/** The same through edges. */
export function nestedEdges(levels: number): string {
  const inner = levels > 1 ? `parent { ${nestedEdges(levels - 1).slice(1, -1)} }` : "id";
  return `{ listeners(first: 200) { edges { node { ${inner} } } } }`;
}

/** Everything reachable from all listeners of all accounts, under several aliases. */
export function everything(aliases: number): string {
  const pools = `pools(first: 200) { nodes { id name algorithm healthMonitor { enabled } members(first: 200) { nodes { address port weight health } } } }`;
  const fields = `id name etag portRanges { fromPort toPort } parent { id name addresses listeners(first: 200) { nodes { id } } } ${pools}`;
  return `{ ${many(aliases, (i) => `a${i}: listeners(first: 200) { isComplete nodes { ${fields} } } b${i}: pools(first: 200) { nodes { id members(first: 200) { nodes { address } } } } c${i}: listenerParents(first: 200) { nodes { id listeners(first: 200) { nodes { id } } } }`)} }`;
}

/** The same connection of every listener under many aliases. */
export const aliasesBelow = (count: number): string =>
  `{ listeners(first: 200) { nodes { ${many(count, (i) => `a${i}: pools(first: 1) { nodes { id } }`)} } } }`;

/** Long aliases, repeated in the answer for every entry of a list. */
export const longAliasBelow = (length: number, count = 1): string =>
  `{ listeners(first: 200) { nodes { ${many(count, (i) => `${"a".repeat(length)}${i}: name`)} } } }`;
/** An error for every entry, each with its path. */
export const mistakesBelowLongAlias = (length: number): string =>
  `{ ${"a".repeat(length)}: listeners(first: 200) { nodes { parent { listeners(first: 0) { nodes { id } } } } } }`;

/** One short field, many times: graphql-js compares all of them with each other before it runs anything. */
export const sameField = (count: number): string =>
  `{ cloudAccounts { capabilities { ${"provider ".repeat(count)}} } }`;

export const fragmentsInOne = (count: number): string =>
  `{ cloudAccounts { ${many(count, (i) => `...F${i}`)} } } ${many(count, (i) => `fragment F${i} on CloudAccount { id }`)}`;

export const inlineFragmentsInOne = (count: number): string =>
  `{ cloudAccounts { ${"... on CloudAccount { id } ".repeat(count)}} }`;

export const typenames = (count: number): string => `{ ${many(count, (i) => `a${i}: __typename`)} }`;
export const typenamesBelow = (count: number): string =>
  `{ cloudAccounts { ${many(count, (i) => `a${i}: __typename`)} } }`;

export const longFieldName = (bytes: number): string => `{ ${"a".repeat(bytes)} }`;
export const longAlias = (bytes: number): string => `{ ${"a".repeat(bytes)}: cloudAccounts { id } }`;
export const longString = (bytes: number): string => `{ listener(id: "${"a".repeat(bytes)}") { id } }`;

export const nestedFields = (levels: number): string => `${"{ cloudAccounts ".repeat(levels)}${"}".repeat(levels)}`;
export const nestedInlineFragments = (levels: number): string =>
  `{ ${"... on Query { ".repeat(levels)} cloudAccounts { id } ${"}".repeat(levels)} }`;
export const nestedListLiteral = (levels: number): string =>
  `{ listeners(filter: { accountIds: ${"[".repeat(levels)}${"]".repeat(levels)} }) { nodes { id } } }`;

export const cyclicFragments = (length: number): string =>
  `{ cloudAccounts { ...F0 } } ${many(length, (i) => `fragment F${i} on CloudAccount { id ...F${(i + 1) % length} }`)}`;

export const manyOperations = (count: number): string => many(count, (i) => `query Q${i} { cloudAccounts { id } }`);

export const repeatedDirectives = (count: number): string =>
  `{ cloudAccounts { id ${"@include(if: true) ".repeat(count)}} }`;
export const unknownDirectives = (count: number): string => `{ cloudAccounts { id ${many(count, (i) => `@d${i}`)} } }`;

export function manyVariables(count: number): string {
  return `query (${many(count, (i) => `$v${i}: ID`)}) { cloudAccounts { id } }`;
}

/** Introspection in a cycle. */
export function nestedIntrospection(levels: number): string {
  const inner = (level: number): string => (level === 0 ? "name" : `name fields { name type { ${inner(level - 1)} } }`);
  return `{ __schema { types { ${inner(levels)} } } }`;
}
export const nestedOfType = (levels: number): string =>
  `{ __schema { types { ${"ofType { ".repeat(levels)}name${" }".repeat(levels)} } } }`;

/** Fragments on types of types, each at least twice: none of it exists. */
export function introspectionBomb(levels: number, k: number): string {
  const fragments = many(levels, (level) => {
    const inner = level + 1 < levels ? many(k, (i) => `t${i}: ofType { ...T${level + 1} }`) : "name";
    return `fragment T${level} on __Type { kind ${inner} }`;
  });
  return `{ __type(name: "Query") { ...T0 } } ${fragments}`;
}

/** Selects the same field twice with large arguments, which are compared with each other. */
export function largeArguments(count: number): string {
  const ids = many(200, (i) => `"${i}"`);
  return `{ listeners(first: 1) { nodes { ${many(count, () => `id`)} } } ${many(20, (i) => `a${i}: listeners(filter: { accountIds: [${ids}] }) { nodes { id } }`)} }`;
}
