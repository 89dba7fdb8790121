import { ProblemError } from "../model/problem-error.js";
import { byText } from "./cut-page.js";
import type { PageRequest } from "./provider.js";

/**
 * Lists of clouds that tell listeners and pools of one parent at a time. They go by the parents' ids, then by the things'
 * own; a place in them is "parentId/id". It can be told apart from all others even when what stood there is gone.
 */

export interface Place {
  readonly parentId: string;
  readonly id: string;
}

export const textOf = ({ parentId, id }: Place): string => `${parentId}/${id}`;

/** @throws ProblemError INVALID_INPUT for a text that is no place */
export function placeOf(after: string): Place {
  const slash = after.indexOf("/");
  if (slash > 0) return { parentId: after.slice(0, slash), id: after.slice(slash + 1) };
  const message = "after names no place in this list. Use the endCursor of the page before, or leave it out.";
  throw new ProblemError({ code: "INVALID_INPUT", path: ["after"], message });
}

export interface ByParent<T> {
  /** All of them, in order. */
  readonly parentIds: readonly string[];
  /** What one call tells of a parent at most. */
  readonly perCall: number;
  /** All of one parent, in any order; nothing when the parent is gone. */
  read(parentId: string): Promise<readonly T[]>;
  idOf(item: T): string;
}

export interface Walked<T> {
  readonly items: readonly T[];
  /** The place of the last item; null when there is no more. */
  readonly next: Place | null;
}

/**
 * Goes from parent to parent until the page is full: at first as many side by side as surely are needed when each has as
 * much as one call can tell, then as many as the ones before make likely, at most twice as many each time.
 */
export async function walkParents<T>(
  { parentIds, perCall, read, idOf }: ByParent<T>,
  start: Place | null,
  limit: PageRequest["limit"],
): Promise<Walked<T>> {
  const left = start ? parentIds.filter((id) => id >= start.parentId) : parentIds;
  const items: T[] = [];
  /** Of each item, as long as the page is not cut. */
  const parents: string[] = [];
  let seen = 0;
  let done = 0;
  let width = Math.ceil(limit / perCall);
  while (done < left.length && items.length < limit) {
    const round = left.slice(done, done + width);
    const lists = await Promise.all(round.map(read));
    for (const [index, all] of lists.entries()) {
      const parentId = round[index]!;
      seen += all.length;
      for (const item of [...all].sort((a, b) => byText(idOf(a), idOf(b)))) {
        if (start && parentId === start.parentId && idOf(item) <= start.id) continue;
        items.push(item);
        parents.push(parentId);
      }
    }
    done += round.length;
    width = Math.min(2 * width, Math.ceil((limit - items.length) / (seen / done)));
  }
  const shown = items.slice(0, limit);
  const isLast = done === left.length && items.length <= limit;
  return {
    items: shown,
    next: isLast ? null : { parentId: parents[shown.length - 1]!, id: idOf(shown.at(-1)!) },
  };
}
