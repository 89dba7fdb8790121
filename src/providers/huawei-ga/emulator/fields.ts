import type { FieldDialect, Fields, IntegerField, ListField, TextField } from "../../../sandbox/fields.js";
import { invalid } from "./errors.js";

const wrong: FieldDialect["words"]["value"] = ({ place, expected }) =>
  invalid(`The parameter ${place} must be ${expected}.`);
const unsupported: FieldDialect["words"]["unknown"] = ({ place }) =>
  invalid(`The parameter ${place} is not supported.`);

/** Strict where the vendor may be lenient: a field that an operation has not is refused. */
export const DIALECT: FieldDialect = {
  words: {
    unknown: unsupported,
    fixed: unsupported,
    missing: ({ place }) => invalid(`The parameter ${place} is mandatory.`),
    type: wrong,
    length: wrong,
    value: wrong,
  },
};

/** Source: update listener page, table 4; Chinese letters, the Chinese page. */
export const name = {
  type: "text",
  pattern: /^[\p{Script=Han}A-Za-z0-9-]{1,64}$/u,
  is: "1 to 64 letters, digits and hyphens",
  required: true,
} as const satisfies TextField;
export const description = {
  type: "text",
  longest: 255,
  pattern: /^[^<>]*$/,
  is: "0 to 255 characters other than < and >",
  otherwise: "",
} as const satisfies TextField;
export const text = (longest: number) => ({ type: "text", shortest: 1, longest }) as const satisfies TextField;
export const integer = (least: number, most: number) =>
  ({ type: "integer", least, most }) as const satisfies IntegerField;

/** Of an object that is there, to be named when another one is made on it. */
export const reference = { ...text(36), required: true, fixed: true } as const;

/** Source: update listener page, table 10. */
const tag = {
  key: { type: "text", pattern: /^(?!_sys_)[\p{L}\p{N} _.:=+@-]{1,128}$/u, required: true },
  value: { type: "text", pattern: /^[\p{L}\p{N} _.:/=+@-]{0,255}$/u, nullable: true, otherwise: "" },
} as const satisfies Fields;
export const tags = { type: "list", of: tag, least: 1, most: 20 } as const satisfies ListField;
