import type { Mistake } from "./mistake.js";
import { Secret } from "./secret.js";

/** Proxies that clouds are reached through. Their addresses may hold credentials. */
export interface Proxies {
  /** For clouds at https addresses. */
  readonly https?: Secret;
  /** For clouds at http addresses. */
  readonly http?: Secret;
  /** Names and addresses that are reached directly, separated by commas; names include their subdomains. */
  readonly exceptions: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** This machine's addresses are never reached through a proxy, for the sandbox's sake. */
const THIS_MACHINE = "localhost,127.0.0.1,[::1]";
const EVERYTHING = "*";

/**
 * Reads HTTPS_PROXY, HTTP_PROXY and NO_PROXY; lower-case names take precedence, as in other programs. Adds to
 * `mistakes`.
 */
export function proxiesIn(env: Environment, mistakes: Mistake[]): Proxies | null {
  const textOf = (name: string) => env[name.toLowerCase()]?.trim() || env[name]?.trim() || undefined;
  const addressOf = (name: string): Secret | undefined => {
    const text = textOf(name);
    if (text === undefined || isProxy(text)) return text === undefined ? undefined : new Secret(text);
    mistakes.push({
      path: name,
      message: `\`${name}\` must be the http or https address of a proxy; what it is is not shown here.`,
    });
    return undefined;
  };
  const [https, http] = [addressOf("HTTPS_PROXY"), addressOf("HTTP_PROXY")];
  if (textOf("HTTPS_PROXY") === undefined && textOf("HTTP_PROXY") === undefined)
    mistakes.push({
      path: "HTTPS_PROXY",
      message: "`HTTPS_PROXY` or HTTP_PROXY must be set where transport.proxy is environment; neither is.",
    });
  if (!https && !http) return null;
  const exceptions = textOf("NO_PROXY") ?? "";
  return { https, http, exceptions: exceptions === EVERYTHING ? EVERYTHING : `${exceptions},${THIS_MACHINE}` };
}

function isProxy(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname, search, hash } = new URL(text);
  return /^https?:$/.test(protocol) && hostname !== "" && pathname === "/" && search === "" && hash === "";
}
