import type { AlibabaGaAccountConfig } from "../../../src/providers/alibaba-ga/account.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import { connectRecording, type RecordedProvider } from "../../support/recorded-provider.js";
import type { SandboxedOptions } from "../../support/sandboxed-provider.js";

/** A request as it arrived. */
export interface WireRequest {
  readonly action: string;
  readonly method: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The provider on its emulator, with every request as it arrived. */
export interface Ga extends RecordedProvider<AlibabaGaAccountConfig, WireRequest> {
  /** The parameters of the only request with this action. */
  sent(action: string): Record<string, string>;
}

export async function connectGa(options?: SandboxedOptions): Promise<Ga> {
  const provider = await connectRecording(
    alibabaGa,
    (action, { method, query, headers, body }) => {
      const parameters = Object.fromEntries(new URLSearchParams(query));
      return { action, method, parameters, headers, body: body.toString() };
    },
    options,
  );
  return {
    ...provider,
    sent(action) {
      const found = provider.requests.filter((request) => request.action === action);
      if (found.length !== 1) throw new Error(`${found.length} requests had the action ${action}.`);
      return { ...found[0]!.parameters };
    },
  };
}
