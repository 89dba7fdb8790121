import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import { refuse } from "./errors.js";
import { number, operation, page, sliceOf, text, texts } from "./fields.js";
import type { State } from "./state.js";

/** Certificates of the initial inventory. The emulator cannot change them. */
export const certificates: Noun<State, RpcOperation<State>> = {
  operations: {
    DescribeCertificates: operation(
      { CertificateType: number, ...page(50) },
      (state, { CertificateType, ...slice }) => {
        const all = state.certificates
          .all(({ value }) => CertificateType === undefined || value.CertificateType === CertificateType)
          .map(({ id, value }) => ({ CertificateId: id, CertificateName: value.CertificateAlias, ...value }));
        const { TotalCount, items } = sliceOf(all, slice);
        return { TotalCount, CertificateSet: items };
      },
    ),
  },
};

/** Requires a certificate of a type: 1 for clients, 2 for servers. */
export function certificateMustBeThere(state: State, id: string | undefined, type: 1 | 2): void {
  if (id === undefined || state.certificates.get(id)?.value.CertificateType === type) return;
  refuse("InvalidParameterValue.InvalidCertificateId", `The certificate ${id} is not valid.`);
}

/** The old field and the new one. */
export const clientCertificates = { ClientCertificateId: text, PolyClientCertificateIds: texts } as const;

/** The client certificates in a request; undefined when it has neither field. */
export function clientCertificatesIn(
  state: State,
  given: { readonly ClientCertificateId?: string; readonly PolyClientCertificateIds?: readonly string[] },
): readonly string[] | undefined {
  const { ClientCertificateId: single, PolyClientCertificateIds: many } = given;
  const ids = many ?? (single === undefined ? undefined : [single]);
  for (const id of ids ?? []) certificateMustBeThere(state, id, 1);
  return ids;
}
