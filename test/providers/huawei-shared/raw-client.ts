import { ManualClock } from "../../../src/sandbox/sandbox-clock.js";
import type { SandboxCloud } from "../../../src/sandbox/sandbox-cloud.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  // What a test looks at is its own business.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

interface RawOptions {
  readonly inventory?: "demo" | "empty";
  readonly listeners?: number;
  /** What the token is for. */
  scopeIn(credentials: SandboxCloud["credentials"]): object;
  /** What stands before the paths that are sent to. */
  prefixIn(credentials: SandboxCloud["credentials"]): string;
}

/** An emulator of Huawei's on a clock that is moved by hand, and a client that knows nothing but HTTP and a token. */
export async function startRawHuawei(
  key: string,
  emulated: SandboxCloud,
  { inventory = "demo", listeners, scopeIn, prefixIn }: RawOptions,
) {
  const clock = new ManualClock();
  const clouds = [{ key, cloud: emulated }];
  const sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, clock, inventory, listeners });
  const cloud = sandbox.cloud(key);
  const { credentials } = emulated;

  /** @param body a text is sent as it is */
  async function exchange(
    method: string,
    path: string,
    body: unknown,
    headers: Record<string, string>,
  ): Promise<RawAnswer> {
    const content = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    const response = await fetch(`${cloud.endpoint}${path}`, { method, headers, body: content });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  const user = {
    name: credentials["user name"],
    password: credentials["user password"],
    domain: { name: credentials["user domain name"] },
  };
  const identity = { methods: ["password"], password: { user } };
  const auth = { identity, scope: scopeIn(credentials) };
  const { headers } = await exchange("POST", "/v3/auth/tokens", { auth }, {});
  const withToken = { "x-auth-token": headers.get("x-subject-token") ?? "" };

  return {
    clock,
    cloud,
    credentials,
    /** A path behind the API's prefix. */
    send: (method: string, path: string, body?: unknown) =>
      exchange(method, `${prefixIn(credentials)}${path}`, body, withToken),
    /** Any path, with any headers. */
    exchange: (method: string, path: string, body?: unknown, given: Record<string, string> = withToken) =>
      exchange(method, path, body, given),
    stop: () => sandbox.stop(),
  };
}
