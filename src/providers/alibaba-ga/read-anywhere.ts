import { ProblemError } from "../../model/problem-error.js";
import { problemOr } from "../outcomes.js";
import { describeEach } from "./read-by-ids.js";

/** Up to here single reads are as good as any other way, and the simpler one. */
const FEW = 4;

/** The ways to things of which it is not known on which accelerator they are. */
export interface WaysAnywhere<T> {
  describe(id: string): Promise<T | null>;
  listAcceleratorIds(): Promise<readonly string[]>;
  listOn(acceleratorId: string): Promise<readonly T[]>;
  idOf(item: T): string;
}

/**
 * Reads things by their ids alone in the fewest calls. The cloud lists per accelerator only, so many of them are found
 * through the lists of all accelerators when there are fewer of those than ids. What cannot be found while a list could
 * not be read stands in the answer as that list's problem.
 */
export async function readAnywhere<T>(
  ids: readonly string[],
  { describe, listAcceleratorIds, listOn, idOf }: WaysAnywhere<T>,
): Promise<Map<string, T | ProblemError>> {
  if (ids.length <= FEW) return describeEach(ids, describe);
  const accelerators = await problemOr(listAcceleratorIds());
  if (accelerators instanceof ProblemError || accelerators.length + 1 >= ids.length) return describeEach(ids, describe);
  const lists = await Promise.all(accelerators.map((id) => problemOr(listOn(id))));
  const wanted = new Set(ids);
  const found = new Map<string, T | ProblemError>();
  let failure: ProblemError | undefined;
  for (const list of lists) {
    if (!(list instanceof ProblemError)) {
      for (const item of list) if (wanted.has(idOf(item))) found.set(idOf(item), item);
    } else if (list.code !== "NOT_FOUND") failure = list;
  }
  for (const id of ids) if (failure && !found.has(id)) found.set(id, failure);
  return found;
}
