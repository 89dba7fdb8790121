import type { ListenerProtocol } from "../../model/enums.js";
import { portsOf } from "../../model/generic-rules.js";
import type { ListenerTimeoutsInput, PortRangeInput, TlsSettingsInput } from "../../model/inputs-shared.js";
import { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import type { ListenerSettingsInput } from "../../model/settings.js";
import { isLocked, nativeParent } from "./mapping.js";
import { type AlibabaGaListenerSettingsInput, listenerSettingsIn, SETTINGS_KEY } from "./settings.js";
import { acceptsExactly, policyFor, policyNamed, TLS_POLICIES } from "./tls.js";

/** Rules of CreateListener and UpdateListener that are known before a call. */

export class CreateListener extends CreateListenerInput {
  @Rule<CreateListener>("parentNotLocked", function* ({ context }) {
    if (context?.parent && isLocked(nativeParent(context.parent))) {
      yield {
        code: "RESOURCE_FROZEN",
        message: "The accelerator is locked because of an unpaid bill. Settle that first.",
      };
    }
  })
  override parentId!: string;

  // Source: CreateListener page.
  @Rule<CreateListener>("nameOfCloud", ({ name }) => nameFits(name))
  override name?: string | null;

  @Rule<CreateListener>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  override description?: string | null;

  @Rule<CreateListener>("rangesOfCloud", ({ portRanges }) => rangesFit(portRanges))
  override portRanges!: PortRangeInput[];

  @Rule<CreateListener>("tlsOfCloud", (input) => tlsFits(input.tls, listenerSettingsIn(input)))
  override tls?: TlsSettingsInput | null;

  @Rule<CreateListener>("timeoutsOfCloud", ({ timeouts, protocol }) => timeoutsFit(timeouts, protocol))
  override timeouts?: ListenerTimeoutsInput | null;

  @Rule<CreateListener>("settingsOfListener", function* (input) {
    const settings = listenerSettingsIn(input);
    yield* settingsFit(settings, input.protocol);
    if (settings.backendPort != null) {
      const message =
        "The cloud takes backendPort only when a listener is changed. Use portOverrides of the pool instead.";
      yield { at: [SETTINGS_KEY, "backendPort"], code: "UNSUPPORTED", message };
    }
  })
  override settings?: ListenerSettingsInput | null;
}

export class UpdateListener extends UpdateListenerInput {
  // The UpdateListener page is stricter than the vendor's current SDK, and wins: two characters at least, and no dots.
  @Rule<UpdateListener>("nameOfCloud", function* ({ name }) {
    if (name != null && !/^[A-Za-z\p{Script=Han}][A-Za-z0-9_\p{Script=Han}-]{1,127}$/u.test(name)) {
      yield {
        message:
          "A name has 2 to 128 characters, starts with a letter or Chinese character, and goes on with those, digits, _ and -.",
      };
    }
  })
  override name?: string | null;

  @Rule<UpdateListener>("descriptionOfCloud", ({ description }) => descriptionFits(description))
  @Rule<UpdateListener>("keptDescription", function* ({ description }) {
    if (description === "") yield cannotEmpty;
  })
  override description?: string | null;

  @Rule<UpdateListener>("rangesOfCloud", ({ portRanges }) => rangesFit(portRanges ?? []))
  override portRanges?: PortRangeInput[] | null;

  @Rule<UpdateListener>("tlsOfCloud", (input) => tlsFits(input.tls, listenerSettingsIn(input)))
  override tls?: TlsSettingsInput | null;

  @Rule<UpdateListener>("timeoutsOfCloud", ({ timeouts, context }) =>
    timeoutsFit(timeouts, context?.listener?.protocol),
  )
  override timeouts?: ListenerTimeoutsInput | null;

  @Rule<UpdateListener>("settingsOfListener", (input) =>
    settingsFit(listenerSettingsIn(input), input.context?.listener?.protocol),
  )
  override settings?: ListenerSettingsInput | null;
}

export const cannotEmpty: Violation = {
  code: "UNSUPPORTED",
  message: "The cloud has no way to take a description away. Give another text, or leave it out.",
};

/** Source: CreateListener and CreateEndpointGroup pages, Name. */
export function* nameFits(name: string | null | undefined): Iterable<Violation> {
  if (name != null && !/^[A-Za-z\p{Script=Han}][A-Za-z0-9._\p{Script=Han}-]{0,127}$/u.test(name)) {
    yield {
      message:
        "A name has 1 to 128 characters, starts with a letter or Chinese character, and goes on with those, digits, _, - and dots.",
    };
  }
}

/** Source: CreateListener and CreateEndpointGroup pages, Description. */
export function* descriptionFits(description: string | null | undefined): Iterable<Violation> {
  if (description == null) return;
  if (description.length > 200) yield { message: "A description has at most 200 characters." };
  if (/^https?:\/\//i.test(description)) yield { message: "A description does not start with http:// or https://." };
}

/** Ports from which on a range needs a listener of its own. */
const HUGE = 300;

/** Source: CreateListener page, PortRanges. */
function* rangesFit(ranges: readonly PortRangeInput[]): Iterable<Violation> {
  const huge = ranges.map(portsOf).findIndex(({ fromPort, toPort }) => toPort - fromPort + 1 > HUGE);
  if (huge >= 0 && ranges.length > 1) {
    yield { at: [huge], message: `A range of more than ${HUGE} ports is the only one of its listener.` };
  }
}

function* tlsFits(
  tls: TlsSettingsInput | null | undefined,
  { securityPolicyId }: AlibabaGaListenerSettingsInput,
): Iterable<Violation> {
  if (!tls) return;
  const { policy, versions, clientCaCertificateIds } = tls;
  const known = Object.keys(TLS_POLICIES);
  if (clientCaCertificateIds?.length) {
    yield {
      at: ["clientCaCertificateIds"],
      code: "UNSUPPORTED",
      message: "Client certificates are not asked for on this cloud. Leave it out.",
    };
  }
  if (policy != null && !known.includes(policy))
    yield { at: ["policy"], message: `A policy is one of ${known.join(", ")}.` };
  if (policy != null && securityPolicyId != null && policy !== securityPolicyId) {
    yield {
      at: ["policy"],
      message: `The settings ask for another policy, ${securityPolicyId}. Name it in one place.`,
    };
  }
  const named = policy ?? securityPolicyId;
  const accepted = policyNamed(named);
  if (versions && accepted && !acceptsExactly(accepted, versions)) {
    yield {
      at: ["versions"],
      message: `The policy ${named} accepts ${accepted.versions.join(", ")}. Leave the versions out, or name another policy.`,
    };
  }
  if (versions && named == null && policyFor(versions) === undefined) {
    const sets = [...new Set(Object.values(TLS_POLICIES).map((one) => one.versions.join(" + ")))];
    yield { at: ["versions"], message: `The accepted versions are ${sets.join(", or ")}.` };
  }
}

interface Bounds {
  readonly least: number;
  readonly most: number;
}
/** Seconds. A web listener's upper bounds are those that the quota can be raised to. Source: CreateListener page, quota page. */
const IDLE: Readonly<Partial<Record<ListenerProtocol, Bounds>>> = {
  TCP: { least: 10, most: 900 },
  UDP: { least: 10, most: 20 },
  HTTP: { least: 1, most: 600 },
  HTTPS: { least: 1, most: 600 },
};
const REQUEST: Bounds = { least: 1, most: 600 };

const isWeb = (protocol: ListenerProtocol) => protocol === "HTTP" || protocol === "HTTPS";
const isWithin = (value: number, { least, most }: Bounds) => least <= value && value <= most;

function* timeoutsFit(
  timeouts: ListenerTimeoutsInput | null | undefined,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!timeouts || !protocol) return;
  const { idleSeconds, requestSeconds } = timeouts;
  const idle = IDLE[protocol];
  if (idle && idleSeconds != null && !isWithin(idleSeconds, idle)) {
    yield {
      at: ["idleSeconds"],
      message: `The idle timeout of a ${protocol} listener is ${idle.least} to ${idle.most} seconds.`,
    };
  }
  if (requestSeconds == null) return;
  if (!isWeb(protocol)) {
    yield {
      at: ["requestSeconds"],
      code: "UNSUPPORTED",
      message: `Only HTTP and HTTPS listeners have a request timeout; this one is ${protocol}.`,
    };
  } else if (!isWithin(requestSeconds, REQUEST)) {
    yield { at: ["requestSeconds"], message: `The request timeout is ${REQUEST.least} to ${REQUEST.most} seconds.` };
  }
}

const HTTPS_ONLY = ["securityPolicyId", "httpVersion", "backendPort"] as const;
const WEB_ONLY = [
  "xForwardedForGaIdEnabled",
  "xForwardedForGaApEnabled",
  "xForwardedForProtoEnabled",
  "xForwardedForPortEnabled",
  "xRealIpEnabled",
] as const;

/** Source: CreateListener and UpdateListener pages. */
function* settingsFit(
  settings: AlibabaGaListenerSettingsInput,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!protocol) return;
  for (const field of HTTPS_ONLY) {
    if (settings[field] == null || protocol === "HTTPS") continue;
    yield { at: [SETTINGS_KEY, field], message: `Only HTTPS listeners have ${field}; this one is ${protocol}.` };
  }
  for (const field of WEB_ONLY) {
    if (settings[field] == null || isWeb(protocol)) continue;
    yield {
      at: [SETTINGS_KEY, field],
      message: `Only HTTP and HTTPS listeners have ${field}; this one is ${protocol}.`,
    };
  }
}
