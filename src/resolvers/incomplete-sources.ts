import { type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import type { SourceProblem } from "../model/change-problem.js";
import type { ProblemCode } from "../model/enums.js";

/** What an answer lacks: an account that could not be read, or not as a whole, and the list that misses something for it. */
export interface IncompleteSource {
  /** The account's id. */
  readonly account: string;
  readonly code: ProblemCode;
  /** Of the first such list in the answer: a field that stands in many places is named once. */
  readonly path: readonly (string | number)[];
}

/** What may lack something. */
interface Lacking {
  readonly sourceProblems: readonly SourceProblem[];
}

/** Entries that an answer's extensions have at most. */
export const MOST_INCOMPLETE = 50;

/**
 * What lists of one answer lack, for its extensions: whoever does not select isComplete must not take an outage for an
 * empty account either. Each account is named once for each code and each field of the document.
 */
export class IncompleteSources {
  readonly #sources = new Map<string, IncompleteSource>();
  #leftOut = 0;

  /** Notes what a list lacks, if anything, and hands it back. */
  noted<L extends Lacking>(list: L, { path }: Pick<GraphQLResolveInfo, "path">): L {
    for (const problem of list.sourceProblems) this.#note(problem, responsePathAsArray(path));
    return list;
  }

  #note({ account, code }: SourceProblem, path: readonly (string | number)[]): void {
    const field = path.filter((step) => typeof step === "string").join(".");
    const key = `${account.id} ${code} ${field}`;
    if (this.#sources.has(key)) return;
    if (this.#sources.size < MOST_INCOMPLETE) this.#sources.set(key, { account: account.id, code, path });
    else this.#leftOut += 1;
  }

  /** What the answer's extensions say of it; null where nothing is lacking. */
  get extensions(): {
    readonly incompleteSources: readonly IncompleteSource[];
    readonly incompleteSourcesLeftOut?: number;
  } | null {
    if (this.#sources.size === 0) return null;
    const incompleteSources = [...this.#sources.values()];
    return this.#leftOut === 0 ? { incompleteSources } : { incompleteSources, incompleteSourcesLeftOut: this.#leftOut };
  }
}
