import { badRequest } from "./answers.js";

/** Checks of single fields, with the codes that the vendor's error tables give them. */

export type Fields = Readonly<Record<string, unknown>>;

export function requireFields(body: Fields, names: readonly string[]): void {
  for (const name of names) {
    if (body[name] === undefined || body[name] === null || body[name] === "")
      throw badRequest("ELB.6001", `The parameter ${name} is empty.`);
  }
}

/** Which codes an operation has for names and descriptions. */
export interface TextCodes {
  readonly longName: string;
  readonly invalidName: string;
  readonly description: string;
}

export function checkTexts(body: Fields, codes: TextCodes): void {
  const { name, description } = body;
  if (name !== undefined) {
    if (typeof name === "string" && name.length > 64)
      throw badRequest(codes.longName, "The listener name is longer than 64 characters.");
    if (typeof name !== "string" || !/^[\w\-\u4e00-\u9fff]+$/.test(name))
      throw badRequest(codes.invalidName, "The listener name is invalid.");
  }
  if (description === undefined) return;
  if (typeof description !== "string" || description.length > 128 || /[<>]/.test(description)) {
    throw badRequest(codes.description, "The listener description is invalid.");
  }
}

export function checkInteger(value: unknown, least: number, most: number, code: string, what: string): void {
  if (value === undefined || value === null) return;
  if (typeof value !== "number" || !Number.isInteger(value) || value < least || value > most) {
    throw badRequest(code, `${what} must be a whole number from ${least} to ${most}.`);
  }
}

export function checkOneOf(value: unknown, allowed: readonly unknown[], code: string, what: string): void {
  if (value === undefined || value === null) return;
  if (!allowed.includes(value)) throw badRequest(code, `${what} must be one of ${allowed.join(", ")}.`);
}
