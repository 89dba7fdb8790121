import { originOf } from "../inventory/origin.js";
import type { SourceProblem } from "../model/change-problem.js";
import type { CloudAccount } from "../model/cloud-account.js";
import type { SourceState } from "../model/connections.js";
import { instantAt } from "../model/date-time.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import type { Call } from "../transport/call.js";
import type { Reading } from "./account-reading.js";

/** When something was read at the latest, in milliseconds since 1970: what is told of it was so then, or became so later. */
export const readAtOf = (thing: object, accountId: string, { ages }: Pick<Call, "ages">): number =>
  originOf(thing)?.readAt ?? ages.of(accountId);

/** When an account answered, in milliseconds since 1970. */
export const answeredAt = ({ service, account }: Pick<ConnectedAccount, "service" | "account">, call: Call): number =>
  readAtOf(service, account.id, call);

/** @param readAt null: nothing could be read */
export const sourceState = (
  account: CloudAccount,
  readAt: number | null,
  problem: SourceProblem | undefined,
): SourceState => ({
  account,
  readAt: readAt === null ? null : instantAt(readAt),
  isComplete: problem === undefined,
  problem: problem ?? null,
});

/**
 * The accounts of a page over several, in the list's order.
 * @param before what earlier pages lack of other accounts
 * @param readings of the first accounts, in their order
 */
export function sourcesOf(
  before: readonly SourceProblem[],
  accounts: readonly ConnectedAccount[],
  readings: readonly Reading<unknown>[],
): SourceState[] {
  const lacking = before.map((problem) => sourceState(problem.account, null, problem));
  const read = readings.map(({ readAt, problems }, index) =>
    sourceState(accounts[index]!.account, readAt, problems[0]),
  );
  return [...lacking, ...read].sort((a, b) => (a.account.id < b.account.id ? -1 : 1));
}
