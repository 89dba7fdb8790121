import type { CloudAccount } from "../model/cloud-account.js";
import type { AnyProviderManifest, ProviderService } from "./provider.js";

/** A configured account and the client of its cloud. */
export interface ConnectedAccount {
  readonly account: CloudAccount;
  readonly manifest: AnyProviderManifest;
  readonly service: ProviderService;
  /** Milliseconds between two polls of something that the cloud is still working on. */
  readonly pollIntervalMs: number;
  /** Whether nothing in it may be changed, whoever asks. */
  readonly isReadOnly: boolean;
}

/** All accounts by id, in the order of their ids. */
export type Accounts = ReadonlyMap<string, ConnectedAccount>;

/** Sorts accounts in the order of merged lists. */
export function orderAccounts(accounts: readonly ConnectedAccount[]): Accounts {
  const byId = [...accounts].sort((a, b) => (a.account.id < b.account.id ? -1 : 1));
  return new Map(byId.map((connected) => [connected.account.id, connected]));
}
