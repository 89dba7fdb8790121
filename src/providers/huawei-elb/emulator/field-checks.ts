import { isIPv4 } from "node:net";
import { badRequest } from "./answers.js";
import { PROJECT_ID } from "./credentials.js";
import { type Fields, isFields } from "./request.js";

/** What a field may hold, and when it may be sent. */
export interface FieldSpec {
  readonly fits: (value: unknown) => boolean;
  /** The end of "… is not". */
  readonly expected: string;
  /** "both": on POST and PUT; "post": on POST only. */
  readonly on: "both" | "post";
  readonly isRequired?: boolean;
}
export type FieldSpecs = Readonly<Record<string, FieldSpec>>;

type On = Pick<FieldSpec, "on">;
const both: On = { on: "both" };

export const text = (most: number, when: On = both): FieldSpec => ({
  ...when,
  fits: (value) => typeof value === "string" && value.length <= most,
  expected: `a valid string of at most ${most} characters`,
});
export const flag = (when: On = both): FieldSpec => ({
  ...when,
  fits: (value) => typeof value === "boolean",
  expected: "a valid boolean value",
});
export const wholeNumber = (least: number, most: number, when: On = both): FieldSpec => ({
  ...when,
  fits: (value) => typeof value === "number" && Number.isInteger(value) && value >= least && value <= most,
  expected: `in the range ${least} to ${most}`,
});
export const oneOf = (values: readonly unknown[], when: On = both): FieldSpec => ({
  ...when,
  fits: (value) => values.includes(value),
  expected: `in ${JSON.stringify(values)}`,
});
export const uuid = (when: On = both): FieldSpec => ({
  ...when,
  fits: (value) => typeof value === "string" && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value),
  expected: "a valid UUID",
});
export const ipv4 = (when: On = both): FieldSpec => ({
  ...when,
  fits: (value) => typeof value === "string" && isIPv4(value),
  expected: "a valid IPv4 address",
});
export const texts = (most: number): FieldSpec => ({
  ...both,
  fits: (value) => Array.isArray(value) && value.every((item) => typeof item === "string" && item.length <= most),
  expected: "a list of strings",
});
export const object = (): FieldSpec => ({ ...both, fits: isFields, expected: "a dictionary" });
export const orNull = (spec: FieldSpec): FieldSpec => ({
  ...spec,
  fits: (value) => value === null || spec.fits(value),
});
export const required = (spec: FieldSpec): FieldSpec => ({ ...spec, isRequired: true });
export const post: On = { on: "post" };

/** Fields that all objects have. */
export const ownerFields: FieldSpecs = {
  tenant_id: oneOf([PROJECT_ID], post),
  project_id: oneOf([PROJECT_ID], post),
};

/** Refuses what is not known, not of its type, not changeable, or missing, in Neutron's words. */
export function checkFields(body: Fields, specs: FieldSpecs, method: "POST" | "PUT"): void {
  const all: FieldSpecs = { ...ownerFields, ...specs };
  for (const [name, value] of Object.entries(body)) {
    const spec = all[name];
    if (!spec) throw badRequest(`Unrecognized attribute(s) '${name}'`);
    if (method === "PUT" && spec.on === "post") throw badRequest(`Cannot update read-only attribute ${name}`);
    if (!spec.fits(value))
      throw badRequest(`Invalid input for ${name}. Reason: '${JSON.stringify(value)}' is not ${spec.expected}.`);
  }
  if (method === "PUT") return;
  for (const [name, { isRequired }] of Object.entries(all)) {
    if (isRequired && body[name] === undefined)
      throw badRequest(`Failed to parse request. Required attribute '${name}' not specified`);
  }
}
