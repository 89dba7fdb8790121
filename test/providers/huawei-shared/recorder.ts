import type { CloudAccountConfig } from "../../../src/config/account.js";
import type { ProviderManifest } from "../../../src/providers/provider.js";
import { connectRecording, type RecordedProvider } from "../../support/recorded-provider.js";
import type { SandboxedOptions } from "../../support/sandboxed-provider.js";

export interface WireRequest {
  readonly action: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Undefined when the request has none. */
  readonly body: unknown;
}

export type RecordedHuawei<C extends CloudAccountConfig> = RecordedProvider<C, WireRequest>;

/** One of Huawei's providers on its emulator, with every request as it arrived. */
export function connectHuawei<C extends CloudAccountConfig>(
  manifest: ProviderManifest<C>,
  options?: SandboxedOptions,
): Promise<RecordedHuawei<C>> {
  return connectRecording(
    manifest,
    (action, { method, path, query, body }) => {
      const content: unknown = body.length > 0 ? JSON.parse(body.toString()) : undefined;
      return { action, method, path, query, body: content };
    },
    options,
  );
}
