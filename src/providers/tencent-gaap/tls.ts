import type { TlsSettingsInput } from "../../model/inputs-shared.js";
import { ProblemError } from "../../model/problem-error.js";
import type { Call } from "../../transport/call.js";
import * as api from "./api.js";
import { type Gaap, readBack, settleStep } from "./context.js";
import { isGroup } from "./keys.js";
import { RUNNING } from "./vocabulary.js";
import type { WireListener } from "./wire-types.js";

/** What the cloud takes when nothing is said. Source: SetTlsVersion, TLSCiphers. */
const DEFAULT_CIPHERS = "GAAP_TLS_CIPHERS_WIDE";

/** For channels the rules know from their list; groups say so in their details only. Asked before anything is made. */
export async function refuseUnlessGroupTakesTls(gaap: Gaap, parentId: string, call: Call): Promise<void> {
  if (!isGroup(parentId) || (await api.groupTakesTlsChoice(gaap.client, parentId, call)) !== false) return;
  throw new ProblemError({
    code: "UNSUPPORTED",
    path: ["tls", "versions"],
    provider: gaap.account.provider,
    message: "This channel group does not let TLS versions and policies be chosen. Leave them out.",
  });
}

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
