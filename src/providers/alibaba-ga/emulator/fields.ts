import type { FieldDialect, Fields, IntegerField, TextField, Values } from "../../../sandbox/fields.js";
import { type RpcOperation, rpcOperation } from "../../../sandbox/rpc-emulator.js";
import { invalid, missing } from "./errors.js";
import type { State } from "./state.js";

const wrong: FieldDialect["words"]["value"] = ({ place }) => invalid(place);

/** Every value is a text; unknown names are ignored. */
export const DIALECT: FieldDialect = {
  words: {
    missing: ({ place }) => missing(place),
    unknown: wrong,
    fixed: wrong,
    type: wrong,
    length: wrong,
    value: wrong,
  },
  ignoresUnknown: true,
  isAbsent: (value) => value === "",
  readsNumbersInTexts: true,
  booleans: { yes: ["true"], no: ["false"] },
  // Older clients write whole lists as JSON.
  readsJsonInTexts: true,
  readsNumberedLists: true,
  // Protocols and flags are written in either case on the vendor's pages.
  ignoresCase: true,
  firstItem: 1,
};

type Work<F extends Fields> = (state: State, values: Values<F>) => object;

export const reads = <F extends Fields>(fields: F, work: Work<F>): RpcOperation<State> =>
  rpcOperation(fields, false, work);

const token = { ClientToken: { type: "text", pattern: /^[\x20-\x7e]{1,64}$/ } } as const satisfies Fields;

/**
 * Operations that take a client token, which identifies a repeat. `once` in index.ts handles repeats, not the
 * operation.
 */
export const writes = <F extends Fields>(fields: F, work: Work<F>): RpcOperation<State> =>
  rpcOperation({ ...fields, ...token } as Fields, true, (state: State, { ClientToken: _known, ...values }) =>
    work(state, values as Values<F>),
  );

// Fields shared by many operations.
const region = { type: "text", oneOf: ["cn-hangzhou"] } as const satisfies TextField;
export const requiredRegion = { RegionId: { ...region, required: true } } as const satisfies Fields;
export const optionalRegion = { RegionId: region } as const satisfies Fields;
export const paging = {
  PageNumber: { type: "integer", least: 1, otherwise: 1 },
  PageSize: { type: "integer", least: 1, most: 50, otherwise: 10 },
} as const satisfies Fields;
export const text = { type: "text" } as const satisfies TextField;
export const id = { type: "text", required: true } as const satisfies TextField;
export const flag = { type: "boolean", otherwise: false } as const;
export const between = (least: number, most: number) =>
  ({ type: "integer", least, most }) as const satisfies IntegerField;
export const oneOf = <W extends string>(...words: readonly W[]) =>
  ({ type: "text", oneOf: words }) as const satisfies TextField;

/** Source: CreateListener and CreateEndpointGroup pages. */
export const name = {
  type: "text",
  pattern: /^[A-Za-z\p{Script=Han}][\w.\p{Script=Han}-]{0,127}$/u,
} as const satisfies TextField;
export const description = {
  type: "text",
  longest: 200,
  pattern: /^(?!https?:\/\/)/i,
} as const satisfies TextField;
