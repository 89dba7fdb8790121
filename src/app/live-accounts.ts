import { type Access, createAccess } from "../access/access.js";
import type { CloudAccountConfig } from "../config/account.js";
import type { AppConfig } from "../config/app-config.js";
import { settingsThatDiffer, takeOverSecrets } from "../config/differences.js";
import { type Accounts, type ConnectedAccount, orderAccounts } from "../providers/accounts.js";
import { after, type Clock } from "../transport/clock.js";
import { connect, connectAccounts, type Line, type Ways } from "./connect-accounts.js";

/** What came of taking over another configuration's accounts: their ids. */
export interface ExchangedAccounts {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

/** The accounts and who may do what with them, both of which can be exchanged while the program runs. */
export interface LiveAccounts {
  /** Asks whatever is in force. */
  readonly access: Access;
  /** Those of now. Whoever has begun with others keeps them to its end. */
  accounts(): Accounts;
  /** The same, without {@link LiveAccountsOptions.heard}. */
  unheard(): Accounts;
  /**
   * Takes over accounts, grants and tokens. Accounts that stay as they are keep their connections, and what is known of
   * their limits. @throws Error when the next ones cannot be made; nothing is exchanged then
   */
  exchange(next: Pick<AppConfig, "accounts" | "server">): Promise<ExchangedAccounts>;
  close(): Promise<void>;
}

export interface LiveAccountsOptions extends Required<Ways> {
  /** Its accounts and its server.access are those in force, also after an exchange. */
  readonly config: AppConfig;
  readonly clock: Clock;
  /** Listens to what is read from an account. */
  heard(connected: ConnectedAccount): ConnectedAccount;
}

/** Milliseconds beyond every deadline: what was taken away may have to be brought back. */
const MARGIN_MS = 60_000;

export async function createLiveAccounts({
  config,
  clock,
  heard,
  ...ways
}: LiveAccountsOptions): Promise<LiveAccounts> {
  const { proxies } = config.transport;
  const accessFor = (access: AppConfig["server"]["access"], accounts: Accounts) =>
    createAccess({ bearerToken: config.server.bearerToken, access }, accounts, clock, proxies);
  const known = new WeakMap<Line, ConnectedAccount>();
  /** An account that stays is the same object. */
  function heardOf(line: Line): ConnectedAccount {
    const made = known.get(line) ?? heard(line.connected);
    known.set(line, made);
    return made;
  }
  const ordered = (some: readonly Line[]) => orderAccounts(some.map(heardOf));

  let lines: readonly Line[] = await connectAccounts(config, ways);
  let accounts = ordered(lines);
  let access = await accessFor(config.server.access, accounts);
  /** What is not in force any more and may still be in use. */
  const retired = new Map<() => Promise<unknown>, () => void>();

  function retire(close: () => Promise<unknown>): void {
    const { readDeadlineMs, changeDeadlineMs } = config.server.limits;
    const longest = Math.max(readDeadlineMs, changeDeadlineMs, config.changes.backgroundDeadlineMs);
    const end = () => {
      retired.delete(close);
      void close();
    };
    retired.set(close, after(clock, longest + MARGIN_MS, end, { isIdle: true }));
  }

  return {
    access: {
      authenticate: (proof) => access.authenticate(proof),
      gateOf: (caller) => access.gateOf(caller),
      close: () => access.close(),
    },
    accounts: () => accounts,
    unheard: () => orderAccounts(lines.map(({ connected }) => connected)),

    async exchange({ accounts: wanted, server }) {
      const own = new Map(config.accounts.map((account) => [account.id, account]));
      const sandboxed = lines.filter((line) => !config.accounts.includes(line.config));
      const next = wanted.map((account): Line => {
        const known = lines.find((line) => line.config === own.get(account.id));
        const stays = known && isSameAccount(known.config, account);
        return stays ? known : { config: account, connected: connect(account, ways.clouds, ways.transport) };
      });
      const made = next.filter((line) => !lines.includes(line));
      const nextLines = [...next, ...sandboxed];
      const nextAccounts = ordered(nextLines);
      const nextAccess = await accessFor(server.access, nextAccounts).catch(async (error: unknown) => {
        await Promise.all(made.map(({ connected }) => connected.service.close()));
        throw error;
      });

      // From here on nothing can fail, and nobody sees a part of it.
      for (const [index, { config: kept }] of next.entries()) takeOverSecrets(kept, wanted[index]!);
      const gone = lines.filter((line) => !nextLines.includes(line));
      for (const { connected } of gone) retire(() => connected.service.close());
      const { close } = access;
      retire(close);
      const fresh = made.map((line) => line.config.id);
      [lines, accounts, access] = [nextLines, nextAccounts, nextAccess];
      config.accounts = next.map((line) => line.config);
      config.server.access = server.access;
      const ids = new Set(wanted.map(({ id }) => id));
      return {
        added: fresh.filter((id) => !own.has(id)),
        removed: [...own.keys()].filter((id) => !ids.has(id)),
        changed: fresh.filter((id) => own.has(id)),
      };
    },

    async close() {
      for (const stopTimer of retired.values()) stopTimer();
      await Promise.all([
        ...[...retired.keys()].map((close) => close()),
        ...lines.map(({ connected }) => connected.service.close()),
        access.close(),
      ]);
    },
  };
}

const isSameAccount = (one: CloudAccountConfig, other: CloudAccountConfig): boolean =>
  one.provider === other.provider && settingsThatDiffer(one, other).length === 0;
