import { invalid } from "./answers.js";

/** Checks of request bodies, strict where the vendor may be lenient: a field that an operation has not is refused. */

export type Fields = Readonly<Record<string, unknown>>;

export interface FieldRule {
  readonly isRequired?: boolean;
  readonly fits: (value: unknown) => boolean;
  /** What the field has to be, for the message. */
  readonly what: string;
}
export type FieldRules = Readonly<Record<string, FieldRule>>;

export function checkFields(fields: Fields, rules: FieldRules): void {
  for (const name of Object.keys(fields)) {
    if (!Object.hasOwn(rules, name)) throw invalid(`The parameter ${name} is not supported.`);
  }
  for (const [name, { isRequired, fits, what }] of Object.entries(rules)) {
    const value = fields[name];
    if (value === undefined && isRequired) throw invalid(`The parameter ${name} is mandatory.`);
    if (value !== undefined && !fits(value)) throw invalid(`The parameter ${name} must be ${what}.`);
  }
}

export const required = (rule: FieldRule): FieldRule => ({ ...rule, isRequired: true });

export function isFields(value: unknown): value is Fields {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

export function integer(least: number, most: number): FieldRule {
  const fits = (value: unknown) => Number.isInteger(value) && (value as number) >= least && (value as number) <= most;
  return { fits, what: `an integer from ${least} to ${most}` };
}

export function oneOf(...words: readonly string[]): FieldRule {
  return { fits: (value) => words.includes(value as string), what: `one of ${words.join(", ")}` };
}

export const text = (most: number): FieldRule => ({
  fits: (value) => typeof value === "string" && value.length > 0 && value.length <= most,
  what: `a string of 1 to ${most} characters`,
});

export const yesOrNo: FieldRule = { fits: (value) => typeof value === "boolean", what: "true or false" };

/** Source: update listener page, table 4; Chinese letters, the Chinese page. */
export const name: FieldRule = {
  fits: (value) => typeof value === "string" && /^[\u4e00-\u9fffA-Za-z0-9-]{1,64}$/.test(value),
  what: "1 to 64 letters, digits and hyphens",
};

export const description: FieldRule = {
  fits: (value) => typeof value === "string" && value.length <= 255 && !/[<>]/.test(value),
  what: "0 to 255 characters other than < and >",
};

function isRange(value: unknown): boolean {
  if (!isFields(value) || Object.keys(value).some((key) => key !== "from_port" && key !== "to_port")) return false;
  const port = integer(1, 65_535);
  return port.fits(value.from_port) && port.fits(value.to_port) && Number(value.from_port) <= Number(value.to_port);
}

export const portRanges: FieldRule = {
  fits: (value) => Array.isArray(value) && value.length >= 1 && value.length <= 10 && value.every(isRange),
  what: "1 to 10 ranges with from_port and to_port from 1 to 65535",
};

/** Source: update listener page, table 10. */
function isTag(value: unknown): boolean {
  if (!isFields(value) || Object.keys(value).some((key) => key !== "key" && key !== "value")) return false;
  const { key, value: content } = value;
  if (typeof key !== "string" || !/^[\p{L}\p{N} _.:=+@-]{1,128}$/u.test(key) || key.startsWith("_sys_")) return false;
  return content == null || (typeof content === "string" && /^[\p{L}\p{N} _.:/=+@-]{0,255}$/u.test(content));
}

export const tags: FieldRule = {
  fits: (value) => Array.isArray(value) && value.length >= 1 && value.length <= 20 && value.every(isTag),
  what: "1 to 20 tags with key and value",
};
