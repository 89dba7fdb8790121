import { startEmulator } from "../../../src/providers/huawei-elb/emulator/index.js";
import type { Dialect } from "../../../src/providers/huawei-elb/emulator/state.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import { ManualClock } from "../../../src/sandbox/sandbox-clock.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";

export interface RawAnswer {
  readonly status: number;
  // What a test looks at is its own business.
  // biome-ignore lint/suspicious/noExplicitAny: see above
  readonly body: any;
}

/** The emulator on a clock that is moved by hand, and a client that knows nothing but HTTP and a token. */
export async function startRaw(inventory: "demo" | "empty" = "demo", dialect: Dialect = {}) {
  const clock = new ManualClock();
  const emulated = await huaweiElb.sandbox();
  const sandbox = await startSandbox({
    clouds: [{ key: "huawei-elb", cloud: { ...emulated, start: (context) => startEmulator(context, dialect) } }],
    ports: "any",
    controlPort: null,
    clock,
    inventory,
  });
  const cloud = sandbox.cloud("huawei-elb");
  const project = emulated.credentials["project id"] ?? "";

  async function exchange(method: string, path: string, headers: Record<string, string>, body?: unknown) {
    const text = typeof body === "string" ? body : JSON.stringify(body);
    const init = { method, headers, ...(body === undefined ? {} : { body: text }) };
    const response = await fetch(`${cloud.endpoint}${path}`, init);
    const answer = await response.text();
    return { status: response.status, headers: response.headers, body: answer === "" ? undefined : JSON.parse(answer) };
  }

  const { credentials } = emulated;
  const user = {
    name: credentials["user name"],
    password: credentials["user password"],
    domain: { name: credentials["user domain name"] },
  };
  const auth = { identity: { methods: ["password"], password: { user } }, scope: { project: { id: project } } };
  const { headers } = await exchange("POST", "/v3/auth/tokens", {}, { auth });
  const token = headers.get("x-subject-token") ?? "";

  return {
    clock,
    cloud,
    project,
    /** A path behind /v2.0/lbaas. */
    send: (method: string, path: string, body?: unknown): Promise<RawAnswer> =>
      exchange(method, `/v2.0/lbaas${path}`, { "x-auth-token": token }, body),
    /** Any path, with any headers. */
    exchange: (
      method: string,
      path: string,
      body?: unknown,
      headers: Record<string, string> = { "x-auth-token": token },
    ): Promise<RawAnswer> => exchange(method, path, headers, body),
    stop: () => sandbox.stop(),
  };
}

export type Raw = Awaited<ReturnType<typeof startRaw>>;
