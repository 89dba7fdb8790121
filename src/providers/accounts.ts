import type { CloudAccount } from "../model/cloud-account.js";
import type { AnyProviderManifest, ProviderService } from "./provider.js";

/** A configured account with its line to the cloud. */
export interface ConnectedAccount {
  readonly account: CloudAccount;
  readonly manifest: AnyProviderManifest;
  readonly service: ProviderService;
  /** Milliseconds between two looks at something that the cloud is still working on. */
  readonly pollIntervalMs: number;
  /** Whether nothing of it may be changed, whoever asks. */
  readonly isReadOnly: boolean;
}

/** All accounts by id, in the order of their ids. */
export type Accounts = ReadonlyMap<string, ConnectedAccount>;

/** Puts accounts in the order in which merged lists go through them. */
export function orderAccounts(accounts: readonly ConnectedAccount[]): Accounts {
  const byId = [...accounts].sort((a, b) => (a.account.id < b.account.id ? -1 : 1));
  return new Map(byId.map((connected) => [connected.account.id, connected]));
}
