import { isIP } from "node:net";
import type { Rule } from "./rule.js";

const LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
/** Names whose last part is a number are mistyped addresses. */
const HOST_NAME = new RegExp(`^(?=.{1,253}$)(?:${LABEL}\\.)*(?![0-9]+\\.?$)${LABEL}\\.?$`);
const LONGEST = 2_048;

/** An address or a name to listen on. */
export const host: Rule = {
  is: "a host name or an IP address, such as 127.0.0.1, without a port",
  takes: (value) => typeof value === "string" && (isIP(value) !== 0 || HOST_NAME.test(value)),
};

/**
 * The parts of an http or https address that means the same to every parser: nothing of it is dropped or replaced while
 * it is parsed. Null for anything else.
 */
function parse(text: unknown): URL | null {
  if (
    typeof text !== "string" ||
    text.length > LONGEST ||
    !/^https?:\/\/[^/?#\\@\s\p{Cc}]+(?:\/[^\\\s\p{Cc}]*)?$/iu.test(text)
  )
    return null;
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const { hostname } = url;
  // 192.168.1 would become 192.168.0.1.
  const isHost = isIP(hostname) === 4 ? text.includes(hostname) : hostname.startsWith("[") || HOST_NAME.test(hostname);
  return isHost && url.port !== "0" ? url : null;
}

const DOT_SEGMENT = /\/(?:\.|%2e){1,2}(?:\/|$)/i;

/** A base address. */
export const httpAddress = (example: string): Rule => ({
  is: `an http or https address such as ${example}, without user, password, query or fragment`,
  takes: (value) => {
    const url = parse(value);
    return url !== null && !/[?#]/.test(value as string) && !DOT_SEGMENT.test(value as string);
  },
  describes: (value) => {
    if (typeof value !== "string") return null;
    if (value.includes("@")) return "one with a user name or password in it, which is not shown here";
    if (value.includes("?")) return "one with a query, which is not shown here";
    return null;
  },
});

/**
 * An origin as browsers send it: scheme and host in lower case, and the port unless it is the scheme's default. Null
 * for anything else, such as an address with a path, even a single slash.
 */
export function normalOrigin(text: unknown): string | null {
  const url = parse(text);
  return url !== null && !/^[^:]*:\/\/[^/?#]*[/?#]/.test(text as string) ? url.origin : null;
}

/** A web origin. */
export const origin: Rule = {
  is: "an origin such as https://console.example.com: http or https, host, and a port if needed; without path and trailing slash",
  takes: (value) => normalOrigin(value) !== null,
  describes: (value) =>
    typeof value === "string" && /[@?]/.test(value) ? "one with more in it, which is not shown here" : null,
  advises: (value) => (value === "*" ? "A * for all origins is not supported: name each origin." : null),
};
