import { randomUUID } from "node:crypto";
import type { Faults } from "../../../sandbox/faults.js";
import { isObject } from "../../../sandbox/read-fields.js";
import type { Refused } from "../../../sandbox/refused.js";
import type { SandboxClock } from "../../../sandbox/sandbox-clock.js";
import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../../sandbox/signatures/received-request.js";
import { verifySdkHmacSha256 } from "../../../sandbox/signatures/sdk-hmac-sha256.js";
import { SIGNATURE_WORDS, unauthenticated } from "./gateway.js";

/** An IAM user that the emulator knows. */
export interface SandboxUser {
  readonly name: string;
  readonly password: string;
  readonly domainName: string;
}

export interface HuaweiAccessOptions {
  /** Secret by access key id. */
  readonly keys: ReadonlyMap<string, string>;
  readonly users: readonly SandboxUser[];
  readonly clock: SandboxClock;
  readonly faults: Faults;
  /**
   * The required scope of a token, and the id that the token, or the account header of a signature if present, must
   * name.
   */
  readonly scope: { readonly kind: "project" | "domain"; readonly id: string; readonly name?: string };
}

/** Authentication for an emulated Huawei service, with its own IAM. */
export interface HuaweiAccess {
  /** Null when the request is accepted; otherwise the gateway's refusal. */
  check(request: ReceivedRequest): Refused | null;
  /** POST /v3/auth/tokens. */
  tokens(request: ReceivedRequest): SandboxResponse;
}

interface GivenToken {
  readonly expiresAt: number;
  readonly fitsScope: boolean;
}

const TOKEN_LASTS_MS = 24 * 60 * 60_000;

function iamRefusal(status: number, title: string, message: string): SandboxResponse {
  return { status, body: { error: { code: status, message, title } } };
}

type Fields = Readonly<Record<string, unknown>>;

/** The object at a path of names; empty when there is none. */
function under(value: unknown, ...names: readonly string[]): Fields {
  let found: unknown = value;
  for (const name of names) found = (found as Fields | null | undefined)?.[name];
  return isObject(found) ? found : {};
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString("utf8"));
  } catch {
    return undefined;
  }
}

export function createHuaweiAccess({ keys, users, clock, faults, scope }: HuaweiAccessOptions): HuaweiAccess {
  const given = new Map<string, GivenToken>();
  let sawExpired = false;

  /** The fault expires all tokens that exist when it starts; tokens issued later are valid. */
  function expireByFault(): void {
    const isOn = faults.isOn("expired");
    if (isOn && !sawExpired) given.clear();
    sawExpired = isOn;
  }

  function checkToken(text: string): Refused | null {
    const token = given.get(text);
    if (!token) return unauthenticated("decrypt token fail");
    if (clock.now() >= token.expiresAt) return unauthenticated("token expires");
    return token.fitsScope ? null : unauthenticated(`the token is not scoped to the ${scope.kind}`);
  }

  function checkSignature(request: ReceivedRequest): Refused | null {
    const verdict = verifySdkHmacSha256(request, keys, new Date(clock.now()));
    if (!verdict.ok) {
      const times = `signature time:${request.headers["x-sdk-date"]},server time:${basicTime(clock.now())}`;
      const reason = SIGNATURE_WORDS[verdict.reason];
      return unauthenticated(verdict.reason === "expired" ? `${reason}, ${times}` : reason);
    }
    const named = request.headers[`x-${scope.kind}-id`];
    if (named === undefined || named === scope.id) return null;
    return unauthenticated(`the access key has no ${scope.kind} ${named}`);
  }

  function scopeFits(asked: unknown): boolean {
    const { id, name } = under(asked, scope.kind);
    // If both are given, the project wins. Source: "Obtaining a User Token".
    if (scope.kind === "domain" && Object.keys(under(asked, "project")).length > 0) return false;
    return id !== undefined ? id === scope.id : name !== undefined && name === scope.name;
  }

  return {
    check(request) {
      expireByFault();
      const token = request.headers["x-auth-token"];
      return token === undefined ? checkSignature(request) : checkToken(token);
    },

    tokens(request) {
      expireByFault();
      const auth = under(parsed(request.body), "auth");
      const { methods } = under(auth, "identity");
      const asked = under(auth, "identity", "password", "user");
      const askedDomain = under(asked, "domain");
      if (!Array.isArray(methods) || !methods.includes("password") || typeof asked.name !== "string") {
        return iamRefusal(400, "Bad Request", "The request body is invalid");
      }
      const user = users.find(({ name, domainName }) => name === asked.name && domainName === askedDomain.name);
      if (!user || user.password !== asked.password) {
        return iamRefusal(401, "Unauthorized", "The username or password is wrong.");
      }
      const text = `MIIF${randomUUID().replaceAll("-", "")}${randomUUID().replaceAll("-", "")}`;
      const now = clock.now();
      const token: GivenToken = { expiresAt: now + TOKEN_LASTS_MS, fitsScope: scopeFits(auth.scope) };
      given.set(text, token);
      return {
        status: 201,
        headers: { "x-subject-token": text },
        body: {
          token: {
            expires_at: iamTime(token.expiresAt),
            issued_at: iamTime(now),
            methods: ["password"],
            ...under(auth, "scope"),
            roles: [{ id: "0", name: "te_admin" }],
            user: { name: user.name, domain: { name: user.domainName }, password_expires_at: "" },
          },
        },
      };
    },
  };
}

/** 2026-01-01T00:00:00.000000Z: IAM writes microseconds. */
function iamTime(at: number): string {
  return new Date(at).toISOString().replace("Z", "000Z");
}

/** 20260101T000000Z, as in x-sdk-date. */
function basicTime(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
}
