import { shown } from "../model/shown.js";
import type { CloudAccountConfig } from "./account.js";
import type { AppConfig } from "./app-config.js";

/** The most accounts that one warning names. */
const MOST_NAMED = 5;

/** Valid settings that are probably not intended: a sentence for each, without any secret. */
export function warningsAbout(config: AppConfig): string[] {
  return [...openDoor(config), ...sameAccounts(config.accounts)];
}

const LOOPBACK = /^(?:127\.|::1$|(?:[^.]+\.)*localhost$)/i;

function openDoor({ server, accounts }: AppConfig): string[] {
  const isAsked = server.bearerToken !== undefined || server.access !== undefined;
  if (isAsked || LOOPBACK.test(server.host) || accounts.every(({ readOnly }) => readOnly)) return [];
  return [
    `The server listens on ${shown(server.host)} and does not authenticate callers: whoever reaches it can change the listeners of all accounts. Set server.bearerToken or server.access.`,
  ];
}

/** Accounts of this configuration that are the same account at their cloud. */
function sameAccounts(accounts: readonly CloudAccountConfig[]): string[] {
  const alike = new Map<string, { readonly setting: string; readonly names: string[] }>();
  for (const [index, account] of accounts.entries())
    for (const [setting, value] of Object.entries(account.identity())) {
      if (value === undefined) continue;
      const key = JSON.stringify([account.provider, setting, value]);
      const group = alike.get(key) ?? { setting, names: [] };
      group.names.push(`accounts[${index}] (${account.id})`);
      alike.set(key, group);
    }
  const groups = [...alike.values()].filter(({ names }) => names.length > 1);
  // Two that share both identifiers of an account are reported once.
  const once = new Map(groups.reverse().map((group) => [group.names.join(), group])).values();
  return [...once]
    .reverse()
    .map(
      ({ setting, names }) =>
        `${inWords(names)} have the same ${setting}, so they are one account at the cloud: each of its listeners is listed ${names.length} times under different ids, and changes through one do not wait for changes through the other. Keep one of them.`,
    );
}

function inWords(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  if (more > 0) return `${names.slice(0, MOST_NAMED).join(", ")} and ${more} more`;
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
