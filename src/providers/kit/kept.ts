import { ProblemError } from "../../model/problem-error.js";
import { isObject, type Reader } from "../../transport/shape.js";
import type { Kept } from "../provider.js";

/** Objects again from what was kept of them, perhaps by another version of the program. */

/**
 * What a shape's reader had made when the object was read from the cloud.
 * @param part the member of `native` that it is; omitted: it is `native` itself
 * @throws ProblemError UNREADABLE that names the first field that was not kept
 */
export function keptAs<T>(read: Reader<T>, kept: Kept, part?: string): T {
  const found = part === undefined ? kept.native : isObject(kept.native) ? kept.native[part] : undefined;
  if (!isObject(found)) throw notKept(kept, part ?? "native");
  const missing = read.names.find((name) => found[name] === undefined);
  if (missing !== undefined) throw notKept(kept, part === undefined ? missing : `${part}.${missing}`);
  return found as T;
}

/** The problem of an object that cannot be made again, because this field of it was not kept. */
export function notKept({ ref: { kind, key } }: Kept, field: string): ProblemError {
  return new ProblemError({
    code: "UNREADABLE",
    message: `What was kept of the ${kind.replace("-", " ")} ${key} is of another version of the program: its field \`${field}\` is missing.`,
    nativeId: key.split("/").at(-1),
  });
}
