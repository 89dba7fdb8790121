import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import { ManualClock } from "../../../src/sandbox/sandbox-clock.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";

export interface RawAnswer {
  readonly status: number;
  // What a test looks at is its own business.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** The emulator on a clock that is moved by hand, and a client that knows nothing but HTTP and a token. */
export async function startRaw(inventory: "demo" | "empty" = "demo", listeners?: number) {
  const clock = new ManualClock();
  const emulated = await huaweiGa.sandbox();
  const clouds = [{ key: "huawei-ga", cloud: emulated }];
  const sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, clock, inventory, listeners });
  const cloud = sandbox.cloud("huawei-ga");
  const { credentials } = emulated;

  async function exchange(method: string, path: string, headers: Record<string, string>, body?: unknown) {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${cloud.endpoint}${path}`, init);
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === "" ? undefined : JSON.parse(text) };
  }

  const user = {
    name: credentials["user name"],
    password: credentials["user password"],
    domain: { name: credentials["user domain name"] },
  };
  const identity = { methods: ["password"], password: { user } };
  const scope = { domain: { id: credentials["domain id"] } };
  const { headers } = await exchange("POST", "/v3/auth/tokens", {}, { auth: { identity, scope } });
  const token = headers.get("x-subject-token") ?? "";

  return {
    clock,
    cloud,
    domainId: credentials["domain id"],
    /** Moves on until everything has settled. */
    settle: () => clock.advance(3_000),
    send: (method: string, path: string, body?: unknown): Promise<RawAnswer> =>
      exchange(method, `/v1${path}`, { "x-auth-token": token }, body),
    /** Any path, with any headers. */
    exchange: (method: string, path: string, given: Record<string, string>): Promise<RawAnswer> =>
      exchange(method, path, given),
    stop: () => sandbox.stop(),
  };
}

export type Raw = Awaited<ReturnType<typeof startRaw>>;
