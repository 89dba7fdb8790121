import { isIP } from "node:net";
import type { ProblemCode } from "../model/enums.js";
import type { ProblemError } from "../model/problem-error.js";
import { parseGlobalId } from "../model/resource-ref.js";

/** Codes that speak of what an id leads to, whichever field the id is in. */
const OF_WHAT_IDS_LEAD_TO: readonly ProblemCode[] = ["NOT_FOUND", "RESOURCE_FROZEN"];
/** Members that name what a change is made to or on. An input has one or two of them, of which a cloud's table knows nothing. */
const TARGETS: readonly string[] = ["id", "parentId", "listenerId", "poolId"];

type Path = readonly string[];

/**
 * Where in an input the blame for a problem lies: where the cloud's table of codes says, or, when something that an id
 * leads to is not there or is frozen, the field of that id. Among several ids that is the one that the cloud's words
 * name.
 *
 * @returns undefined when no single field is to blame
 */
export function blamedField({ code, inputPath, message }: ProblemError, input: object): Path | undefined {
  const [first = ""] = inputPath ?? [];
  const isThere = !TARGETS.includes(first) || (input as Record<string, unknown>)[first] != null;
  if (inputPath && isThere) return inputPath;
  if (!OF_WHAT_IDS_LEAD_TO.includes(code)) return undefined;
  const given = [...references(input)];
  const named = given.filter(({ id }) => id.length >= SHORTEST && message.includes(id));
  const [only, ...others] = named.length > 0 ? named : given;
  return only && others.every(({ at }) => at.join() === only.at.join()) ? only.at : undefined;
}

/** Shorter ids may stand in a message by chance. */
const SHORTEST = 4;

/** What stands beside the fields of an input. */
const NO_FIELDS: readonly string[] = ["context", "found"];

/** The ids in an input, and the addresses of members that are names. */
function* references(value: object, above: Path = []): Iterable<{ readonly at: Path; readonly id: string }> {
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

/** The cloud's own id in an id of the graph: keys hold those of the things above as well. */
const nativeId = (id: string): string => parseGlobalId(id)?.key.split("/").at(-1) ?? id;
