import type { WireObject } from "./wire.js";

/** One field of a shape: its name in the result, where it is in the cloud's answer, and how it is read. */
export interface ShapeEntry {
  readonly name: string;
  readonly from: string;
  readonly read: (value: unknown) => unknown;
}

/**
 * Generates a reader like one written by hand, with all names in its source. A loop over a table reads the same fields
 * ten times as slowly: the engine cannot know what `item[from]` and `made[name]` will be. It returns undefined for an
 * unreadable object; the reader itself is null when the process may not generate code
 * (`--disallow-code-generation-from-strings`).
 *
 * The source contains only names from the table, written as JSON: nothing of an answer becomes code.
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
