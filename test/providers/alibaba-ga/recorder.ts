import type { AlibabaGaAccountConfig } from "../../../src/providers/alibaba-ga/account.js";
import { alibabaGa } from "../../../src/providers/alibaba-ga/index.js";
import type { SandboxCloud } from "../../../src/sandbox/sandbox-cloud.js";
import { connectSandboxed, type SandboxedOptions, type SandboxedProvider } from "../../support/sandboxed-provider.js";

/** A request as it arrived. */
export interface WireRequest {
  readonly action: string;
  readonly method: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The provider on its emulator, with every request as it arrived. */
export interface Ga extends SandboxedProvider<AlibabaGaAccountConfig> {
  readonly requests: WireRequest[];
  /** The parameters of the only request with this action. */
  sent(action: string): Record<string, string>;
}

export async function connectGa(options?: SandboxedOptions): Promise<Ga> {
  const requests: WireRequest[] = [];
  const sandbox = recording(await alibabaGa.sandbox(), requests);
  const provider = await connectSandboxed({ ...alibabaGa, sandbox: async () => sandbox }, options);
  return {
    ...provider,
    requests,
    sent(action) {
      const found = requests.filter((request) => request.action === action);
      if (found.length !== 1) throw new Error(`${found.length} requests had the action ${action}.`);
      return { ...found[0]!.parameters };
    },
  };
}

function recording(cloud: SandboxCloud, requests: WireRequest[]): SandboxCloud {
  return {
    ...cloud,
    start(context) {
      const emulator = cloud.start(context);
      return {
        ...emulator,
        handle(request, understood) {
          const { method, query, headers, body } = request;
          const parameters = Object.fromEntries(new URLSearchParams(query));
          requests.push({ action: emulator.actionOf(request), method, parameters, headers, body: body.toString() });
          return emulator.handle(request, understood);
        },
      };
    },
  };
}
