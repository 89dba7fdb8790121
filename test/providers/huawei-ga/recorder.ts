import type { HuaweiGaAccountConfig } from "../../../src/providers/huawei-ga/account.js";
import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import type { SandboxCloud } from "../../../src/sandbox/sandbox-cloud.js";
import { connectSandboxed, type SandboxedOptions, type SandboxedProvider } from "../../support/sandboxed-provider.js";

export interface WireRequest {
  readonly action: string;
  readonly method: string;
  readonly path: string;
  readonly query: string;
  /** Undefined when the request has none. */
  readonly body: unknown;
}

export type Recorded = SandboxedProvider<HuaweiGaAccountConfig> & { readonly requests: WireRequest[] };

/** The provider on its emulator, with every request as it arrived. */
export async function connectRecorded(options?: SandboxedOptions): Promise<Recorded> {
  const requests: WireRequest[] = [];
  const sandbox = recording(await huaweiGa.sandbox(), requests);
  const provider = await connectSandboxed({ ...huaweiGa, sandbox: async () => sandbox }, options);
  return { ...provider, requests };
}

function recording(cloud: SandboxCloud, requests: WireRequest[]): SandboxCloud {
  return {
    ...cloud,
    start(context) {
      const emulator = cloud.start(context);
      return {
        ...emulator,
        handle(request, understood) {
          const { method, path, query } = request;
          const action = emulator.actionOf(request);
          const body = request.body.length > 0 ? JSON.parse(request.body.toString()) : undefined;
          requests.push({ action, method, path, query, body });
          return emulator.handle(request, understood);
        },
      };
    },
  };
}
