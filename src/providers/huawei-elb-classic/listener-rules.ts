import { ValidateIf } from "class-validator";
import type { BalancingAlgorithm, ListenerProtocol } from "../../model/enums.js";
import type { HealthMonitorInput, ListenerTimeoutsInput, TlsSettingsInput } from "../../model/inputs-shared.js";
import { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import type { ListenerSettingsInput } from "../../model/settings.js";
import { algorithmKeepsClients, algorithmOfSticky } from "./affinity-rules.js";
import { checkFits } from "./health-rules.js";
import { FROZEN, nativeListener, nativeParent } from "./mapping.js";
import { listenerSettings } from "./settings.js";
import { tlsFits } from "./tls-rules.js";

/** The vendor's rules for listeners that are known before a call. Source, where a rule does not say: create listener page. */

const MINUTE = 60;
const MAX_IDLE_MINUTES = 1_440;

export class CreateListener extends CreateListenerInput {
  @Rule<CreateListener>("parentNotFrozen", function* ({ context }) {
    const loadBalancer = context?.parent && nativeParent(context.parent);
    if (loadBalancer?.adminState === FROZEN) yield frozen;
  })
  override parentId!: string;

  // Optional elsewhere; the rule has to run on a missing name, too.
  @Rule<CreateListener>("nameOfCloud", ({ name }) => nameFits(name ?? ""))
  @ValidateIf(() => true)
  override name?: string | null;

  @Rule<CreateListener>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  @Rule<CreateListener>("publicUdp", function* ({ protocol, context }) {
    const loadBalancer = context?.parent && nativeParent(context.parent);
    if (protocol === "UDP" && loadBalancer?.type === "Internal") {
      yield { code: "UNSUPPORTED", message: "A private load balancer has no UDP listeners. Use a public one, or TCP." };
    }
  })
  override protocol!: ListenerProtocol;

  @Rule<CreateListener>("affinityOfProtocol", function* ({ clientAffinity, protocol, algorithm }) {
    const isWeb = protocol === "HTTP" || protocol === "HTTPS";
    if (clientAffinity === "COOKIE" && !isWeb)
      yield { message: `A ${protocol} listener has no cookies. Use SOURCE_IP.` };
    if (clientAffinity === "SOURCE_IP" && isWeb) {
      yield {
        message: `An ${protocol} listener keeps clients by COOKIE; for their address use the algorithm SOURCE_IP without clientAffinity.`,
      };
    }
    if (clientAffinity && clientAffinity !== "NONE") yield* algorithmKeepsClients(algorithm, protocol);
  })
  override clientAffinity?: CreateListenerInput["clientAffinity"];

  @Rule<CreateListener>("timeoutsOfCloud", ({ timeouts, protocol }) => timeoutsFit(timeouts, protocol))
  override timeouts?: CreateListenerInput["timeouts"];

  @Rule<CreateListener>("tlsOfCloud", ({ tls }) => tlsFits(tls))
  override tls?: CreateListenerInput["tls"];

  @Rule<CreateListener>("healthMonitorOfCloud", function* ({ healthMonitor, context }) {
    yield* checkFits(healthMonitor);
    const loadBalancer = context?.parent && nativeParent(context.parent);
    if (healthMonitor?.protocol === "UDP" && loadBalancer?.type === "Internal") {
      yield {
        at: ["protocol"],
        code: "UNSUPPORTED",
        message: "A private load balancer has no UDP checks. Use TCP or HTTP.",
      };
    }
  })
  override healthMonitor?: HealthMonitorInput | null;

  @Rule<CreateListener>("settingsOfListener", function* (input) {
    const { backendProtocol, cookieTimeoutMinutes, tcpDraining, tcpDrainingTimeoutMinutes } =
      listenerSettings.in(input);
    if (input.protocol === "UDP" && backendProtocol && backendProtocol !== "UDP") {
      yield { at: [...own, "backendProtocol"], message: "Servers behind a UDP listener are spoken to in UDP." };
    }
    if (cookieTimeoutMinutes != null && (input.protocol !== "HTTP" || input.clientAffinity !== "COOKIE")) {
      yield {
        at: [...own, "cookieTimeoutMinutes"],
        message: "Only HTTP listeners with clientAffinity COOKIE have a cookie to time out.",
      };
    }
    yield* drainingFits(tcpDraining, tcpDrainingTimeoutMinutes);
  })
  override settings?: ListenerSettingsInput | null;
}

export class UpdateListener extends UpdateListenerInput {
  @Rule<UpdateListener>("notFrozen", function* ({ context }) {
    if (context?.listener?.frozen?.isFrozen) yield frozen;
  })
  override id!: string;

  @Rule<UpdateListener>("nameOfCloud", ({ name }) => (name == null ? [] : nameFits(name)))
  override name?: string | null;

  @Rule<UpdateListener>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  @Rule<UpdateListener>("algorithmOfAffinity", ({ algorithm, context }) =>
    algorithmOfSticky(algorithm, context?.listener && nativeListener(context.listener)),
  )
  override algorithm?: BalancingAlgorithm | null;

  @Rule<UpdateListener>("timeoutsOfCloud", ({ timeouts, context }) =>
    timeoutsFit(timeouts, context?.listener?.protocol),
  )
  override timeouts?: ListenerTimeoutsInput | null;

  @Rule<UpdateListener>("tlsOfCloud", ({ tls, context }) => tlsFits(tls, context?.listener?.tls))
  override tls?: TlsSettingsInput | null;

  @Rule<UpdateListener>("healthMonitorOfCloud", ({ healthMonitor }) => checkFits(healthMonitor))
  override healthMonitor?: HealthMonitorInput | null;

  // Source: update listener page, which answers ELB.6015 to any of the create page's other fields.
  @Rule<UpdateListener>("settingsOfListener", function* (input) {
    const settings = listenerSettings.in(input);
    for (const field of ["backendProtocol", "cookieTimeoutMinutes"] as const) {
      if (settings[field] == null) continue;
      yield {
        at: [...own, field],
        code: "IMMUTABLE_FIELD",
        message: `The cloud cannot change ${field} after creation. Delete and create anew instead.`,
      };
    }
    const current = input.context?.listener && nativeListener(input.context.listener);
    if (input.context?.listener)
      yield* drainingFits(settings.tcpDraining ?? current?.tcpDraining, settings.tcpDrainingTimeoutMinutes);
  })
  override settings?: ListenerSettingsInput | null;
}

const own = ["huaweiElbClassic"];
const frozen: Violation = {
  code: "RESOURCE_FROZEN",
  message: "The load balancer is frozen. Have the cloud release it first.",
};

function* nameFits(name: string): Iterable<Violation> {
  if (!/^[\p{Script=Han}\w-]{1,64}$/u.test(name)) {
    yield { message: "A listener needs a name of 1 to 64 letters, digits, Chinese characters, _ and -." };
  }
}

function* descriptionFits(description: string | null | undefined): Iterable<Violation> {
  if (description && (description.length > 128 || /[<>]/.test(description)))
    yield { message: "A description has at most 128 characters, and no < or >." };
}

function* timeoutsFit(
  timeouts: ListenerTimeoutsInput | null | undefined,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (timeouts?.requestSeconds != null)
    yield {
      at: ["requestSeconds"],
      code: "UNSUPPORTED",
      message: "There is no request timeout on this cloud. Leave it out.",
    };
  if (timeouts?.idleSeconds == null) return;
  if (protocol === "HTTP" || protocol === "HTTPS") {
    yield {
      at: ["idleSeconds"],
      code: "UNSUPPORTED",
      message: `Only TCP and UDP listeners have an idle timeout; this one is ${protocol}.`,
    };
  }
  const minutes = timeouts.idleSeconds / MINUTE;
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MAX_IDLE_MINUTES) {
    yield {
      at: ["idleSeconds"],
      message: "The cloud counts whole minutes: give a multiple of 60 from 60 to 86400 seconds.",
    };
  }
}

function* drainingFits(
  isDraining: boolean | null | undefined,
  minutes: number | null | undefined,
): Iterable<Violation> {
  if (minutes != null && !isDraining)
    yield { at: [...own, "tcpDrainingTimeoutMinutes"], message: "A time for draining needs tcpDraining to be true." };
}
