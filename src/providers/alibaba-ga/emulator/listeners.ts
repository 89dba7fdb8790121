import type { Entry } from "../../../sandbox/store.js";
import {
  isWeb,
  mustHaveRoom,
  overridesMustHold,
  portsMustBeFree,
  portsMustBeLegal,
  timeoutsFor,
} from "./listener-checks.js";
import { acceleratorOf, groupsOf, listenerOf, mustBeActive, mustBeSteady, pageOf } from "./lookups.js";
import {
  description,
  id,
  name,
  type Operation,
  optionalId,
  optionalRegion,
  paging,
  reads,
  requiredRegion,
  writes,
} from "./operation.js";
import type { Fields } from "./parameters.js";
import { Refused, refuse } from "./refusal.js";
import { type ForwardedHeaders, type Protocol, type SandboxListener, stateOf } from "./state.js";

const ports = {
  FromPort: { type: "integer", required: true },
  ToPort: { type: "integer", required: true },
} as const satisfies Fields;
const flag = { type: "boolean" } as const;
const headers = {
  XForwardedForGaIdEnabled: flag,
  XForwardedForGaApEnabled: flag,
  XForwardedForProtoEnabled: flag,
  XForwardedForPortEnabled: flag,
  XRealIpEnabled: flag,
} as const satisfies Fields;

/** Fields that both writes have. Source: CreateListener and UpdateListener pages. */
const writable = {
  Description: description,
  Protocol: { type: "text", oneOf: ["TCP", "UDP", "HTTP", "HTTPS"] },
  PortRanges: { type: "list", of: ports, required: true },
  ClientAffinity: { type: "text", oneOf: ["NONE", "SOURCE_IP"] },
  ProxyProtocol: flag,
  Certificates: { type: "list", of: { Id: id }, most: 10 },
  SecurityPolicyId: { type: "text", pattern: /^tls_cipher_policy_1_(0|1|2|2_strict|2_strict_with_1_3)$/ },
  HttpVersion: { type: "text", oneOf: ["http1.1", "http2", "http3"] },
  IdleTimeout: { type: "integer" },
  RequestTimeout: { type: "integer" },
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

function mergedHeaders(current: ForwardedHeaders, given: Partial<ForwardedHeaders> | undefined): ForwardedHeaders {
  const named = Object.entries(given ?? {}).filter(([, value]) => value !== undefined);
  return { ...current, ...Object.fromEntries(named) };
}

/** What every answer about a listener has. */
export function showListener(entry: Entry<SandboxListener>) {
  const { value } = entry;
  const { CertificateIds, BackendPorts, ...fields } = value;
  return {
    ListenerId: entry.id,
    ...fields,
    // Texts here, numbers in the request. Source: DescribeListener page.
    BackendPorts: BackendPorts.map(({ FromPort, ToPort }) => ({ FromPort: String(FromPort), ToPort: String(ToPort) })),
    Certificates: CertificateIds.map((Id) => ({ Id, Type: "Server" })),
    State: stateOf(entry),
    Type: "Standard",
    ServiceManaged: false,
  };
}

export const listenerOperations = {
  CreateListener: writes(
    {
      ...requiredRegion,
      ...writable,
      AcceleratorId: id,
      Name: name,
      // CustomRouting is a preview that this account has not joined.
      Type: { type: "text", oneOf: ["Standard"] },
    },
    (state, values) => {
      const accelerator = acceleratorOf(state, values.AcceleratorId);
      mustBeSteady(accelerator);
      const protocol = (values.Protocol ?? "TCP") as Protocol;
      portsMustBeLegal(protocol, values.PortRanges);
      if (protocol === "HTTPS" && !values.Certificates?.length) {
        throw new Refused("MissingCertificates", "Certificates is mandatory for this action.");
      }
      const timeouts = timeoutsFor(protocol, values);
      mustHaveRoom(state, accelerator.id);
      portsMustBeFree(state, accelerator.id, protocol, values.PortRanges);
      const ListenerId = state.newId("lsr");
      const listener: SandboxListener = {
        AcceleratorId: accelerator.id,
        CreateTime: state.clock.now(),
        Name: values.Name ?? "",
        Description: values.Description ?? "",
        Protocol: protocol,
        PortRanges: values.PortRanges,
        BackendPorts: [],
        CertificateIds: protocol === "HTTPS" ? (values.Certificates ?? []).map(({ Id }) => Id) : [],
        ClientAffinity: values.ClientAffinity ?? "NONE",
        ProxyProtocol: values.ProxyProtocol ?? false,
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
   * As its page has it, which differs from the vendor's current SDK: ports are required, a name has two characters at
   * least and no dots, and without ClientAffinity or ProxyProtocol both are off afterwards.
   */
  UpdateListener: writes(
    {
      ...optionalRegion,
      ...writable,
      ListenerId: id,
      Name: { type: "text", pattern: /^[A-Za-z\p{Script=Han}][A-Za-z0-9_\p{Script=Han}-]{1,127}$/u },
      BackendPorts: { type: "list", of: ports, most: 1 },
    },
    (state, values) => {
      const listener = listenerOf(state, values.ListenerId);
      const { value } = listener;
      const accelerator = acceleratorOf(state, value.AcceleratorId);
      mustBeActive(listener);
      mustBeSteady(accelerator);
      const protocol = (values.Protocol ?? value.Protocol) as Protocol;
      portsMustBeLegal(protocol, values.PortRanges);
      overridesMustHold(state, listener, protocol, values.PortRanges);
      const kept = protocol === value.Protocol ? value : {};
      const timeouts = timeoutsFor(protocol, {
        ...kept,
        ...given({ IdleTimeout: values.IdleTimeout, RequestTimeout: values.RequestTimeout }),
      });
      portsMustBeFree(state, accelerator.id, protocol, values.PortRanges, listener);
      const isHttps = protocol === "HTTPS";
      Object.assign(value, {
        ...given({ Name: values.Name, Description: values.Description, BackendPorts: values.BackendPorts }),
        ...timeouts,
        Protocol: protocol,
        PortRanges: values.PortRanges,
        ClientAffinity: values.ClientAffinity ?? "NONE",
        ProxyProtocol: values.ProxyProtocol ?? false,
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

  DeleteListener: writes({ ListenerId: id, AcceleratorId: optionalId }, (state, { ListenerId, AcceleratorId }) => {
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
    const listener = showListener(listenerOf(state, ListenerId));
    // A text here, a number in lists. Source: DescribeListener and ListListeners pages.
    return { ...listener, CreateTime: String(listener.CreateTime), RelatedAcls: [], AclType: "" };
  }),

  ListListeners: reads(
    { ...requiredRegion, ...paging, AcceleratorId: id, Protocol: writable.Protocol },
    (state, { AcceleratorId, Protocol, ...page }) => {
      acceleratorOf(state, AcceleratorId);
      const fits = ({ value }: Entry<SandboxListener>) => Protocol === undefined || value.Protocol === Protocol;
      const { items, paging } = pageOf(state.listeners.list({ group: AcceleratorId, where: fits }), page);
      return { Listeners: items.map(showListener), ...paging };
    },
  ),
} satisfies Record<string, Operation>;

/** The members that were given. */
function given<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>;
}
