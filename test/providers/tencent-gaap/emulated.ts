import { afterEach, beforeEach, expect } from "vitest";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import type { RunningCloud, Sandbox } from "../../../src/sandbox/running-sandbox.js";
import { startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { type Answer, type RawOptions, send } from "./raw-client.js";

export const CHECKOUT = "link-bjkpdum1";
export const GAMES = "lg-6zk1pw3n";

export type StartOptions = Partial<Pick<Parameters<typeof startSandbox>[0], "pace" | "inventory" | "listeners">>;

/** The emulator alone, restarted for each test; passages end at once unless it is started with another pace. */
export function useEmulator() {
  let sandbox: Sandbox | undefined;
  const running = (): Sandbox => {
    if (!sandbox) throw new Error("The emulator runs during tests only.");
    return sandbox;
  };
  const cloud = (): RunningCloud => running().cloud("gaap");
  async function start(options: StartOptions = {}): Promise<void> {
    await sandbox?.stop();
    const emulated = await tencentGaap.sandbox();
    const clouds = [{ key: "gaap", cloud: emulated }];
    sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, pace: 0, ...options });
  }
  beforeEach(() => start());
  afterEach(async () => {
    await sandbox?.stop();
    sandbox = undefined;
  });

  /** The answer to a request that must succeed. */
  async function ask(action: string, fields: object = {}): Promise<Answer> {
    const { status, answer } = await send(cloud(), action, fields);
    expect(answer.Error).toBeUndefined();
    expect(status).toBe(200);
    return answer;
  }

  /** The code of a refusal, which has status 200 too; undefined for a success. */
  async function codeOf(action: string, fields: object = {}, options: RawOptions = {}): Promise<string | undefined> {
    const { status, answer } = await send(cloud(), action, fields, options);
    expect(status).toBe(200);
    expect(answer.RequestId).toMatch(/^[0-9a-f-]{36}$/);
    return answer.Error?.Code;
  }

  const listeners = async (protocol: string, fields: object) =>
    (await ask(`Describe${protocol}Listeners`, fields)).ListenerSet as Record<string, unknown>[];

  return {
    sandbox: running,
    cloud,
    start,
    ask,
    codeOf,
    /** A list with the listener of this id; empty when there is none. */
    described: (ListenerId: string, protocol = "TCP") => listeners(protocol, { ListenerId }),
    /** The id of the listener on a port. */
    idOn: async (Port: number, protocol = "TCP", parent: object = { ProxyId: CHECKOUT }) =>
      String((await listeners(protocol, { ...parent, Port }))[0]?.ListenerId),
  };
}
