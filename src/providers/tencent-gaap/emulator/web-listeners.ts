import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import { certificateMustBeThere, clientCertificates, clientCertificatesIn } from "./certificates.js";
import { refuse } from "./errors.js";
import { id, name, number, oneOf, operation, parent, switched, text } from "./fields.js";
import { claimPorts, protocolMustFit } from "./listener-checks.js";
import { listenerToChange, type NamedParent, type ParentIds, parentIn, parentRuns } from "./lookups.js";
import { addListener, beginChange, type Protocol, type State } from "./state.js";

const TLS_VERSIONS = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"] as const;
const CIPHER_SETS = ["GAAP_TLS_CIPHERS_STRICT", "GAAP_TLS_CIPHERS_GENERAL", "GAAP_TLS_CIPHERS_WIDE"] as const;
const forwardProtocol = oneOf("HTTP", "HTTPS");

export const webListeners: Noun<State, RpcOperation<State>> = {
  operations: {
    CreateHTTPListener: operation(
      { ListenerName: { ...name, required: true }, Port: { ...number, required: true }, ...parent } as const,
      (state, { ListenerName, Port, ...ids }) => {
        const named = place(state, ids, "HTTP");
        claimPorts(state, named.id, { protocol: "HTTP", ports: [Port] });
        return { ListenerId: addListener(state, named.id, "HTTP", Port, { ListenerName }) };
      },
    ),

    CreateHTTPSListener: operation(
      {
        ListenerName: { ...name, required: true },
        Port: { ...number, required: true },
        CertificateId: id,
        ForwardProtocol: { ...forwardProtocol, required: true },
        AuthType: { ...switched, otherwise: 0 },
        Http3Supported: { ...switched, otherwise: 0 },
        ...clientCertificates,
        ...parent,
      } as const,
      (state, { ProxyId, GroupId, Port, ClientCertificateId, PolyClientCertificateIds, ...given }) => {
        const named = place(state, { ProxyId, GroupId }, "HTTPS");
        certificateMustBeThere(state, given.CertificateId, 2);
        const clients = clientCertificatesIn(state, { ClientCertificateId, PolyClientCertificateIds }) ?? [];
        if (given.AuthType === 1 && clients.length === 0)
          refuse("InvalidParameter", "AuthType 1 needs ClientCertificateId or PolyClientCertificateIds.");
        const http3 = given.Http3Supported;
        if (http3 === 1 && named.parent.attributes.Http3Supported !== 1)
          refuse("UnsupportedOperation", "HTTP/3 is not supported.");
        claimPorts(state, named.id, { protocol: "HTTPS", ports: [Port], http3 });
        const attributes = {
          ...given,
          clientCertificateIds: clients,
          TLSSupportVersion: TLS_VERSIONS,
          TLSCiphers: "GAAP_TLS_CIPHERS_WIDE",
        };
        return { ListenerId: addListener(state, named.id, "HTTPS", Port, attributes) };
      },
    ),

    ModifyHTTPListenerAttribute: operation(
      { ListenerId: id, ListenerName: id, ProxyId: text },
      (state, { ListenerName, ...ids }) => change(state, ids, "HTTP", { ListenerName }),
    ),

    ModifyHTTPSListenerAttribute: operation(
      {
        ListenerId: id,
        ProxyId: text,
        ListenerName: text,
        ForwardProtocol: forwardProtocol,
        CertificateId: text,
        ...clientCertificates,
      },
      (state, { ListenerId, ProxyId, ClientCertificateId, PolyClientCertificateIds, ...changes }) => {
        const { value } = listenerToChange(state, { ListenerId, ProxyId }, ["HTTPS"]);
        if (state.parents.get(value.parentId)?.value.kind === "proxy" && !ProxyId)
          refuse("MissingParameter", "ProxyId must be set for listeners of a proxy.");
        certificateMustBeThere(state, changes.CertificateId, 2);
        const clients = clientCertificatesIn(state, { ClientCertificateId, PolyClientCertificateIds });
        return change(state, { ListenerId, ProxyId }, "HTTPS", {
          ...changes,
          ...(clients ? { clientCertificateIds: clients } : {}),
        });
      },
    ),

    SetTlsVersion: operation(
      {
        ListenerId: id,
        TLSSupportVersion: { type: "list", of: oneOf(...TLS_VERSIONS), least: 1, required: true },
        TLSCiphers: { ...oneOf(...CIPHER_SETS), required: true },
      } as const,
      (state, { ListenerId, ...changes }) => {
        const { value } = listenerToChange(state, { ListenerId }, ["HTTPS"]);
        if (state.parents.get(value.parentId)?.value.attributes.IsSupportTLSChoice !== 1)
          refuse("UnsupportedOperation", "The proxy does not support the choice of TLS versions.");
        return change(state, { ListenerId }, "HTTPS", changes);
      },
    ),
  },
};

function place(state: State, ids: ParentIds, protocol: Protocol): NamedParent {
  const named = parentIn(state, ids);
  parentRuns(named, "FailedOperation.ProxyStatusNotInRuning");
  protocolMustFit(named, protocol);
  return named;
}

function change(state: State, ids: ParentIds & { readonly ListenerId: string }, protocol: Protocol, changes: object) {
  const entry = listenerToChange(state, ids, [protocol]);
  Object.assign(entry.value.attributes, changes);
  beginChange(entry, 4);
  return {};
}
