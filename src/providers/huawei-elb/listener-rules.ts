import type { ListenerProtocol } from "../../model/enums.js";
import type { ResourceTagInput, TlsSettingsInput } from "../../model/inputs-shared.js";
import { CreateListenerInput, UpdateListenerInput } from "../../model/listener-inputs.js";
import { Rule, type Violation } from "../../model/rule.js";
import type { ListenerSettingsInput } from "../../model/settings.js";
import { loadBalancerOf } from "./context.js";
import { FROZEN } from "./mapping.js";
import { settingsIn } from "./request-bodies.js";
import { tlsFits } from "./tls-rules.js";

/** The vendor's rules for listeners that are known before a call. Source, where a rule does not say: create listener page. */

export class CreateListener extends CreateListenerInput {
  @Rule<CreateListener>("parentNotFrozen", function* ({ context }) {
    const loadBalancer = context?.parent && loadBalancerOf(context.parent);
    if (loadBalancer?.operatingStatus === FROZEN) {
      yield { code: "RESOURCE_FROZEN", message: "The load balancer is frozen. Have the cloud release it first." };
    }
  })
  override parentId!: string;

  @Rule<CreateListener>("tlsOfCloud", ({ tls }) => tlsFits(tls))
  override tls?: TlsSettingsInput | null;

  @Rule<CreateListener>("tagsOfCloud", ({ tags }) => tagsFit(tags))
  override tags?: ResourceTagInput[] | null;

  @Rule<CreateListener>("settingsOfListener", (input) => settingsFit(input, input.protocol))
  override settings?: ListenerSettingsInput | null;
}

export class UpdateListener extends UpdateListenerInput {
  @Rule<UpdateListener>("tlsOfCloud", ({ tls }) => tlsFits(tls))
  override tls?: TlsSettingsInput | null;

  @Rule<UpdateListener>("tagsOfCloud", ({ tags }) => tagsFit(tags))
  override tags?: ResourceTagInput[] | null;

  @Rule<UpdateListener>("settingsOfListener", (input) => settingsFit(input, input.context?.listener?.protocol))
  override settings?: ListenerSettingsInput | null;
}

const own = "huaweiElb";

function* settingsFit(
  input: CreateListenerInput | UpdateListenerInput,
  protocol: ListenerProtocol | undefined,
): Iterable<Violation> {
  if (!protocol) return;
  const { http2Enabled, forwardedElbIp, forwardedHost } = settingsIn(input);
  if (http2Enabled && protocol !== "HTTPS")
    yield { at: [own, "http2Enabled"], message: `Only HTTPS listeners speak HTTP/2; this one is ${protocol}.` };
  if (protocol === "HTTP" || protocol === "HTTPS") return;
  for (const [field, value] of Object.entries({ forwardedElbIp, forwardedHost })) {
    if (value == null) continue;
    yield { at: [own, field], message: `Only HTTP and HTTPS listeners add headers; this one is ${protocol}.` };
  }
}

/** Source: create tag page. */
const MOST_TAGS = 10;

function* tagsFit(tags: readonly ResourceTagInput[] | null | undefined): Iterable<Violation> {
  if (!tags) return;
  if (tags.length > MOST_TAGS) yield { message: `A listener has at most ${MOST_TAGS} tags on this cloud.` };
  for (const [index, { key, value }] of tags.entries()) {
    if (!/^[\p{Script=Han}\w-]{1,36}$/u.test(key)) {
      yield {
        at: [index, "key"],
        message: "A tag's key is 1 to 36 letters, digits, Chinese characters, _ and - on this cloud.",
      };
    }
    if (!/^[\p{Script=Han}\w.-]{0,43}$/u.test(value)) {
      yield {
        at: [index, "value"],
        message: "A tag's value is at most 43 letters, digits, Chinese characters, _ - and . on this cloud.",
      };
    }
  }
}
