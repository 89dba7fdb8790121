import { afterEach, beforeEach } from "vitest";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { ManualClock } from "../../../src/sandbox/sandbox-clock.js";
import { type Sandbox, startSandbox } from "../../../src/sandbox/start-sandbox.js";
import { ask, type RawOptions } from "./raw-client.js";

/** An emulator with its usual inventory and pace, and short helpers for tests. */

let sandbox: Sandbox;

/** Starts a new emulator for each test of the file. */
export function emulateForEach(): void {
  beforeEach(async () => {
    const clouds = [{ key: "ga", cloud: await alibabaGa.sandbox() }];
    // The clock does not run, so that a test decides when a status ends.
    sandbox = await startSandbox({ clouds, ports: "any", controlPort: null, clock: new ManualClock(Date.now()) });
  });
  afterEach(() => sandbox.stop());
}

export const theSandbox = () => sandbox;
export const theCloud = () => sandbox.cloud("ga");

export type Given = Record<string, string | number>;
export const RegionId = "cn-hangzhou";
export const send = (action: string, parameters?: Given, options?: RawOptions) =>
  ask(sandbox.cloud("ga"), action, parameters, options);
export const settle = () => sandbox.clock.advance(2_000);
export const refusal = (code: string, status = 400) => ({ status, json: { Code: code } });
export const ports = (...ranges: [number, number][]): Given =>
  Object.fromEntries(
    ranges.flatMap(([from, to], index) => [
      [`PortRanges.${index + 1}.FromPort`, from],
      [`PortRanges.${index + 1}.ToPort`, to],
    ]),
  );

export type Shown = Record<string, unknown> & {
  Name: string;
  AcceleratorId: string;
  ListenerId: string;
  EndpointGroupId: string;
};
export const held = (collection: string) => sandbox.cloud("ga").emulator.snapshot()[collection] as readonly Shown[];
export const named = (collection: string, name: string): Shown => {
  const found = held(collection).find(({ Name }) => Name === name);
  if (!found) throw new Error(`There is no ${name}.`);
  return found;
};
export const spare = () => named("accelerators", "spare-capacity").AcceleratorId;
export const listener = (name: string) => named("listeners", name);
export const create = (more: Given = {}) =>
  send("CreateListener", { RegionId, AcceleratorId: spare(), Protocol: "tcp", ...ports([80, 80]), ...more });
export const update = (ListenerId: string, more: Given = {}) =>
  send("UpdateListener", { ListenerId, ...ports([80, 80]), ...more });
export const onSpare = async (more: Given = {}) => {
  const ListenerId = String((await create(more)).json.ListenerId);
  settle();
  return ListenerId;
};
