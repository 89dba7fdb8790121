import type { RuleContext, Violation } from "../../model/checked-input.js";
import { type BalancingAlgorithm, isWeb } from "../../model/enums.js";
import type { HealthMonitorInput, TlsSettingsInput } from "../../model/inputs-shared.js";
import { mustBe } from "../../model/limit-checks.js";
import type { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import type { SetPoolMembersInput } from "../../model/pool-inputs.js";
import { serverOf } from "../../model/server-address.js";
import type { ProviderChecks } from "../provider.js";
import { isFrozen, isPrivate, listenerProtocolOf, nativeListener, nativeParent, nativePool } from "./mapping.js";
import { listenerSettings } from "./settings.js";
import { DEFAULT_TLS, isOldVersionSet } from "./tls.js";
import type { WireListener } from "./wire.js";

/** Checks that limits cannot express. Source, where a check does not say: create listener page. */
export const checks: ProviderChecks = {
  createListenerNeedsParent: true,
  createListener: {
    parentId: function* (_input, { parent }) {
      if (parent && isFrozen(nativeParent(parent))) yield frozen;
    },
    protocol: ({ protocol }, context) => notUdpInPrivate(protocol, context, "TCP, HTTP or HTTPS"),
    clientAffinity: affinityFits,
    algorithm: function* ({ algorithm, clientAffinity, protocol }) {
      if (clientAffinity && clientAffinity !== "NONE") yield* algorithmKeepsClients(algorithm, protocol);
    },
    tls: ({ tls }) => oldVersionsNeedExtended(tls, DEFAULT_TLS),
    healthMonitor: function* ({ healthMonitor }, context) {
      yield* nothingIsOff(healthMonitor);
      for (const violation of notUdpInPrivate(healthMonitor?.protocol, context, "TCP or HTTP"))
        yield { ...violation, at: ["protocol"] };
    },
    settings: settingsOfNewListener,
  },
  updateListener: {
    id: function* (_input, { listener }) {
      if (listener?.frozen?.isFrozen) yield frozen;
    },
    algorithm: ({ algorithm }, { listener }) => algorithmOfSticky(algorithm, listener && nativeListener(listener)),
    tls: ({ tls }, { listener }) => oldVersionsNeedExtended(tls, listener?.tls),
    healthMonitor: ({ healthMonitor }) => nothingIsOff(healthMonitor),
    settings: settingsOfChangedListener,
  },
  createPool: {
    listenerId: function* () {
      const message =
        "On this cloud, servers belong to the listener directly, so every listener has exactly one pool. Use setPoolMembers and updatePool on the listener's pool.";
      yield { code: "UNSUPPORTED", message };
    },
  },
  updatePool: {
    algorithm: ({ algorithm }, { pool }) => algorithmOfSticky(algorithm, pool && nativePool(pool)),
    healthMonitor: ({ healthMonitor }) => nothingIsOff(healthMonitor),
  },
  setPoolMembers: {
    members: membersFit,
  },
};

const frozen: Violation = {
  code: "RESOURCE_FROZEN",
  message: "The load balancer is frozen. Ask the cloud to release it first.",
};

/** @param others the alternatives to UDP */
function* notUdpInPrivate(
  protocol: string | null | undefined,
  { parent }: RuleContext,
  others: string,
): Iterable<Violation> {
  if (protocol !== "UDP" || !parent || !isPrivate(nativeParent(parent))) return;
  yield { code: "UNSUPPORTED", message: mustBe("protocol", `be ${others} on a private load balancer`, protocol) };
}

function* affinityFits({ clientAffinity, protocol }: CreateListenerInput): Iterable<Violation> {
  const fitting = isWeb(protocol) ? "COOKIE" : "SOURCE_IP";
  if (!clientAffinity || clientAffinity === "NONE" || clientAffinity === fitting) return;
  const message = mustBe("clientAffinity", `be ${fitting} or NONE for ${protocol}`, clientAffinity);
  const instead = isWeb(protocol)
    ? " To keep clients on a server by their address, omit it and use the algorithm SOURCE_IP."
    : "";
  yield { message: message + instead };
}

/** The page names HTTP, HTTPS and TCP; UDP is left to the cloud. */
function* algorithmKeepsClients(
  algorithm: BalancingAlgorithm | null | undefined,
  protocol: string,
): Iterable<Violation> {
  if (algorithm && algorithm !== "ROUND_ROBIN" && protocol !== "UDP")
    yield { message: mustBe("algorithm", "be ROUND_ROBIN when clients are kept on a server", algorithm) };
}

function algorithmOfSticky(
  algorithm: BalancingAlgorithm | null | undefined,
  current: WireListener | undefined,
): Iterable<Violation> {
  return current?.sessionSticky ? algorithmKeepsClients(algorithm, listenerProtocolOf(current)) : [];
}

/** @param current the values for what the input omits; undefined until they are known */
function* oldVersionsNeedExtended(
  tls: TlsSettingsInput | null | undefined,
  current: { readonly versions: readonly string[] | null; readonly policy: string | null } | null | undefined,
): Iterable<Violation> {
  if (!tls || !current) return;
  const policy = tls.policy ?? current.policy;
  if (isOldVersionSet(tls.versions ?? current.versions ?? []) && policy !== "Extended")
    yield { at: ["policy"], message: mustBe("policy", "be Extended for versions before TLSv1.2", policy) };
}

function* nothingIsOff(monitor: HealthMonitorInput | null | undefined): Iterable<Violation> {
  if (monitor?.enabled !== false) return;
  for (const [field, value] of Object.entries(monitor)) {
    if (field === "enabled" || value == null) continue;
    const message = `A check that is switched off is deleted with all its values. Omit \`${field}\`.`;
    yield { at: [field], message };
  }
}

function* settingsOfNewListener(input: CreateListenerInput): Iterable<Violation> {
  const { protocol, clientAffinity } = input;
  const { backendProtocol, cookieTimeoutMinutes, tcpDraining, tcpDrainingTimeoutMinutes } = listenerSettings.in(input);
  if (protocol === "UDP" && backendProtocol && backendProtocol !== "UDP") {
    const message = mustBe("backendProtocol", "be UDP for servers of a UDP listener", backendProtocol);
    yield { at: listenerSettings.at("backendProtocol"), message };
  }
  if (cookieTimeoutMinutes != null && (protocol !== "HTTP" || clientAffinity !== "COOKIE")) {
    const message = "`cookieTimeoutMinutes` is allowed for HTTP listeners with `clientAffinity` COOKIE only. Omit it.";
    yield { at: listenerSettings.at("cookieTimeoutMinutes"), message };
  }
  yield* drainingFits(tcpDraining, tcpDrainingTimeoutMinutes);
}

/** Source: update listener page, which answers ELB.6015 to any of the create page's other fields. */
function* settingsOfChangedListener(input: UpdateListenerInput, { listener }: RuleContext): Iterable<Violation> {
  const settings = listenerSettings.in(input);
  for (const field of ["backendProtocol", "cookieTimeoutMinutes"] as const) {
    if (settings[field] == null) continue;
    const message = `The cloud cannot change \`${field}\` after creation. Delete the listener and create a new one instead.`;
    yield { at: listenerSettings.at(field), code: "IMMUTABLE_FIELD", message };
  }
  if (!listener) return;
  const isDraining = settings.tcpDraining ?? nativeListener(listener).tcpDraining;
  yield* drainingFits(isDraining, settings.tcpDrainingTimeoutMinutes);
}

function* drainingFits(
  isDraining: boolean | null | undefined,
  minutes: number | null | undefined,
): Iterable<Violation> {
  if (minutes == null || isDraining) return;
  const message =
    "`tcpDrainingTimeoutMinutes` only counts while `tcpDraining` is true. Set that to true, or omit the timeout.";
  yield { at: listenerSettings.at("tcpDrainingTimeoutMinutes"), message };
}

/** Source: add members page. A member's port is the listener's backend_port: it can be sent back as it reads. */
function* membersFit({ members }: SetPoolMembersInput, { pool }: RuleContext): Iterable<Violation> {
  const backendPort = pool && nativePool(pool).backendPort;
  const seen = new Map<string, number>();
  for (const [index, { targetId, address, port }] of members.entries()) {
    if (backendPort !== undefined && port != null && port !== backendPort) {
      const which = backendPort === null ? "" : `, ${backendPort}`;
      const message = `All servers of a listener have the same port${which}. Omit \`port\`.`;
      yield { at: [index, "port"], code: "UNSUPPORTED", message };
    }
    if (targetId == null) continue;
    const earlier = seen.get(targetId);
    if (earlier === undefined) {
      seen.set(targetId, index);
      continue;
    }
    const other = members[earlier]!;
    // The same address and port twice has been reported already.
    if (serverOf(other) !== serverOf({ address, port }))
      yield {
        at: [index, "targetId"],
        message: `This is the same server as member ${earlier}; name every server once.`,
      };
  }
}
