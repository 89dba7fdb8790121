import { isIPv4 } from "node:net";
import type { FieldDialect, IntegerField, Mistake, TextField } from "../../../sandbox/fields.js";
import { badRequest } from "./errors.js";

/** The codes in an operation's error table for fields without a code of their own. */
export interface DefaultCodes {
  readonly wrong: string;
  readonly missing: string;
  readonly unknown: string;
  /** For unknown and immutable fields in an update. */
  readonly fixed: string;
}

/** Codes that differ in an update. Sources: error tables of the create and update listener pages. */
const IN_CHANGES: Readonly<Record<string, string>> = {
  "ELB.6011": "ELB.6025",
  "ELB.6021": "ELB.6035",
  "ELB.6031": "ELB.6045",
};

export function dialectWith(codes: DefaultCodes): FieldDialect {
  const codeOf = ({ field, kind, isChange }: Mistake, otherwise: string) => {
    const own = (typeof field?.code === "object" ? field.code[kind] : field?.code) ?? otherwise;
    return isChange ? (IN_CHANGES[own] ?? own) : own;
  };
  const wrong = (mistake: Mistake) =>
    badRequest(codeOf(mistake, codes.wrong), `The parameter ${mistake.place} must be ${mistake.expected}.`);
  return {
    words: {
      unknown: ({ place, isChange }) =>
        badRequest(isChange ? codes.fixed : codes.unknown, `There is no parameter ${place}.`),
      fixed: ({ place }) => badRequest(codes.fixed, `The parameter ${place} cannot be updated.`),
      missing: ({ place, field }) => {
        const own = typeof field?.code === "object" ? field.code.missing : undefined;
        return badRequest(own ?? codes.missing, `The parameter ${place} is empty.`);
      },
      type: wrong,
      length: wrong,
      value: wrong,
    },
    isAbsent: (value, field) => value === null || (value === "" && field.required === true),
  };
}

export const between = (least: number, most: number, code?: string) =>
  ({ type: "integer", least, most, ...(code === undefined ? {} : { code }) }) as const satisfies IntegerField;
export const oneOf = <W extends string>(code: string, ...words: readonly W[]) =>
  ({ type: "text", oneOf: words, code }) as const satisfies TextField;
export const ipv4 = { type: "text", fits: isIPv4, is: "an IPv4 address" } as const satisfies TextField;
export const uuid = {
  type: "text",
  pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  is: "a UUID",
} as const satisfies TextField;
