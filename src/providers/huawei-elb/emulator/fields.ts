import { isIPv4 } from "node:net";
import type { BooleanField, FieldDialect, Fields, IntegerField, TextField } from "../../../sandbox/fields.js";
import { badRequest, reasonAgainst, unrecognized } from "./errors.js";
import { PROJECT_ID } from "./state.js";

const invalid: FieldDialect["words"]["value"] = (mistake) =>
  badRequest(`Invalid input for ${mistake.name}. Reason: ${reasonAgainst(mistake)}.`);

/** Neutron's rules for fields: numbers and booleans may be sent as texts, booleans in Python's spelling. */
export const NEUTRON: FieldDialect = {
  words: {
    unknown: ({ name }) => unrecognized(name),
    missing: ({ name }) => badRequest(`Failed to parse request. Required attribute '${name}' not specified`),
    fixed: ({ name }) => badRequest(`Cannot update read-only attribute ${name}`),
    type: invalid,
    length: invalid,
    value: invalid,
  },
  readsNumbersInTexts: true,
  booleans: { yes: [1, "1", "true"], no: [0, "0", "false"] },
};

export const text = (longest: number) => ({ type: "text", longest, is: "a valid string" }) as const satisfies TextField;
export const flag = { type: "boolean" } as const satisfies BooleanField;
export const between = (least: number, most: number) =>
  ({ type: "integer", least, most, is: `in the range ${least} to ${most}` }) as const satisfies IntegerField;
export const port = between(1, 65_535);
export const uuid = {
  type: "text",
  pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  is: "a valid UUID",
} as const satisfies TextField;
export const ipv4 = { type: "text", fits: isIPv4, is: "a valid IPv4 address" } as const satisfies TextField;

/** Texts that default to "". */
export const name = { ...text(255), otherwise: "" } as const;
export const description = name;

/** Fields of all objects. */
export const owner = {
  tenant_id: { type: "text", oneOf: [PROJECT_ID], fixed: true },
  project_id: { type: "text", oneOf: [PROJECT_ID], fixed: true },
} as const satisfies Fields;
