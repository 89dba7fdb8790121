import { ProblemError } from "../model/problem-error.js";

/** The most entries on one page. */
export const MAX_PAGE = 200;

export interface PageArguments {
  /** 1 to 200. */
  readonly first: number;
  readonly after?: string | null;
}

/** Maximum age of an answer, in seconds: a day. */
export const MAX_AGE_SECONDS = 86_400;

/** @throws ProblemError INVALID_INPUT */
export function checkMaxAge(maxAgeSeconds: number | null | undefined): void {
  if (maxAgeSeconds == null || (maxAgeSeconds >= 0 && maxAgeSeconds <= MAX_AGE_SECONDS)) return;
  throw new ProblemError({
    code: "INVALID_INPUT",
    path: ["maxAgeSeconds"],
    message: `\`maxAgeSeconds\` must be between 0 and ${MAX_AGE_SECONDS}; got ${maxAgeSeconds}. 0 reads from the clouds.`,
  });
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
