import { type GraphQLResolveInfo, responsePathAsArray } from "graphql";
import type { SourceProblem } from "../model/change-problem.js";
import type { ProblemCode } from "../model/enums.js";

/** An account that could not be read completely, and the list that is incomplete because of it. */
export interface IncompleteSource {
  /** The account's id. */
  readonly account: string;
  readonly code: ProblemCode;
  /** The path of the first such list in the answer: a field that occurs in many places is named once. */
  readonly path: readonly (string | number)[];
}

/** A result that may be incomplete. */
interface Lacking {
  readonly sourceProblems: readonly SourceProblem[];
}

/** The most entries in an answer's extensions. */
export const MOST_INCOMPLETE = 50;

/**
 * The incomplete lists of one answer, for the answer's extensions: a client that does not select isComplete must not
 * mistake an outage for an empty account either. Each account is named once for each code and each field of the
 * document.
 */
export class IncompleteSources {
  readonly #sources = new Map<string, IncompleteSource>();
  #leftOut = 0;

  /** Records the list if it is incomplete, and returns it. */
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

  /** The entry in the answer's extensions; null when nothing is missing. */
  get extensions(): {
    readonly incompleteSources: readonly IncompleteSource[];
    readonly incompleteSourcesLeftOut?: number;
  } | null {
    if (this.#sources.size === 0) return null;
    const incompleteSources = [...this.#sources.values()];
    return this.#leftOut === 0 ? { incompleteSources } : { incompleteSources, incompleteSourcesLeftOut: this.#leftOut };
  }
}
