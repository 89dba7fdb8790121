import { ProblemError } from "../model/problem-error.js";

/** The most entries on one page. */
export const MAX_PAGE = 200;

export interface PageArguments {
  /** 1 to 200. */
  readonly first: number;
  readonly after?: string | null;
}

/** @throws ProblemError INVALID_INPUT */
export function checkPageArguments({ first }: PageArguments): void {
  if (first < 1 || first > MAX_PAGE) {
    throw new ProblemError({
      code: "INVALID_INPUT",
      path: ["first"],
      message: `\`first\` must be between 1 and ${MAX_PAGE}; got ${first}. Ask for more entries with \`after\`.`,
    });
  }
}
