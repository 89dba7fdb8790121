import type { HuaweiElbAccountConfig } from "../../../src/providers/huawei-elb/account.js";
import { startEmulator } from "../../../src/providers/huawei-elb/emulator/index.js";
import type { Dialect } from "../../../src/providers/huawei-elb/emulator/state.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
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

export type Shared = SandboxedProvider<HuaweiElbAccountConfig>;
export type Recorded = Shared & { readonly requests: WireRequest[] };

/** The provider on its emulator, with every request as it arrived. */
export async function connectRecorded(options?: SandboxedOptions & { readonly dialect?: Dialect }): Promise<Recorded> {
  const requests: WireRequest[] = [];
  const sandbox = recording(await huaweiElb.sandbox(), requests, options?.dialect);
  const provider = await connectSandboxed({ ...huaweiElb, sandbox: async () => sandbox }, options);
  return { ...provider, requests };
}

function recording(cloud: SandboxCloud, requests: WireRequest[], dialect: Dialect | undefined): SandboxCloud {
  return {
    ...cloud,
    start(context) {
      const emulator = startEmulator(context, dialect);
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
