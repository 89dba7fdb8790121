import { givenOf, integerIn, oneOfWords, type Parameters, textIn, textsIn } from "./check-fields.js";
import { checkHealthValues } from "./health-values.js";
import { checkCertificate, clientCertificatesIn } from "./listener-creates.js";
import { listenerIsFree, listenerToChange, parentIn, parentRuns } from "./lookups.js";
import { refuse } from "./refusal.js";
import { beginChange, type State } from "./state.js";

const LAYER4_CHANGES = [
  "ListenerName",
  "Scheduler",
  "HealthCheck",
  "DelayLoop",
  "ConnectTimeout",
  "HealthyThreshold",
  "UnhealthyThreshold",
  "FailoverSwitch",
  "CheckType",
  "CheckPort",
  "ContextType",
  "SendContext",
  "RecvContext",
];

function modifyLayer4(state: State, parameters: Parameters, protocol: "TCP" | "UDP") {
  parentIn(state, parameters);
  const entry = listenerToChange(state, parameters, [protocol]);
  const { attributes } = entry.value;
  oneOfWords(parameters, "Scheduler", ["rr", "wrr", "lc", "lrtt"]);
  const scheduler = textIn(parameters, "Scheduler");
  if (attributes.RealServerType === "DOMAIN" && (scheduler === "wrr" || scheduler === "lrtt")) {
    refuse("InvalidParameterValue", `DOMAIN does not support ${scheduler}.`);
  }
  checkHealthValues(parameters, attributes);
  Object.assign(attributes, givenOf(parameters, LAYER4_CHANGES));
  beginChange(entry, 4);
  return {};
}

function modifyHttp(state: State, parameters: Parameters) {
  const entry = listenerToChange(state, parameters, ["HTTP"]);
  Object.assign(entry.value.attributes, givenOf(parameters, ["ListenerName"]));
  beginChange(entry, 4);
  return {};
}

function modifyHttps(state: State, parameters: Parameters) {
  const entry = listenerToChange(state, parameters, ["HTTPS"]);
  const isOnProxy = state.parents.get(entry.value.parentId)?.value.kind === "proxy";
  if (isOnProxy && !textIn(parameters, "ProxyId"))
    refuse("MissingParameter", "ProxyId must be set for listeners of a proxy.");
  oneOfWords(parameters, "ForwardProtocol", ["HTTP", "HTTPS"]);
  checkCertificate(state, textIn(parameters, "CertificateId"), 2);
  const clientCertificateIds = clientCertificatesIn(state, parameters);
  Object.assign(
    entry.value.attributes,
    givenOf(parameters, ["ListenerName", "ForwardProtocol", "CertificateId"]),
    clientCertificateIds && { clientCertificateIds },
  );
  beginChange(entry, 4);
  return {};
}

const TLS_VERSIONS = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];
const CIPHER_SETS = ["GAAP_TLS_CIPHERS_STRICT", "GAAP_TLS_CIPHERS_GENERAL", "GAAP_TLS_CIPHERS_WIDE"];

function setTlsVersion(state: State, parameters: Parameters) {
  const entry = listenerToChange(state, parameters, ["HTTPS"]);
  if (state.parents.get(entry.value.parentId)?.value.attributes.IsSupportTLSChoice !== 1) {
    refuse("UnsupportedOperation", "The proxy does not support the choice of TLS versions.");
  }
  const versions = textsIn(parameters, "TLSSupportVersion");
  if (versions.length === 0 || versions.some((version) => !TLS_VERSIONS.includes(version))) {
    refuse("InvalidParameterValue", `TLSSupportVersion takes ${TLS_VERSIONS.join(", ")}.`);
  }
  oneOfWords(parameters, "TLSCiphers", CIPHER_SETS);
  Object.assign(entry.value.attributes, givenOf(parameters, ["TLSSupportVersion", "TLSCiphers"]));
  beginChange(entry, 4);
  return {};
}

/** Whether real servers are bound to a listener or to one of its rules. */
function hasRealServers(state: State, listenerId: string): boolean {
  const own = state.listeners.get(listenerId)?.value.bindings ?? [];
  const ofRules = state.rules.list({ group: listenerId }).some(({ value }) => value.bindings.length > 0);
  return own.length > 0 || ofRules;
}

function dropListener(state: State, id: string): void {
  const entry = state.listeners.get(id)!;
  const { protocol } = entry.value;
  if (protocol === "HTTP" || protocol === "HTTPS") state.deletedLayer7.add(id);
  for (const rule of state.rules.list({ group: id })) state.rules.remove(rule.id);
  for (const domain of state.domains.list({ group: id })) state.domains.remove(domain.id);
  entry.life?.begin("delete");
}

/** Several listeners at once: some may go while others stay. */
function deleteListeners(state: State, parameters: Parameters) {
  const named = parentIn(state, parameters);
  parentRuns(named);
  oneOfWords(parameters, "Force", [0, 1]);
  const isForced = integerIn(parameters, "Force") === 1;
  const ids = [...new Set(textsIn(parameters, "ListenerIds"))];
  if (ids.length === 0) refuse("InvalidParameterValue", "`ListenerIds` must not be empty.");
  const known = ids.filter((id) => state.listeners.get(id)?.value.parentId === named.id);
  for (const id of known) listenerIsFree(state.listeners.get(id)!);
  const bound = isForced ? [] : known.filter((id) => hasRealServers(state, id));
  if (ids.length === 1 && bound.length === 1) {
    refuse("FailedOperation.RealServerAlreadyBound", "Real servers are bound to the listener.");
  }
  const deleted = known.filter((id) => !bound.includes(id));
  for (const id of deleted) dropListener(state, id);
  return {
    OperationSucceedListenerSet: deleted,
    OperationFailedListenerSet: bound,
    InvalidStatusListenerSet: ids.filter((id) => !known.includes(id)),
  };
}

export const listenerChanges = {
  ModifyTCPListenerAttribute: (state: State, parameters: Parameters) => modifyLayer4(state, parameters, "TCP"),
  ModifyUDPListenerAttribute: (state: State, parameters: Parameters) => modifyLayer4(state, parameters, "UDP"),
  ModifyHTTPListenerAttribute: modifyHttp,
  ModifyHTTPSListenerAttribute: modifyHttps,
  SetTlsVersion: setTlsVersion,
  DeleteListeners: deleteListeners,
};
