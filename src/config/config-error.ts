import type { Mistake } from "./mistake.js";

/** The most mistakes that are listed for one configuration. */
export const MOST_TOLD = 100;

/** The path of a mistake that concerns the whole file. */
export const WHOLE_FILE = "(file)";

/** A configuration with mistakes: all of them, each with its path in the file. The message lists the first hundred. */
export class ConfigError extends Error {
  constructor(
    readonly source: string,
    readonly mistakes: readonly Mistake[],
  ) {
    super(toldOf(source, mistakes));
  }
}

function toldOf(source: string, mistakes: readonly Mistake[]): string {
  const [only] = mistakes;
  if (mistakes.length === 1 && only?.path === WHOLE_FILE) return `${source} cannot be used. ${only.message}`;
  const told = mistakes.slice(0, MOST_TOLD).map(({ path, message }) => `  ${path}: ${message}`);
  const rest = mistakes.length > MOST_TOLD ? [`  … and ${mistakes.length - MOST_TOLD} more`] : [];
  const count = mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`;
  return `${source} has ${count}:\n${[...told, ...rest].join("\n")}`;
}
