import type { Noun } from "../../../sandbox/create-emulator.js";
import type { Fields } from "../../../sandbox/fields.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { missing, refuse } from "./errors.js";
import {
  description,
  flag,
  id,
  name,
  oneOf,
  optionalRegion,
  paging,
  reads,
  requiredRegion,
  text,
  writes,
} from "./fields.js";
import {
  isWeb,
  mustHaveRoom,
  overridesMustHold,
  portsMustBeFree,
  portsMustBeLegal,
  timeoutsFor,
} from "./listener-checks.js";
import { acceleratorOf, groupsOf, listenerOf, mustBeActive, mustBeSteady, pageOf } from "./lookups.js";
import { type ForwardedHeaders, type SandboxListener, type State, stateOf } from "./state.js";

const number = { type: "integer" } as const;
const ports = {
  FromPort: { ...number, required: true },
  ToPort: { ...number, required: true },
} as const satisfies Fields;
const toggle = { type: "boolean" } as const;
const headers = {
  XForwardedForGaIdEnabled: toggle,
  XForwardedForGaApEnabled: toggle,
  XForwardedForProtoEnabled: toggle,
  XForwardedForPortEnabled: toggle,
  XRealIpEnabled: toggle,
} as const satisfies Fields;

/** Fields of both writes. Source: CreateListener and UpdateListener pages. */
const writable = {
  Description: description,
  Protocol: oneOf("TCP", "UDP", "HTTP", "HTTPS"),
  PortRanges: { type: "list", of: ports, required: true },
  ClientAffinity: { ...oneOf("NONE", "SOURCE_IP"), otherwise: "NONE" },
  ProxyProtocol: flag,
  Certificates: { type: "list", of: { Id: id }, most: 10 },
  SecurityPolicyId: { type: "text", pattern: /^tls_cipher_policy_1_(0|1|2|2_strict|2_strict_with_1_3)$/ },
  HttpVersion: oneOf("http1.1", "http2", "http3"),
  IdleTimeout: number,
  RequestTimeout: number,
  XForwardedForConfig: { type: "struct", of: headers },
} as const satisfies Fields;

/** Not documented for this product; the default of the vendor's other load balancers. */
const DEFAULT_POLICY = "tls_cipher_policy_1_0";

const noHeaders: ForwardedHeaders = {
  XForwardedForGaIdEnabled: false,
  XForwardedForGaApEnabled: false,
  XForwardedForProtoEnabled: false,
  XForwardedForPortEnabled: false,
  XRealIpEnabled: false,
};

