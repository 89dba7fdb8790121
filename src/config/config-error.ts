import type { Mistake } from "./fill.js";

/** A configuration with mistakes: all of them, each with its path in the file. */
export class ConfigError extends Error {
  constructor(
    readonly source: string,
    readonly mistakes: readonly Mistake[],
  ) {
    super(
      `${source} has ${mistakes.length === 1 ? "a mistake" : `${mistakes.length} mistakes`}:\n${mistakes.map(({ path, message }) => `  ${path}: ${message}`).join("\n")}`,
    );
  }
}
