import type { CloudResponse } from "../../transport/cloud-client.js";

/** Characters of a body that a message quotes. */
const MOST_QUOTED = 300;

/** The message for a refusal of unknown shape: its status, and the beginning of its body in one line. */
export function messageOf({ status, text }: Pick<CloudResponse, "status" | "text">): string {
  const line = text
    .slice(0, 4 * MOST_QUOTED)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .toWellFormed()
    .trim();
  if (line === "") return `The cloud answered with status ${status} and gave no reason.`;
  const quoted = line.length > MOST_QUOTED ? `${line.slice(0, MOST_QUOTED).toWellFormed()}…` : line;
  return `The cloud answered with status ${status}: ${quoted}`;
}
