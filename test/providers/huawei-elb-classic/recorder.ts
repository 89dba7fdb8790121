import type { HuaweiElbClassicAccountConfig } from "../../../src/providers/huawei-elb-classic/account.js";
import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
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

export type Classic = SandboxedProvider<HuaweiElbClassicAccountConfig>;

/** The provider on its emulator, with every request as it arrived. */
export async function connectRecorded(
  options?: SandboxedOptions,
): Promise<Classic & { readonly requests: WireRequest[] }> {
  const requests: WireRequest[] = [];
  const sandbox = recording(await huaweiElbClassic.sandbox(), requests);
  const provider = await connectSandboxed({ ...huaweiElbClassic, sandbox: async () => sandbox }, options);
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
          const { method, path, query, body } = request;
          const action = emulator.actionOf(request);
          requests.push({
            action,
            method,
            path,
            query,
            body: body.length > 0 ? JSON.parse(body.toString()) : undefined,
          });
          return emulator.handle(request, understood);
        },
      };
    },
  };
}
