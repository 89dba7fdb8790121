import { type Fields, readParameters, type Values } from "./parameters.js";
import type { State } from "./state.js";

/** One operation of the API: what it makes of the flat parameters of a call. */
export interface Operation {
  /** Whether it takes a ClientToken, which makes a repeat answer what the first call answered. */
  readonly isWrite: boolean;
  run(state: State, flat: ReadonlyMap<string, string>): object;
}

function operation<F extends Fields>(
  isWrite: boolean,
  fields: F,
  work: (state: State, values: Values<F>) => object,
): Operation {
  return { isWrite, run: (state, flat) => work(state, readParameters(fields, flat)) };
}

export const reads = <F extends Fields>(fields: F, work: (state: State, values: Values<F>) => object): Operation =>
  operation(false, fields, work);

const clientToken = { ClientToken: { type: "text", pattern: /^[\x20-\x7e]{1,64}$/ } } as const satisfies Fields;

export const writes = <F extends Fields>(fields: F, work: (state: State, values: Values<F>) => object): Operation =>
  // Read for its check only; what it does is the emulator's business.
  operation(true, { ...fields, ...clientToken }, (state, values) => work(state, values as unknown as Values<F>));

/** Fields of many operations. */
export const requiredRegion = {
  RegionId: { type: "text", required: true, oneOf: ["cn-hangzhou"] },
} as const satisfies Fields;
export const optionalRegion = { RegionId: { type: "text", oneOf: ["cn-hangzhou"] } } as const satisfies Fields;
export const paging = {
  PageNumber: { type: "integer", least: 1 },
  PageSize: { type: "integer", least: 1, most: 50 },
} as const satisfies Fields;
export const id = { type: "text", required: true } as const;
export const optionalId = { type: "text" } as const;

/** Source: CreateListener and CreateEndpointGroup pages. */
export const name = { type: "text", pattern: /^[A-Za-z\p{Script=Han}][\w.\p{Script=Han}-]{0,127}$/u } as const;
export const description = { type: "text", longest: 200, pattern: /^(?!https?:\/\/)/i } as const;
