import { expect } from "vitest";
import { Listener } from "../../../src/model/listener.js";
import type { CreateListenerInput } from "../../../src/model/listener-inputs.js";
import type { Pool } from "../../../src/model/pool.js";
import { globalIdOf, type ResourceRef } from "../../../src/model/resource-ref.js";
import type { TencentGaapAccountConfig } from "../../../src/providers/tencent-gaap/account.js";
import { tencentGaap } from "../../../src/providers/tencent-gaap/index.js";
import { listedUnder } from "../../support/listed.js";
import { connectRecording, type RecordedProvider } from "../../support/recorded-provider.js";
import type { SandboxedOptions } from "../../support/sandboxed-provider.js";

export interface WireRequest {
  readonly action: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export type Gaap = RecordedProvider<TencentGaapAccountConfig, WireRequest>;

/** The provider on its emulator, with every request as it arrived. */
export function connectRecorded(options?: SandboxedOptions): Promise<Gaap> {
  return connectRecording(
    tencentGaap,
    (action, { method, path, query, headers, body }) => {
      const fields = JSON.parse(body.toString() || "{}") as Record<string, unknown>;
      return { action, method, path, query, headers, body: fields };
    },
    options,
  );
}

export const CHECKOUT = "link-bjkpdum1";
export const GAMES = "lg-6zk1pw3n";

export const parentRef = ({ account }: Gaap, key: string): ResourceRef => ({
  accountId: account.id,
  kind: "accelerator",
  key,
});

type Wish = Omit<CreateListenerInput, "parentId" | "portRanges">;

/** Creates one listener for each port, on the channel CHECKOUT unless told otherwise. */
export function create(provider: Gaap, wish: Wish, ports: readonly number[], parentId = CHECKOUT) {
  const parent = parentRef(provider, parentId);
  const commands = ports.map((port) => ({
    parent,
    input: { parentId: globalIdOf(parent), ...wish, portRanges: [{ fromPort: port }] } as CreateListenerInput,
  }));
  return provider.service.createListeners(commands, provider.call());
}

/** The one listener, as it reads after its creation. Fails the test when there is none. */
export async function created(provider: Gaap, wish: Wish, port: number, parentId = CHECKOUT): Promise<Listener> {
  const [outcome] = await create(provider, wish, [port], parentId);
  expect(outcome).toBeInstanceOf(Listener);
  return outcome as Listener;
}

export async function allListeners(provider: Gaap): Promise<readonly Listener[]> {
  return (await provider.service.listListeners({}, { after: null, limit: 201 }, provider.call())).items;
}

/** The listener of the inventory with this name. */
export async function listenerNamed(provider: Gaap, name: string): Promise<Listener> {
  const found = (await allListeners(provider)).find((listener) => listener.name === name);
  if (!found) throw new Error(`There is no listener ${name}.`);
  return found;
}

export async function poolsOf(provider: Gaap, listener: Listener): Promise<readonly Pool[]> {
  return listedUnder(await provider.service.poolsOfListeners([listener], provider.call()), listener.ref.key);
}

export const actionsOf = ({ requests }: Gaap) => requests.map(({ action }) => action);

/** The bodies of all requests of one action. */
export const bodiesOf = ({ requests }: Gaap, wanted: string) =>
  requests.filter(({ action }) => action === wanted).map(({ body }) => body);

/** Makes the cloud answer this to the next requests of the actions that match. */
export function answerWith({ cloud }: Gaap, fields: object, actions: string, times = 1): void {
  const body = JSON.stringify({ Response: { RequestId: "r", ...fields } });
  const headers = { "content-type": "application/json" };
  cloud.faults.add({ fault: { kind: "respond", status: 200, body, headers }, actions, times });
}

/** Has the next request of these actions answered by something in between, which does not pass it on. */
export function loseRequest({ cloud }: Gaap, actions: string): void {
  const headers = { "content-type": "text/html" };
  cloud.faults.add({ fault: { kind: "respond", status: 502, body: "<html>", headers }, actions, times: 1 });
}

export const refusal = (Code: string) => ({ Error: { Code, Message: "in the cloud's words" } });
