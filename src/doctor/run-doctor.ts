import { connectAccounts } from "../app/connect-accounts.js";
import { sandboxFor } from "../app.js";
import { accessInWords } from "../config/access-in-words.js";
import type { AppConfig } from "../config/app-config.js";
import type { ConnectedAccount } from "../providers/accounts.js";
import { createLog } from "../server/log.js";
import { checkStore } from "../store/check-store.js";
import { systemClock } from "../transport/clock.js";
import { createTransport } from "../transport/create-transport.js";
import { lookAtAccount, watchRequests } from "./look-at-account.js";
import type { AccountReport, DoctorReport } from "./report.js";

/**
 * Looks whether everything works that a configuration names, and changes nothing: reads a little of every account, and
 * tries the store. Without accounts it looks at the sandbox, which it starts for that.
 */
export async function runDoctor(config: AppConfig): Promise<DoctorReport> {
  const clock = systemClock;
  // What is found stands in the report.
  const log = createLog({ logLevel: "silent" });
  const requests = watchRequests(clock);
  const sandbox = await sandboxFor(config, log);
  const transport = createTransport({ clock, log, metrics: requests.metrics, proxies: config.transport.proxies });
  try {
    const connected = (await connectAccounts(config, { sandbox, transport })).map((line) => line.connected);
    const { readDeadlineMs: deadlineMs, maxAccountsAtOnce } = config.server.limits;
    const look = (account: ConnectedAccount) => lookAtAccount(account, { clock, log, deadlineMs, requests });
    const [accounts, store] = await Promise.all([
      lookAtAll(connected, maxAccountsAtOnce, look),
      checkStore(config.store ?? null, log),
    ]);
    await Promise.all(connected.map(({ service }) => service.close()));
    const works = store.works && accounts.every((account) => account.works);
    return { works, accounts, store, access: accessInWords(config.server) };
  } finally {
    await transport.close();
    await sandbox?.stop();
  }
}

/** Side by side, so many at the same time. Answers in the order of the accounts. */
async function lookAtAll(
  accounts: readonly ConnectedAccount[],
  mostAtOnce: number,
  look: (account: ConnectedAccount) => Promise<AccountReport>,
): Promise<AccountReport[]> {
  const reports: AccountReport[] = [];
  const waiting = accounts.entries();
  // All take from the same iterator.
  const lane = async () => {
    for (const [index, account] of waiting) reports[index] = await look(account);
  };
  await Promise.all(Array.from({ length: Math.min(mostAtOnce, accounts.length) }, lane));
  return reports;
}
