import type { WireObject } from "./wire.js";

/** One field of a shape: its name in what is made, where it stands in the cloud's answer, and how it is read. */
export interface ShapeEntry {
  readonly name: string;
  readonly from: string;
  readonly read: (value: unknown) => unknown;
}

/**
 * A reader as one would write it by hand, with all names in its text. A loop over a table reads the same fields ten times
 * as slowly: the engine cannot know what `item[from]` and `made[name]` are going to be. It returns undefined for an object
 * that is unreadable; null stands for the reader where the process may not make code
 * (`--disallow-code-generation-from-strings`).
 *
 * The text holds names from the table only, written as JSON: nothing of an answer becomes code.
 */
export function writtenReader(entries: readonly ShapeEntry[]): ((item: WireObject) => object | undefined) | null {
  const reads = entries.map((_, index) => `const read${index} = entries[${index}].read;`);
  const values = entries.map(
    ({ from }, index) =>
      `const value${index} = read${index}(item[${JSON.stringify(from)}]); if (value${index} === undefined) return;`,
  );
  const made = entries.map(({ name }, index) => `${JSON.stringify(name)}: value${index}`);
  const text = `${reads.join("\n")}\nreturn (item) => {\n${values.join("\n")}\nreturn { ${made.join(", ")} };\n};`;
  try {
    return new Function("entries", text)(entries) as ReturnType<typeof writtenReader>;
  } catch (error) {
    if (error instanceof EvalError) return null;
    throw error;
  }
}
