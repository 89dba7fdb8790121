import type { SqlAnswer } from "./engine.js";

/** An answer on its way between threads: copying the columns' names with each row takes as long as copying the values. */
export interface SentAnswer extends Pick<SqlAnswer, "changes"> {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

export const sent = ({ rows, changes }: SqlAnswer): SentAnswer => ({
  columns: Object.keys(rows[0] ?? {}),
  rows: rows.map((row) => Object.values(row)),
  changes,
});

export const received = ({ columns, rows, changes }: SentAnswer): SqlAnswer => ({
  rows: rows.map((values) => {
    const row: Record<string, unknown> = {};
    for (let at = 0; at < columns.length; at += 1) row[columns[at]!] = values[at];
    return row;
  }),
  changes,
});
