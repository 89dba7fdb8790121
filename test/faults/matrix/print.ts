import type { Outcome } from "./cell.js";
import { OPERATIONS } from "./operation.js";

const SHORT: Readonly<Record<string, string>> = {
  PROVIDER_UNAVAILABLE: "UNAVAILABLE",
  OUTCOME_UNKNOWN: "UNKNOWN",
  UNAUTHENTICATED: "UNAUTHENT.",
};

/** The matrix as text: a table for each cloud, with faults down and operations across. */
export function printMatrix(outcomes: readonly Outcome[]): string {
  const clouds = [...new Set(outcomes.map(({ cloud }) => cloud))];
  const tables = clouds.map((cloud) => {
    const own = outcomes.filter((outcome) => outcome.cloud === cloud);
    const rows = [...new Set(own.map(({ fault, scope }) => `${fault} | ${scope}`))];
    const lines = rows.map((row) => {
      const cells = OPERATIONS.map((operation) => {
        const outcome = own.find((one) => `${one.fault} | ${one.scope}` === row && one.operation === operation);
        if (!outcome) return "-";
        return `${SHORT[outcome.code] ?? outcome.code}${outcome.complaints.length > 0 ? " !" : ""}`;
      });
      return [...row.split(" | "), ...cells];
    });
    const table = [["fault", "hits", ...OPERATIONS], ...lines];
    const widths = table[0]!.map((_, column) => Math.max(...table.map((line) => line[column]!.length)));
    return `${cloud}\n${table
      .map(
        (line) =>
          `  ${line
            .map((text, column) => text.padEnd(widths[column]!))
            .join("  ")
            .trimEnd()}`,
      )
      .join("\n")}`;
  });
  const wrong = outcomes.filter(({ complaints }) => complaints.length > 0).length;
  const slowest = Math.max(...outcomes.map(({ ms }) => ms));
  return `${tables.join("\n\n")}\n\n${outcomes.length} cells on ${clouds.length} clouds, ${wrong} of them wrong; the slowest answer took ${slowest} ms. "-": does not apply.`;
}
