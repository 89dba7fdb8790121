import type {
  FieldDialect,
  Fields,
  IntegerField,
  ListField,
  Mistake,
  TextField,
  Values,
} from "../../../sandbox/fields.js";
import { type RpcOperation, rpcOperation } from "../../../sandbox/rpc-emulator.js";
import { refused } from "./errors.js";
import type { State } from "./state.js";

/** The refusal of a value by the gateway in front of the API. */
function wrongValue({ place, field, kind, expected }: Mistake) {
  const code = typeof field?.code === "object" ? field.code[kind] : field?.code;
  return refused(code ?? "InvalidParameterValue", `The value of \`${place}\` must be ${expected}.`);
}

/**
 * Digits in a text count as a number: a query sends numbers that way, and documented samples quote them in JSON too.
 * Sources of the tables: CreateTCPListeners page; gaap_models of tencentcloud-sdk-nodejs 4.1.313.
 */
export const DIALECT: FieldDialect = {
  words: {
    unknown: ({ place }) => refused("UnknownParameter", `The parameter \`${place}\` is not recognized.`),
    missing: ({ place }) => refused("MissingParameter", `The request is missing a required parameter \`${place}\`.`),
    type: ({ place, expected }) =>
      refused("InvalidParameter", `The value type of parameter \`${place}\` is not valid: ${expected} is expected.`),
    fixed: wrongValue,
    length: wrongValue,
    value: wrongValue,
  },
  isAbsent: (value) => value === null,
  readsNumbersInTexts: true,
  readsNumberedLists: true,
  booleans: { yes: ["true", "1"], no: ["false", "0"] },
};

/** An operation, read or write: this emulator makes no difference between the two. */
export function operation<F extends Fields>(
  fields: F,
  work: (state: State, values: Values<F>) => object,
): RpcOperation<State> {
  return rpcOperation(fields, false, work);
}

// Fields shared by many operations.
export const text = { type: "text" } as const satisfies TextField;
export const id = { type: "text", required: true } as const satisfies TextField;
export const number = { type: "integer" } as const satisfies IntegerField;
export const switched = { type: "integer", oneOf: [0, 1] } as const satisfies IntegerField;
export const between = (least: number, most: number) =>
  ({ type: "integer", least, most }) as const satisfies IntegerField;
export const oneOf = <W extends string>(...words: readonly W[]) =>
  ({ type: "text", oneOf: words }) as const satisfies TextField;
export const texts = { type: "list", of: text } as const satisfies ListField;
/** The parent: one of the two. */
export const parent = { ProxyId: text, GroupId: text } as const satisfies Fields;
export const name = { type: "text", shortest: 1, longest: 30 } as const satisfies TextField;
/** @param most the largest page size */
export const page = (most: number) =>
  ({
    Offset: { type: "integer", least: 0, otherwise: 0 },
    Limit: { ...between(1, most), otherwise: 20 },
  }) as const satisfies Fields;
export const filters = {
  type: "list",
  of: { Name: id, Values: { ...texts, most: 5, required: true } },
  otherwise: [],
} as const satisfies ListField;
export const tags = {
  type: "list",
  of: { TagKey: id, TagValue: id },
  otherwise: [],
} as const satisfies ListField;

export interface Slice<T> {
  readonly TotalCount: number;
  readonly items: readonly T[];
}

export function sliceOf<T>(
  items: readonly T[],
  { Offset, Limit }: { readonly Offset: number; readonly Limit: number },
): Slice<T> {
  return { TotalCount: items.length, items: items.slice(Offset, Offset + Limit) };
}
