import type { ConnectedAccount } from "../../providers/accounts.js";
import type { Lists, ProviderService, Reads } from "../../providers/provider.js";
import type { Call } from "../../transport/call.js";
import type { OwnKind } from "../made-objects.js";

/** What a read of an account has returned. */
export interface LiveRead {
  readonly connected: ConnectedAccount;
  readonly kind: OwnKind;
  /** Objects, problems, and lists of them by key, as the account's service answers. */
  readonly answers: readonly unknown[];
  /** When it was read, in milliseconds since 1970, or somewhat earlier. */
  readonly at: number;
}

/** The kind of what each read returns; parts of objects are not listened to. */
const LISTS = { listListeners: "listener", listPools: "pool", listParents: "parent" } as const satisfies {
  readonly [N in keyof Lists]: OwnKind;
};
const READS = {
  ...{ readListeners: "listener", readPools: "pool", readParents: "parent" },
  ...{ listenersOfParents: "listener", poolsOfListeners: "pool" },
} as const satisfies { readonly [N in keyof Reads]?: OwnKind };

/** The same account, whose reads are also handed to `hear` once they are answered. No read waits for that. */
export function heard(connected: ConnectedAccount, hear: (read: LiveRead) => void): ConnectedAccount {
  const { service, account } = connected;
  type Method = (...args: unknown[]) => Promise<unknown>;
  const heardOf = (name: string, kind: OwnKind, answersIn: (answer: never) => readonly unknown[]): [string, Method] => [
    name,
    (...args) => {
      const reading = (service as unknown as Record<string, Method>)[name]!.apply(service, args);
      const { ages } = args.at(-1) as Call;
      const pass = (answer: unknown) =>
        hear({ connected, kind, answers: answersIn(answer as never), at: ages.of(account.id) });
      reading.then(pass, () => undefined);
      return reading;
    },
  ];
  const methods = [
    ...Object.entries(LISTS).map(([name, kind]) => heardOf(name, kind, ({ items }: { items: unknown[] }) => items)),
    ...Object.entries(READS).map(([name, kind]) =>
      heardOf(name, kind, (found: ReadonlyMap<string, unknown>) => [...found.values()]),
    ),
  ];
  return {
    ...connected,
    service: Object.assign(Object.create(service) as ProviderService, Object.fromEntries(methods)),
  };
}
