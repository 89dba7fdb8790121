import { normalOrigin } from "../../config/address.js";
import { Refusal } from "../refusal.js";
import type { GraphqlParameters } from "./subscriptions.js";

/** A gateway's request to receive the events of a subscription. */
export interface CallbackRequest {
  readonly url: URL;
  readonly subscriptionId: string;
  /** Proves to the gateway that an event comes from the server that it asked. */
  readonly verifier: string;
  /** Milliseconds between two checks; 0: none. */
  readonly heartbeatMs: number;
}

const LONGEST_URL = 2_048;
const LONGEST_NAME = 1_024;
/** Milliseconds. */
const DEFAULT_HEARTBEAT = 5_000;
const QUICKEST_HEARTBEAT = 1_000;
const SLOWEST_HEARTBEAT = 300_000;
/** Fraction of the gateway's interval: the gateway counts from when it received the last check. */
const IN_TIME = 0.75;

/** Whether a gateway asks for callbacks. Source: Apollo's HTTP callback protocol for GraphQL subscriptions, 1.0. */
export const asksForCallback = (accept: string | undefined): boolean => accept?.includes("callbackSpec=1.0") ?? false;

/**
 * Reads a gateway's request from `extensions.subscription`.
 * @param allowed origins that events may be sent to
 * @throws Refusal when it is incomplete, or when the address is not allowed
 */
export function callbackRequest({ extensions }: GraphqlParameters, allowed: readonly string[]): CallbackRequest {
  const asked = (extensions?.subscription ?? {}) as Readonly<Record<string, unknown>>;
  const url = text(asked, "callbackUrl", "callback_url", LONGEST_URL);
  const heartbeat = asked.heartbeatIntervalMs ?? asked.heartbeat_interval_ms ?? DEFAULT_HEARTBEAT;
  if (typeof heartbeat !== "number" || !(heartbeat >= 0)) throw malformed("heartbeatIntervalMs", "a number");
  return {
    url: allowedUrl(url, allowed),
    subscriptionId: text(asked, "subscriptionId", "subscription_id", LONGEST_NAME),
    verifier: text(asked, "verifier", "verifier", LONGEST_NAME),
    heartbeatMs: heartbeat === 0 ? 0 : Math.min(Math.max(heartbeat * IN_TIME, QUICKEST_HEARTBEAT), SLOWEST_HEARTBEAT),
  };
}

/**
 * Compares whole origins, so that no caller can make this server send to addresses that its operator has not allowed.
 */
function allowedUrl(text: string, allowed: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const isAllowed =
    url !== null &&
    url.username === "" &&
    url.password === "" &&
    allowed.some((origin) => normalOrigin(origin) === url.origin);
  if (isAllowed) return url;
  throw new Refusal(
    "callback",
    "`extensions.subscription.callbackUrl` must be an address of one of the origins in server.subscriptions.callback.allowedOrigins; it is not.",
  );
}

function text(asked: Readonly<Record<string, unknown>>, name: string, alias: string, longest: number): string {
  const value = asked[name] ?? asked[alias];
  if (typeof value === "string" && value !== "" && value.length <= longest) return value;
  throw malformed(name, `a string of at most ${longest} characters`);
}

const malformed = (name: string, is: string): Refusal =>
  new Refusal("body_syntax", `\`extensions.subscription.${name}\` must be ${is}.`);
