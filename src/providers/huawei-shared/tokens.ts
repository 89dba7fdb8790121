import type { Secret } from "../../config/secret.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import type { CloudResponse } from "../../transport/cloud-client.js";
import { createSingleFlight } from "../../transport/single-flight.js";
import type { ClientOptions, Transport } from "../../transport/transport.js";
import { asObject, asText } from "../../transport/wire.js";
import { gatewayProblems, type HuaweiProblemRow, huaweiProblemIn } from "./gateway-problems.js";

/** The scope of a token: one project, or the whole account (domain). */
export type TokenScope = { project: { id: string } | { name: string } } | { domain: { id: string } | { name: string } };

export interface TokenSourceOptions {
  readonly provider: string;
  readonly transport: Transport;
  /** The client of IAM. */
  readonly connection: ClientOptions;
  readonly user: { readonly name: string; readonly password: Secret; readonly domainName: string };
  readonly scope: TokenScope;
}

export interface TokenSource {
  /**
   * A token that is still valid for a while.
   * @throws ProblemError when IAM refuses, cannot be reached, or takes too long
   */
  current(call: Call): Promise<string>;
  /** Drops the token: it was refused. */
  drop(): void;
  close(): Promise<void>;
}

interface Token {
  readonly text: string;
  /** Milliseconds since 1970 after which a new one is fetched instead. */
  readonly renewAt: number;
}

/** Tokens are valid for a day; they are renewed this long before they expire, or in the last tenth of shorter lives. */
const RENEW_EARLY_MS = 5 * 60_000;

/** IAM's operations have no names. */
const FETCH_TOKEN = "POST /v3/auth/tokens";
/** The operations of an account besides those of its service. */
export const TOKEN_ACTIONS = [FETCH_TOKEN] as const;

/** Wrong passwords are not retried: IAM locks a user after a few. Source: IAM user guide, "Account Lockout". */
function iamRow(_error: unknown, { status }: CloudResponse): HuaweiProblemRow | undefined {
  if (status === 401) return { code: "UNAUTHENTICATED" };
  return status === 403 ? { code: "FORBIDDEN" } : undefined;
}

/** Gets tokens from IAM by name and password, and caches the last one. */
export function createTokenSource({ provider, transport, connection, user, scope }: TokenSourceOptions): TokenSource {
  const { clock } = transport;
  const iam = transport.client(
    {
      provider,
      sign: (request) => ({ ...request.headers }),
      problemIn: (response) => huaweiProblemIn(response, provider, gatewayProblems, iamRow),
    },
    connection,
  );
  let kept: Token | null = null;
  const fetches = createSingleFlight<Token>(clock);

  /** Source: IAM API, "Obtaining a User Token Through Password Authentication". */
  async function fetchToken(call: Call): Promise<Token> {
    const askedAt = clock.now();
    const { name, password, domainName } = user;
    const identity = {
      methods: ["password"],
      password: { user: { name, password: password.reveal(), domain: { name: domainName } } },
    };
    const response = await iam.send(
      {
        action: FETCH_TOKEN,
        method: "POST",
        path: "/v3/auth/tokens",
        // Omits the list of all services, which is larger than everything else together.
        query: { nocatalog: true },
        body: { auth: { identity, scope } },
        effect: "read",
      },
      call,
    );
    kept = tokenIn(response, askedAt);
    return kept;
  }

  function tokenIn(response: CloudResponse, askedAt: number): Token {
    const text = response.headers["x-subject-token"];
    const expiresAt = Date.parse(
      asText(asObject(asObject(response.json, "the body").token, "token").expires_at, "expires_at"),
    );
    if (!text || Number.isNaN(expiresAt)) {
      const what = text ? "token.expires_at is not an instant" : "the header x-subject-token is missing";
      throw new ProblemError({
        code: "PROVIDER_UNAVAILABLE",
        retry: "transient",
        provider,
        message: `IAM's answer is malformed: ${what}.`,
      });
    }
    return { text, renewAt: expiresAt - Math.min(RENEW_EARLY_MS, (expiresAt - askedAt) / 10) };
  }

  async function current(call: Call): Promise<string> {
    if (kept && clock.now() < kept.renewAt) return kept.text;
    return (await fetches.run("token", call, fetchToken)).text;
  }

  return {
    current,
    drop: () => {
      kept = null;
    },
    close: () => iam.close(),
  };
}
