import fc from "fast-check";
import {
  type GraphQLInputObjectType,
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
} from "graphql";

/** What generated inputs can name of one cloud, so that some of them are right. */
export interface Vocabulary {
  readonly settingsKey: string;
  readonly parentIds: readonly string[];
  readonly listenerIds: readonly string[];
  readonly poolIds: readonly string[];
  /** Ids of other kinds, of other accounts, and invalid texts. */
  readonly wrongIds: readonly string[];
  readonly certificateIds: readonly string[];
  readonly regions: readonly string[];
  readonly etags: readonly string[];
}

const EXTREMES = [-2_147_483_648, -1, 0, 1, 65_535, 65_536, 2_147_483_647] as const;

const port = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 65_535 }) },
  { weight: 1, arbitrary: fc.constantFrom(...EXTREMES) },
  { weight: 3, arbitrary: fc.constantFrom(53, 80, 443, 8080) },
);
const int = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 0, max: 120 }) },
  { weight: 1, arbitrary: fc.constantFrom(...EXTREMES) },
);

const ODD_TEXTS = [
  "",
  " ",
  "\u0000",
  "\ud83d\ude80 rocket",
  "näme mit ümläuten",
  "名称",
  "<script>alert(1)</script>",
  "a".repeat(256),
  "x".repeat(20_000),
  "';--",
  "../../etc",
  "{{x}}",
  "\u202egnp",
  "__proto__",
  "%00",
  "null",
] as const;
const odd = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.string({ maxLength: 40, unit: "binary" }));
const goodName = fc.stringMatching(/^[a-z][a-z0-9-]{1,20}[a-z0-9]$/);
const mostly = <T>(good: fc.Arbitrary<T>, bad: fc.Arbitrary<T>, weight = 5): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: good }, { weight: 1, arbitrary: bad });

const address = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 254 }).map((last) => `203.0.113.${last}`) },
  { weight: 1, arbitrary: fc.constantFrom("10.0.0.1", "2001:db8::1", "example.com", "999.1.1.1", "-", "i-0123456789") },
);

function idsFor(field: string, words: Vocabulary): fc.Arbitrary<string> {
  const right: Readonly<Record<string, readonly string[]>> = {
    parentId: words.parentIds,
    listenerId: words.listenerIds,
    poolId: words.poolIds,
    certificateIds: words.certificateIds,
    clientCaCertificateIds: words.certificateIds,
  };
  const known = right[field];
  if (known && known.length > 0)
    return mostly(fc.constantFrom(...known), fc.oneof(fc.constantFrom(...words.wrongIds), odd), 8);
  return mostly(fc.uuid(), odd);
}

function textsFor(field: string, words: Vocabulary): fc.Arbitrary<string> {
  switch (field) {
    case "name":
      return mostly(goodName, odd);
    case "description":
      return mostly(fc.constantFrom("a description", "made by a test"), odd);
    case "address":
      return mostly(address, odd);
    case "region":
      return mostly(fc.constantFrom(...words.regions, "nowhere-1"), odd);
    case "ifMatch":
      return mostly(fc.constantFrom(...words.etags), odd);
    case "protocol":
      return mostly(fc.constantFrom("TCP", "UDP", "HTTP", "HTTPS", "PING"), odd);
    case "path":
      return mostly(fc.constantFrom("/", "/health"), odd);
    case "versions":
      return mostly(fc.constantFrom("TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"), odd);
    case "targetType":
      return mostly(fc.constantFrom("EIP", "ECS", "Ip", "IP", "Domain"), odd);
    default:
      return mostly(goodName, odd, 2);
  }
}

/** How often a list is very long: such inputs are slow to make and to check. */
const LONG_LISTS = 150;

function anyOf(type: GraphQLInputType, field: string, words: Vocabulary): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return anyOf(type.ofType as GraphQLInputType, field, words);
  if (isListType(type)) {
    const item = anyOf(type.ofType as GraphQLInputType, field, words);
    return fc.oneof(
      { weight: LONG_LISTS, arbitrary: fc.array(item, { maxLength: 3 }) },
      {
        weight: 1,
        arbitrary: fc
          .tuple(item, fc.constantFrom(101, 1_001))
          .map(([one, length]) => Array.from({ length }, () => one)),
      },
    );
  }
  if (isInputObjectType(type))
    return type.name.endsWith("SettingsInput") && field === "settings" ? settings(type, words) : objectOf(type, words);
  // What is only planned is compared with what is made elsewhere.
  if (field === "mode") return fc.constantFrom("APPLY", null);
  // A change in the background is answered before it is made.
  if (field === "background") return fc.constantFrom(false, null);
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  switch (type.name) {
    case "Int":
      return /port/i.test(field) ? port : int;
    case "Float":
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case "Boolean":
      return fc.boolean();
    case "ID":
      return idsFor(field, words);
    default:
      return textsFor(field, words);
  }
}

/** Mostly one member, and mostly the right one. */
function settings(type: GraphQLInputObjectType, words: Vocabulary): fc.Arbitrary<unknown> {
  const members = Object.values(type.getFields());
  const only = (names: readonly string[]) =>
    fc.record(
      Object.fromEntries(
        members.filter(({ name }) => names.includes(name)).map((one) => [one.name, anyOf(one.type, one.name, words)]),
      ),
    );
  const all = members.map(({ name }) => name);
  const own = all.filter((name) => name === words.settingsKey);
  return fc.oneof(
    { weight: 6, arbitrary: only(own) },
    { weight: 1, arbitrary: fc.subarray(all, { maxLength: 2 }).chain(only) },
  );
}

/** Any object that GraphQL would take for this type: fields left out, null, extreme, or right. */
export function objectOf(type: GraphQLInputObjectType, words: Vocabulary): fc.Arbitrary<Record<string, unknown>> {
  const fields = Object.values(type.getFields());
  const required = fields
    .filter((field) => isNonNullType(field.type) && field.defaultValue === undefined)
    .map(({ name }) => name);
  const arbitraries = Object.fromEntries(
    fields.map(({ name, type: fieldType }) => {
      const value = anyOf(fieldType, name === "id" ? (ID_OF[type.name] ?? name) : name, words);
      return [
        name,
        isNonNullType(fieldType)
          ? value
          : fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: fc.constant(null) }),
      ];
    }),
  );
  return fc.record(arbitraries, { requiredKeys: required });
}

const ID_OF: Readonly<Record<string, string>> = {
  UpdateListenerInput: "listenerId",
  DeleteListenerInput: "listenerId",
  UpdatePoolInput: "poolId",
  DeletePoolInput: "poolId",
};

/** An object that is right but for a few fields, which are anything. */
export function nearly(
  type: GraphQLInputObjectType,
  right: fc.Arbitrary<Record<string, unknown>>,
  words: Vocabulary,
  most = 2,
): fc.Arbitrary<Record<string, unknown>> {
  const names = Object.keys(type.getFields());
  const wild = objectOf(type, words);
  return fc.tuple(right, wild, fc.subarray(names, { maxLength: most })).map(([base, other, taken]) => {
    const mixed: Record<string, unknown> = { ...base };
    for (const name of taken) if (Object.hasOwn(other, name)) mixed[name] = other[name];
    return mixed;
  });
}
