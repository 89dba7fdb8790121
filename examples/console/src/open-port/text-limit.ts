import type { TextLimitFragment } from "../generated/graphql.js";

/** Why a text cannot be; null when it can, or when there is none. */
export function mistakeIn(text: string, { minLength, maxLength, pattern }: TextLimitFragment): string | null {
  const { length } = [...text];
  if (length === 0) return null;
  if (length > maxLength) return `At most ${maxLength} characters; these are ${length}.`;
  if (length < minLength) return `At least ${minLength} characters.`;
  if (pattern === null || new RegExp(`^(?:${pattern})$`, "v").test(text)) return null;
  return "There are characters in it that are not allowed here.";
}

/** The limit as a hint. */
export function limitWords({ minLength, maxLength, patternHint }: TextLimitFragment): string {
  const length = minLength > 1 ? `${minLength} to ${maxLength} characters` : `Up to ${maxLength} characters`;
  return patternHint ? `${length}: ${patternHint}` : `${length}.`;
}