export const listeners: Noun<State, RpcOperation<State>> = {
  shows: { listeners: (_state, entry) => show(entry) },
  operations: {
    CreateListener: writes(
      {
        ...requiredRegion,
        ...writable,
        AcceleratorId: id,
        Name: name,
        // CustomRouting is a preview that this account does not have.
        Type: oneOf("Standard"),
      },
      (state, values) => {
        const accelerator = acceleratorOf(state, values.AcceleratorId);
        mustBeSteady(accelerator);
        const protocol = values.Protocol ?? "TCP";
        portsMustBeLegal(protocol, values.PortRanges);
        if (protocol === "HTTPS" && !values.Certificates?.length) {
          throw missing("Certificates");
        }
        const timeouts = timeoutsFor(protocol, values);
        mustHaveRoom(state, accelerator.id);
        portsMustBeFree(state, accelerator.id, protocol, values.PortRanges);
        const ListenerId = state.newId("lsr");
        const listener: SandboxListener = {
          AcceleratorId: accelerator.id,
          CreateTime: state.now(),
          Name: values.Name ?? "",
          Description: values.Description ?? "",
          Protocol: protocol,
          PortRanges: values.PortRanges,
          BackendPorts: [],
          CertificateIds: protocol === "HTTPS" ? (values.Certificates ?? []).map(({ Id }) => Id) : [],
          ClientAffinity: values.ClientAffinity,
          ProxyProtocol: values.ProxyProtocol,
          SecurityPolicyId: protocol === "HTTPS" ? (values.SecurityPolicyId ?? DEFAULT_POLICY) : undefined,
          HttpVersion: protocol === "HTTPS" ? (values.HttpVersion ?? "http2") : undefined,
          ...timeouts,
          XForwardedForConfig: isWeb(protocol) ? mergedHeaders(noHeaders, values.XForwardedForConfig) : undefined,
        };
        state.listeners.insert(ListenerId, listener, state.childLife());
        accelerator.life?.begin("update");
        return { ListenerId };
      },
    ),

    /**
     * Follows its page, which differs from the vendor's current SDK: ports are required, a name has at least two
     * characters and no dots, and an omitted ClientAffinity or ProxyProtocol is switched off.
     */
    UpdateListener: writes(
      {
        ...optionalRegion,
        ...writable,
        ListenerId: id,
        Name: { type: "text", pattern: /^[A-Za-z\p{Script=Han}][A-Za-z0-9_\p{Script=Han}-]{1,127}$/u },
        BackendPorts: { type: "list", of: ports, most: 1 },
      } as const,
      (state, values) => {
        const listener = listenerOf(state, values.ListenerId);
        const { value } = listener;
        const accelerator = acceleratorOf(state, value.AcceleratorId);
        mustBeActive(listener);
        mustBeSteady(accelerator);
        const protocol = values.Protocol ?? value.Protocol;
        portsMustBeLegal(protocol, values.PortRanges);
        overridesMustHold(state, listener, protocol, values.PortRanges);
        const kept = protocol === value.Protocol ? value : {};
        const { Name, Description, BackendPorts, IdleTimeout, RequestTimeout } = values;
        const timeouts = timeoutsFor(protocol, { ...kept, ...given({ IdleTimeout, RequestTimeout }) });
        portsMustBeFree(state, accelerator.id, protocol, values.PortRanges, listener);
        const isHttps = protocol === "HTTPS";
        Object.assign(value, {
          ...given({ Name, Description, BackendPorts }),
          ...timeouts,
          Protocol: protocol,
          PortRanges: values.PortRanges,
          ClientAffinity: values.ClientAffinity,
          ProxyProtocol: values.ProxyProtocol,
          CertificateIds: isHttps ? (values.Certificates?.map(({ Id }) => Id) ?? value.CertificateIds) : [],
          SecurityPolicyId: isHttps ? (values.SecurityPolicyId ?? value.SecurityPolicyId ?? DEFAULT_POLICY) : undefined,
          HttpVersion: isHttps ? (values.HttpVersion ?? value.HttpVersion ?? "http2") : undefined,
          XForwardedForConfig: isWeb(protocol)
            ? mergedHeaders(value.XForwardedForConfig ?? noHeaders, values.XForwardedForConfig)
            : undefined,
        } satisfies Partial<SandboxListener>);
        listener.life?.begin("update");
        accelerator.life?.begin("update");
        return {};
      },
    ),

    DeleteListener: writes({ ListenerId: id, AcceleratorId: text }, (state, { ListenerId, AcceleratorId }) => {
      const listener = listenerOf(state, ListenerId, AcceleratorId);
      const accelerator = acceleratorOf(state, listener.value.AcceleratorId);
      mustBeActive(listener);
      mustBeSteady(accelerator);
      if (state.rules.count({ group: ListenerId }) > 0) refuse("Exist.ForwardingRule");
      if (groupsOf(state, listener).length > 0) refuse("Exist.EndpointGroup");
      listener.life?.begin("delete");
      accelerator.life?.begin("update");
      return {};
    }),

    DescribeListener: reads({ ...requiredRegion, ListenerId: id }, (state, { ListenerId }) => {
      const listener = show(listenerOf(state, ListenerId));
      // A text in this response, a number in lists. Source: DescribeListener and ListListeners pages.
      return { ...listener, CreateTime: String(listener.CreateTime), RelatedAcls: [], AclType: "" };
    }),

    ListListeners: reads(
      { ...requiredRegion, ...paging, AcceleratorId: id, Protocol: writable.Protocol },
      (state, { AcceleratorId, Protocol, ...page }) => {
        acceleratorOf(state, AcceleratorId);
        const fits = ({ value }: Entry<SandboxListener>) => Protocol === undefined || value.Protocol === Protocol;
        const { items, paging } = pageOf(state.listeners.list({ group: AcceleratorId, where: fits }), page);
        return { Listeners: items.map(show), ...paging };
      },
    ),
  },
};

/** The fields in every response about a listener. */
function show(entry: Entry<SandboxListener>) {
  const { value } = entry;
  const { CertificateIds, BackendPorts, ...fields } = value;
  return {
    ListenerId: entry.id,
    ...fields,
    // Texts in the response, numbers in the request. Source: DescribeListener page.
    BackendPorts: BackendPorts.map(({ FromPort, ToPort }) => ({ FromPort: String(FromPort), ToPort: String(ToPort) })),
    Certificates: CertificateIds.map((Id) => ({ Id, Type: "Server" })),
    State: stateOf(entry),
    Type: "Standard",
    ServiceManaged: false,
  };
}

function mergedHeaders(current: ForwardedHeaders, given: Partial<ForwardedHeaders> | undefined): ForwardedHeaders {
  const named = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...current, ...Object.fromEntries(named) };
}

/** The members that are not undefined. */
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
