import { IsOptional, Length } from "class-validator";
import type { BalancingAlgorithm, ListenerProtocol } from "../../model/enums.js";
import type { TlsSettingsInput } from "../../model/inputs-shared.js";
import { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import { toHealthMonitor } from "./health-monitors.js";
import { monitorFitsProtocol, numbersInBounds, timeoutFitsInterval } from "./health-rules.js";
import { nativeParent, toImplicitPool } from "./mapping.js";
import { isGroup, isLayer4 } from "./ref-keys.js";
import { listenerSettingsIn } from "./requests.js";
import type { TencentGaapListenerSettings } from "./settings.js";
import {
  contextNeedsPortCheck,
  failoverNeedsAddresses,
  settingsAgreeWithMonitor,
  settingsFitProtocol,
  settingsStay,
} from "./settings-rules.js";

/** Longest name of a listener (Terraform provider). */
const NAME_MESSAGE = "A listener's name has 1 to 30 characters.";
/** Source: SetTlsVersion, TLSCiphers. */
const CIPHER_SETS = ["GAAP_TLS_CIPHERS_STRICT", "GAAP_TLS_CIPHERS_GENERAL", "GAAP_TLS_CIPHERS_WIDE"];

function* algorithmFitsListener(
  algorithm: BalancingAlgorithm | null | undefined,
  protocol: ListenerProtocol | undefined,
  realServerType: string | null | undefined,
): Iterable<Violation> {
  if (!algorithm || !protocol) return;
  if (!isLayer4(protocol)) {
    yield {
      code: "UNSUPPORTED",
      message: `${protocol} listeners have no algorithm: it is chosen for each pool, with createPool or updatePool.`,
    };
  } else if (
    realServerType === "DOMAIN" &&
    (algorithm === "WEIGHTED_ROUND_ROBIN" || algorithm === "LEAST_RESPONSE_TIME")
  ) {
    // Source: CreateTCPListeners page, RealServerType (wrr); its later version (lrtt).
    yield {
      message: `Real servers of type DOMAIN cannot be chosen by ${algorithm}. Use ROUND_ROBIN or LEAST_CONNECTIONS.`,
    };
  }
}

function* monitorIsLayer4(protocol: ListenerProtocol | undefined): Iterable<Violation> {
  if (!protocol || isLayer4(protocol)) return;
  yield {
    code: "UNSUPPORTED",
    message: `${protocol} listeners have no health checks: they belong to each pool, with createPool or updatePool.`,
  };
}

function* tlsFitsCloud(tls: TlsSettingsInput | null | undefined): Iterable<Violation> {
  if ((tls?.certificateIds?.length ?? 0) > 1) {
    yield { at: ["certificateIds"], message: "A listener has one server certificate here." };
  }
  if (tls?.policy != null && !CIPHER_SETS.includes(tls.policy)) {
    yield { at: ["policy"], message: `A policy is one of ${CIPHER_SETS.join(", ")}.` };
  }
}

export class TencentGaapCreateListener extends CreateListenerInput {
  @IsOptional()
  @Length(1, 30, { message: NAME_MESSAGE })
  declare name?: string | null;

  @Rule<TencentGaapCreateListener>("protocolOfChannel", function* ({ protocol, context }) {
    if (!context?.parent) return;
    const { supportProtocols, ipVersion } = nativeParent(context.parent);
    if (supportProtocols?.length && !supportProtocols.includes(protocol)) {
      yield { code: "UNSUPPORTED", message: `This channel takes ${supportProtocols.join(", ")}, not ${protocol}.` };
    } else if (ipVersion === "IPv6" && !isLayer4(protocol)) {
      // Source: GAAP quota page.
      yield { code: "UNSUPPORTED", message: `IPv6 channels take TCP and UDP, not ${protocol}.` };
    }
  })
  declare protocol: ListenerProtocol;

  @Rule<TencentGaapCreateListener>("algorithmOfListener", function* (input) {
    const { algorithm, protocol } = input;
    yield* algorithmFitsListener(algorithm, protocol, listenerSettingsIn(input).realServerType);
    if (protocol === "TCP" && algorithm === "LEAST_RESPONSE_TIME") {
      // Source: CreateTCPListeners page, Scheduler: rr, wrr and lc.
      yield {
        code: "UNSUPPORTED",
        message:
          "A new TCP listener takes ROUND_ROBIN, WEIGHTED_ROUND_ROBIN or LEAST_CONNECTIONS; change it with updateListener afterwards.",
      };
    }
  })
  declare algorithm?: BalancingAlgorithm | null;

  @Rule<TencentGaapCreateListener>("tlsOfCloud", function* (input) {
    const { tls, context } = input;
    yield* tlsFitsCloud(tls);
    if (tls?.policy != null && !tls.versions) {
      yield {
        at: ["versions"],
        message: "Name the TLS versions as well: the cloud sets versions and policy together.",
      };
    }
    if (
      (tls?.policy || tls?.versions) &&
      context?.parent &&
      nativeParent(context.parent).tlsChoiceSupported === false
    ) {
      yield {
        code: "UNSUPPORTED",
        at: ["versions"],
        message: "This channel does not let TLS versions and policies be chosen. Leave them out.",
      };
    }
    const { authType } = listenerSettingsIn(input);
    const hasClientCertificates = (tls?.clientCaCertificateIds?.length ?? 0) > 0;
    if (authType === 1 && !hasClientCertificates) {
      yield {
        at: ["clientCaCertificateIds"],
        message: "Mutual authentication (authType 1) needs at least one client certificate authority.",
      };
    }
    if (authType === 0 && hasClientCertificates) {
      yield {
        at: ["clientCaCertificateIds"],
        message: "Client certificates need mutual authentication: leave authType out, or give 1.",
      };
    }
  })
  declare tls?: TlsSettingsInput | null;

  @Rule<TencentGaapCreateListener>("healthMonitorOfCloud", function* (input) {
    const { healthMonitor, protocol } = input;
    if (!healthMonitor) return;
    if (!isLayer4(protocol)) return yield* monitorIsLayer4(protocol);
    yield* numbersInBounds(healthMonitor);
    yield* monitorFitsProtocol(healthMonitor, protocol);
    const settings = listenerSettingsIn(input);
    const interval = healthMonitor?.intervalSeconds ?? settings.delayLoopSeconds;
    const timeout = healthMonitor?.timeoutSeconds ?? settings.connectTimeoutSeconds;
    yield* timeoutFitsInterval(["timeoutSeconds"], interval, timeout);
  })
  declare healthMonitor?: CreateListenerInput["healthMonitor"];

  @Rule<TencentGaapCreateListener>("settingsOfListener", function* (input) {
    const { protocol, healthMonitor, context } = input;
    const settings = listenerSettingsIn(input);
    yield* settingsFitProtocol(settings, protocol);
    yield* settingsAgreeWithMonitor(settings, healthMonitor);
    yield* failoverNeedsAddresses(settings, settings.realServerType);
    if (protocol === "UDP") yield* contextNeedsPortCheck(settings, healthMonitor?.protocol);
    if (!healthMonitor) {
      yield* timeoutFitsInterval(
        ["tencentGaap", "connectTimeoutSeconds"],
        settings.delayLoopSeconds,
        settings.connectTimeoutSeconds,
      );
    }
    if (context?.parent) yield* settingsFitChannel(input);
  })
  declare settings?: CreateListenerInput["settings"];
}

function* settingsFitChannel(input: CreateListenerInput): Iterable<Violation> {
  const parent = input.context!.parent!;
  const settings = listenerSettingsIn(input);
  const channel = nativeParent(parent);
  const refuse = (field: string, message: string): Violation => ({
    at: ["tencentGaap", field],
    code: "UNSUPPORTED",
    message,
  });
  if (settings.realServerType === "DOMAIN" && channel.ipVersion === "IPv6") {
    yield refuse("realServerType", "IPv6 channels take real servers of type IP only.");
  }
  if (settings.http3Supported && channel.http3Supported === false) {
    yield refuse("http3Supported", "This channel does not speak HTTP/3.");
  }
  if (
    settings.clientIpMethod != null &&
    channel.clientIpMethods?.length &&
    !channel.clientIpMethods.includes(settings.clientIpMethod)
  ) {
    yield refuse(
      "clientIpMethod",
      `This channel has method ${channel.clientIpMethods.join(" or ")}, not ${settings.clientIpMethod}.`,
    );
  }
  // Source: CreateTCPListeners page, RealServerPorts: version 1 and groups only.
  if (
    settings.realServerPort != null &&
    !isGroup(parent.nativeId) &&
    channel.version &&
    !channel.version.startsWith("1")
  ) {
    yield refuse(
      "realServerPort",
      "Only channels of version 1 and channel groups have a port for all real servers. Give each member its port.",
    );
  }
}

const settingsOf = ({ context }: UpdateListenerInput) =>
  context?.listener?.settings as TencentGaapListenerSettings | undefined;

export class TencentGaapUpdateListener extends UpdateListenerInput {
  @IsOptional()
  @Length(1, 30, { message: NAME_MESSAGE })
  declare name?: string | null;

  @Rule<TencentGaapUpdateListener>("algorithmOfListener", (input) =>
    algorithmFitsListener(input.algorithm, input.context?.listener?.protocol, settingsOf(input)?.realServerType),
  )
  declare algorithm?: BalancingAlgorithm | null;

  @Rule<TencentGaapUpdateListener>("clientAffinityStays", function* ({ clientAffinity, context }) {
    const current = context?.listener?.clientAffinity;
    if (clientAffinity == null || context?.listener === undefined || clientAffinity === (current ?? "NONE")) return;
    yield {
      code: "UNSUPPORTED",
      message: `The cloud reports client affinity and has no operation that sets it; this listener's is ${current}.`,
    };
  })
  declare clientAffinity?: UpdateListenerInput["clientAffinity"];

  @Rule<TencentGaapUpdateListener>("tlsOfCloud", function* (input) {
    const { tls } = input;
    yield* tlsFitsCloud(tls);
    const authType = settingsOf(input)?.authType;
    if (authType == null || !tls?.clientCaCertificateIds) return;
    const at = ["clientCaCertificateIds"];
    if (authType === 1 && tls.clientCaCertificateIds.length === 0) {
      yield {
        at,
        code: "IMMUTABLE_FIELD",
        message: "The listener asks for client certificates, which cannot change: it needs at least one authority.",
      };
    }
    if (authType === 0 && tls.clientCaCertificateIds.length > 0) {
      yield {
        at,
        code: "IMMUTABLE_FIELD",
        message: "The listener asks for no client certificates, which cannot change. Delete and create anew instead.",
      };
    }
  })
  declare tls?: TlsSettingsInput | null;

  @Rule<TencentGaapUpdateListener>("healthMonitorOfCloud", function* (input) {
    const { healthMonitor, context } = input;
    if (!healthMonitor) return;
    yield* numbersInBounds(healthMonitor);
    if (!context?.listener) return;
    yield* monitorIsLayer4(context.listener.protocol);
    const pool = toImplicitPool(context.listener);
    if (!pool) return;
    const current = toHealthMonitor(pool);
    const settings = listenerSettingsIn(input);
    yield* monitorFitsProtocol(healthMonitor, context.listener.protocol, current);
    const interval = healthMonitor?.intervalSeconds ?? settings.delayLoopSeconds ?? current.intervalSeconds;
    const timeout = healthMonitor?.timeoutSeconds ?? settings.connectTimeoutSeconds ?? current.timeoutSeconds;
    yield* timeoutFitsInterval(["timeoutSeconds"], interval, timeout);
  })
  declare healthMonitor?: UpdateListenerInput["healthMonitor"];

  @Rule<TencentGaapUpdateListener>("settingsOfListener", function* (input) {
    const { healthMonitor, context } = input;
    const settings = listenerSettingsIn(input);
    const current = settingsOf(input);
    yield* settingsAgreeWithMonitor(settings, healthMonitor);
    if (!context?.listener || !current) return;
    yield* settingsFitProtocol(settings, context.listener.protocol);
    yield* failoverNeedsAddresses(settings, current.realServerType);
    yield* settingsStay(settings, current, [
      "realServerType",
      "clientIpMethod",
      "realServerPort",
      "authType",
      "http3Supported",
    ]);
    const pool = toImplicitPool(context.listener);
    if (pool && context.listener.protocol === "UDP") {
      yield* contextNeedsPortCheck(settings, healthMonitor?.protocol ?? toHealthMonitor(pool).protocol);
    }
    if (healthMonitor) return;
    const interval = settings.delayLoopSeconds ?? current.delayLoopSeconds;
    const timeout = settings.connectTimeoutSeconds ?? current.connectTimeoutSeconds;
    // What stands in the cloud already is not the input's fault.
    if (settings.delayLoopSeconds != null || settings.connectTimeoutSeconds != null) {
      yield* timeoutFitsInterval(["tencentGaap", "connectTimeoutSeconds"], interval, timeout);
    }
  })
  declare settings?: UpdateListenerInput["settings"];
}
