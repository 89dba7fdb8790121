import { appendFileSync, existsSync, readFileSync } from "node:fs";

/** Milliseconds that another client's request should wait at most during an attack. */
export const GOAL_MS = 250;
/** Milliseconds after which a test fails, not counting time in which other programs had the cores. */
export const MOST_MS = 1_000;

/** The effect of an attack on other clients. */
export interface Row {
  readonly attack: string;
  /** Milliseconds that the slowest `{ cloudAccounts { id } }` took. */
  readonly queryMs: number;
  /** Milliseconds that the slowest /healthz took. */
  readonly healthMs: number;
  /** The slower of both, minus the time in which the program was ready to run and had no core. */
  readonly ownMs: number;
  /** The peak resident memory during the attack; null where the system does not report it. */
  readonly peakMegabytes: number | null;
  /** Milliseconds that the attack took. */
  readonly tookMs: number;
}

export function writeRow(file: string, row: Row): void {
  appendFileSync(file, `${JSON.stringify(row)}\n`);
}

export function readRows(file: string): Row[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line) as Row);
}

const ms = (value: number): string => `${Math.round(value)}`;

/** The attacks with the waiting times of other clients, and the worst of all. */
export function tableOf(rows: readonly Row[]): string {
  const worst = (member: "queryMs" | "healthMs" | "ownMs" | "tookMs") => Math.max(...rows.map((row) => row[member]));
  const cells = rows.map((row) => [
    row.attack,
    ms(row.queryMs),
    ms(row.healthMs),
    ms(row.ownMs),
    row.peakMegabytes === null ? "–" : ms(row.peakMegabytes),
    ms(row.tookMs),
  ]);
  const peaks = rows.map(({ peakMegabytes }) => peakMegabytes ?? 0);
  const last = [
    `worst of ${rows.length}`,
    ms(worst("queryMs")),
    ms(worst("healthMs")),
    ms(worst("ownMs")),
    ms(Math.max(...peaks)),
    ms(worst("tookMs")),
  ];
  const head = ["while this went on", "query ms", "/healthz ms", "its own ms", "peak MB", "took ms"];
  const all = [head, ...cells, last];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  ");
  const above = rows.filter(({ ownMs }) => ownMs > GOAL_MS).length;
  const verdict = `The goal is ${GOAL_MS} ms, a test fails above ${MOST_MS} ms; above the goal: ${above} of ${rows.length}.`;
  return [line(head), ...cells.map(line), line(last), verdict].join("\n");
}
