import type { CloudAccountConfig } from "../../src/config/account.js";
import type { ProviderManifest } from "../../src/providers/provider.js";
import type { SandboxCloud } from "../../src/sandbox/sandbox-cloud.js";
import type { ReceivedRequest } from "../../src/sandbox/signatures/received-request.js";
import { connectSandboxed, type SandboxedOptions, type SandboxedProvider } from "./sandboxed-provider.js";

/** A provider on its emulator, with every request as it arrived. */
export type RecordedProvider<C extends CloudAccountConfig, R> = SandboxedProvider<C> & { readonly requests: R[] };

/** @param tell what tests want to know of a request */
export async function connectRecording<C extends CloudAccountConfig, R>(
  manifest: ProviderManifest<C>,
  tell: (action: string, request: ReceivedRequest) => R,
  options?: SandboxedOptions,
): Promise<RecordedProvider<C, R>> {
  const requests: R[] = [];
  const sandbox = recording(await manifest.sandbox(), (action, request) => requests.push(tell(action, request)));
  const provider = await connectSandboxed({ ...manifest, sandbox: async () => sandbox }, options);
  return { ...provider, requests };
}

function recording(cloud: SandboxCloud, record: (action: string, request: ReceivedRequest) => void): SandboxCloud {
  return {
    ...cloud,
    start(context) {
      const emulator = cloud.start(context);
      return {
        ...emulator,
        handle(request, understood) {
          record(emulator.actionOf(request), request);
          return emulator.handle(request, understood);
        },
      };
    },
  };
}
