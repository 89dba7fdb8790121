import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import { refuse } from "./errors.js";
import { number, operation, page, sliceOf, text, texts } from "./fields.js";
import type { State } from "./state.js";

/** Certificates are there from the start and cannot be changed here. */
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

/** A certificate of the wanted sort: 1 for clients, 2 for servers. */
export function certificateMustBeThere(state: State, id: string | undefined, type: 1 | 2): void {
  if (id === undefined || state.certificates.get(id)?.value.CertificateType === type) return;
  refuse("InvalidParameterValue.InvalidCertificateId", `The certificate ${id} is not valid.`);
}

/** By the old field or the new one. */
export const clientCertificates = { ClientCertificateId: text, PolyClientCertificateIds: texts } as const;

/** The client certificates that are given; undefined when none of the two fields is. */
export function clientCertificatesIn(
  state: State,
  given: { readonly ClientCertificateId?: string; readonly PolyClientCertificateIds?: readonly string[] },
): readonly string[] | undefined {
  const { ClientCertificateId: single, PolyClientCertificateIds: many } = given;
  const ids = many ?? (single === undefined ? undefined : [single]);
  for (const id of ids ?? []) certificateMustBeThere(state, id, 1);
  return ids;
}
