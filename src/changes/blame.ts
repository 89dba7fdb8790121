import { isIP } from "node:net";
import { fieldNames } from "../model/broken-constraints.js";
import type { ProblemError } from "../model/problem-error.js";
import { parseGlobalId } from "../model/resource-ref.js";

/**
 * Members that name the object of a change, or its parent. Each input has one or two of them; a cloud's table of codes
 * does not know which.
 */
const TARGETS: readonly string[] = ["id", "parentId", "listenerId", "poolId"];

type Path = readonly string[];

/**
 * Finds the input field at fault: the one that the cloud's table of codes names; or the field that names the changed
 * object, when the object is frozen or when the table names such a field differently; or, when something was not found,
 * the only field that can refer to it. Among several ids, it is the one that the cloud's message contains.
 *
 * @returns undefined when no single field is at fault
 */
export function blamedField({ code, inputPath, message }: ProblemError, input: object): Path | undefined {
  const [first = ""] = inputPath ?? [];
  const isTarget = TARGETS.includes(first);
  const isThere = isTarget ? (input as Record<string, unknown>)[first] != null : canHave(input, first);
  if (inputPath && isThere) return inputPath;
  const given = [...references(input)];
  if (isTarget || code === "RESOURCE_FROZEN") return only(given.filter(({ at }) => TARGETS.includes(at.join("."))));
  if (code !== "NOT_FOUND") return undefined;
  const named = given.filter(({ id }) => id.length >= SHORTEST && message.includes(id));
  return only(named.length > 0 ? named : given);
}

/** The field that contains all of these; undefined when there are several such fields, or none. */
function only([first, ...others]: readonly Reference[]): Path | undefined {
  return first && others.every(({ at }) => at.join() === first.at.join()) ? first.at : undefined;
}

/** Whether such an input has a field of that name. Steps of a change may use more than its input. */
function canHave(input: object, field: string): boolean {
  const names = fieldNames(input);
  return names === null || names.includes(field);
}

interface Reference {
  readonly at: Path;
  readonly id: string;
}

/** Shorter ids may occur in a message by chance. */
const SHORTEST = 4;

/** Members of an input that are not fields of the object. */
const NO_FIELDS: readonly string[] = ["context", "found"];

/** The ids in an input, and the addresses of members that are names. */
function* references(value: object, above: Path = []): Iterable<Reference> {
  for (const [name, held] of Object.entries(value)) {
    if (above.length === 0 && NO_FIELDS.includes(name)) continue;
    const at = [...above, name];
    if (typeof held === "string") {
      if (/^id$|Id$/.test(name) || (name === "address" && isIP(held) === 0)) yield { at, id: nativeId(held) };
    } else if (Array.isArray(held) && /Ids$/.test(name)) {
      for (const id of held) yield { at, id: String(id) };
    } else if (typeof held === "object" && held !== null) yield* references(held, at);
  }
}

/** The cloud's own id within an id of this graph: keys also contain the ids of parents. */
const nativeId = (id: string): string => parseGlobalId(id)?.key.split("/").at(-1) ?? id;
