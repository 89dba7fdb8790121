import type { TlsSettingsInput } from "../../model/inputs-shared.js";
import type { Call } from "../../transport/call.js";
import * as api from "./api.js";
import { type Gaap, readBack, settleStep } from "./context.js";
import { RUNNING } from "./vocabulary.js";
import type { WireListener } from "./wire-types.js";

/** What the cloud takes when nothing is said. Source: SetTlsVersion, TLSCiphers. */
const DEFAULT_CIPHERS = "GAAP_TLS_CIPHERS_WIDE";

/**
 * Sets versions and cipher set of an HTTPS listener, which neither create nor modify can, as soon as the listener has
 * settled. The one that is not given stays as it is. Answers the listener as it then reads.
 */
export async function setTls(
  gaap: Gaap,
  current: WireListener,
  { versions, policy }: TlsSettingsInput,
  read: () => Promise<WireListener | null | undefined>,
  call: Call,
): Promise<WireListener> {
  const done = `The listener ${current.ListenerId} was changed`;
  const isSettled = (wire: WireListener) => wire.ListenerStatus === RUNNING;
  const settled = isSettled(current) ? current : await settleStep(gaap, () => readBack(done, read), isSettled, call);
  const fields = {
    ListenerId: current.ListenerId,
    TLSSupportVersion: versions ?? settled.https?.TLSSupportVersion,
    TLSCiphers: policy ?? settled.https?.TLSCiphers ?? DEFAULT_CIPHERS,
  };
  await api.setTlsVersion(gaap.client, fields, call);
  return readBack(done, read);
}
