import { applyPatch, type Operation } from "rfc6902";
import type { EditTarget } from "./faults.js";
import { isObject } from "./read-fields.js";

/** JSON Patches (RFC 6902) from outside: what is accepted of them, and how one is applied. */

const MOST_OPERATIONS = 1_000;
/** Each may double what it copies from. */
const MOST_COPIES = 4;
const MOST_CHARACTERS = 262_144;
/** RFC 6901, section 3; something inside the document, never the document itself. */
const POINTER = /^(\/([^~/]|~[01])*)+$/;
const UNSAFE = ["__proto__", "constructor", "prototype"];

/** The members that the document of each target has; null where they are the emulator's own. */
const ROOTS: Readonly<Record<EditTarget, readonly string[] | null>> = {
  request: ["method", "path", "query", "headers", "body"],
  answer: ["status", "headers", "body", "request"],
  created: null,
  state: null,
};
export const EDIT_TARGETS = Object.keys(ROOTS);

export const PATCH_IN_WORDS = `a JSON Patch (RFC 6902) of 1 to ${MOST_OPERATIONS} operations, at most ${MOST_COPIES} of them copy, and ${MOST_CHARACTERS} characters`;

/**
 * What is wrong with a patch, in sentences.
 *
 * @param collections the names of the collections that can be edited
 */
export function mistakesInPatch(patch: unknown, of: EditTarget, collections?: readonly string[]): string[] {
  if (!Array.isArray(patch) || patch.length < 1 || patch.length > MOST_OPERATIONS)
    return [`fault.patch has to be ${PATCH_IN_WORDS}.`];
  if (JSON.stringify(patch).length > MOST_CHARACTERS)
    return [`fault.patch has to be ${PATCH_IN_WORDS}; it has more characters.`];
  const copies = patch.filter((operation) => isObject(operation) && operation.op === "copy").length;
  if (copies > MOST_COPIES) return [`fault.patch has to be ${PATCH_IN_WORDS}; it copies ${copies} times.`];
  const roots = of === "state" ? collections && [...collections, "request"] : ROOTS[of];
  return patch.flatMap((operation, index) => mistakesInOperation(operation, `fault.patch.${index}`, roots ?? null));
}

const OPS = ["add", "remove", "replace", "move", "copy", "test"];

function mistakesInOperation(operation: unknown, where: string, roots: readonly string[] | null): string[] {
  if (!isObject(operation) || !OPS.includes(String(operation.op)))
    return [`${where}.op has to be one of ${OPS.join(", ")}.`];
  const { op } = operation;
  const pointers = op === "move" || op === "copy" ? ["path", "from"] : ["path"];
  const mistakes = pointers.flatMap((name) => mistakesInPointer(operation[name], `${where}.${name}`, roots));
  const needsValue = op === "add" || op === "replace" || op === "test";
  if (needsValue && !Object.hasOwn(operation, "value")) mistakes.push(`${where}.value is missing.`);
  return mistakes;
}

function mistakesInPointer(pointer: unknown, where: string, roots: readonly string[] | null): string[] {
  if (typeof pointer !== "string" || !POINTER.test(pointer))
    return [
      `${where} has to be a JSON Pointer to something inside the document, such as "/${roots?.at(-1) ?? "name"}".`,
    ];
  const [root = "", ...rest] = pointer.slice(1).split("/");
  if ([root, ...rest].some((token) => UNSAFE.includes(token)))
    return [`${where} leads to ${pointer}, which is not data.`];
  return !roots || roots.includes(root) ? [] : [`${where} has to begin with one of /${roots.join(", /")}.`];
}

/** The patched document, or null when the patch does not fit it. The document itself is not changed. */
export function patched<T extends object>(document: T, patch: readonly Operation[]): T | null {
  const copy = structuredClone(document);
  for (const operation of patch) {
    try {
      if (applyPatch(copy, [operation])[0] !== null) return null;
    } catch (error) {
      // A member of a value that cannot have any, such as a string.
      if (error instanceof TypeError) return null;
      throw error;
    }
  }
  return copy;
}
