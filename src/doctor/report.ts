import type { ProblemCode } from "../model/enums.js";
import type { StoreCheck } from "../store/check-store.js";

/** What was found out about one account. */
export interface AccountReport {
  readonly id: string;
  /** The provider's key. */
  readonly cloud: string;
  readonly works: boolean;
  /** Null when it works. */
  readonly problem: {
    readonly code: ProblemCode;
    /** The cloud's own words, where it has said anything. */
    readonly message: string;
    readonly nativeCode: string | null;
    /** The cloud's name for the request; its support asks for it. */
    readonly requestId: string | null;
  } | null;
  /** Of the whole read, with all that was tried again. */
  readonly latencyMs: number;
  /** By how much the cloud's clock is ahead of this machine's; null when no answer says what time the cloud has. */
  readonly clockOffsetSeconds: number | null;
  /** The cloud's operations that the account's keys may not use, of those that were tried. */
  readonly missingRights: readonly string[];
  /** What to do about it, in a sentence; null when there is nothing to do. */
  readonly advice: string | null;
}

/** What was found out about everything that the program needs. */
export interface DoctorReport {
  /** Whether all accounts and the store do. */
  readonly works: boolean;
  readonly accounts: readonly AccountReport[];
  readonly store: StoreCheck;
  /** Who is let in, in a sentence. */
  readonly access: string;
}

/** The report as a table for people. */
export function reportTable({ accounts, store, access }: DoctorReport): string {
  const rows = accounts.map(({ id, cloud, problem, latencyMs, clockOffsetSeconds }) => [
    id,
    cloud,
    problem?.code ?? "works",
    `${latencyMs} ms`,
    clockOffsetSeconds === null ? "–" : `${clockOffsetSeconds > 0 ? "+" : ""}${clockOffsetSeconds} s`,
  ]);
  const [heading, ...lines] = aligned([["ACCOUNT", "CLOUD", "RESULT", "LATENCY", "CLOCK"], ...rows]);
  const told = accounts.map((account, index) => `${lines[index]}\n${details(account)}`);
  const about = aligned([
    ["STORE", `${store.works ? "works" : "does not work"}: ${printable(store.message)}`],
    ["ACCESS", access],
  ]);
  return `${heading}\n${told.join("")}\n${about.join("\n")}\n`;
}

/** What does not fit into a row, in indented lines. */
function details({ problem, missingRights, advice }: AccountReport): string {
  const names = problem ? [problem.nativeCode, problem.requestId && `request ${problem.requestId}`] : [];
  const named = names.filter((name) => name !== null).join(", ");
  return [
    ...(problem ? [`${problem.message}${named ? ` (${named})` : ""}`] : []),
    ...(missingRights.length > 0 ? [`Missing rights: ${missingRights.join(", ")}`] : []),
    ...(advice ? [`→ ${advice}`] : []),
  ]
    .map((line) => `    ${printable(line)}\n`)
    .join("");
}

/** Characters of a cloud's own words that are shown at most. */
const LONGEST = 500;

/** On one line, whatever a cloud has put into its words. */
function printable(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]! + 2))
      .join("")
      .trimEnd(),
  );
}
