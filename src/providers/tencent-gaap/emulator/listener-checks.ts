import { refuse } from "./errors.js";
import type { NamedParent } from "./lookups.js";
import { listenerGroup, type Protocol, type SandboxListener, type State } from "./state.js";

/** Source: GAAP quota page. */
export const LISTENERS_PER_PARENT = 50;
const RESERVED_PORT = 21;
const HIGHEST_PORT = 64_999;

const PROTOCOLS: readonly Protocol[] = ["TCP", "UDP", "HTTP", "HTTPS"];

const listenersOn = (state: State, parentId: string) =>
  PROTOCOLS.flatMap((protocol) => state.listeners.list({ group: listenerGroup(parentId, protocol) })).map(
    ({ value }) => value,
  );

/** TCP, HTTP and HTTPS use the TCP port; UDP and HTTP/3 the UDP port. */
function transportsOf(protocol: Protocol, http3: unknown): readonly ("tcp" | "udp")[] {
  if (protocol === "UDP") return ["udp"];
  return http3 === 1 ? ["tcp", "udp"] : ["tcp"];
}

const takenBy = ({ protocol, Port, attributes }: SandboxListener) =>
  transportsOf(protocol, attributes.Http3Supported).map((transport) => `${transport}/${Port}`);

/** All or nothing: one port that is taken refuses the whole call. */
export function claimPorts(
  state: State,
  parentId: string,
  { protocol, ports, http3 }: { protocol: Protocol; ports: readonly number[]; http3?: number },
): void {
  const there = listenersOn(state, parentId);
  const taken = new Set(there.flatMap(takenBy));
  for (const port of ports) {
    if (port < 1 || port > HIGHEST_PORT || port === RESERVED_PORT) {
      refuse("InvalidParameterValue.InvalidListenerPort", `The port ${port} can not be used.`);
    }
    for (const name of transportsOf(protocol, http3).map((transport) => `${transport}/${port}`)) {
      if (taken.has(name)) refuse("InvalidParameterValue.DuplicatedListenerPort", `The port ${port} already exists.`);
      taken.add(name);
    }
  }
  if (there.length + ports.length > LISTENERS_PER_PARENT) {
    refuse("FailedOperation.LimitNumofListener", `At most ${LISTENERS_PER_PARENT} listeners.`);
  }
}

export function protocolMustFit({ parent }: NamedParent, protocol: Protocol): void {
  const { SupportProtocols, IPAddressVersion } = parent.attributes;
  const isLayer7 = protocol === "HTTP" || protocol === "HTTPS";
  const isSupported = !Array.isArray(SupportProtocols) || SupportProtocols.includes(protocol);
  if (!isSupported || (isLayer7 && IPAddressVersion === "IPv6")) {
    refuse("UnsupportedOperation", `The ${parent.kind} does not support ${protocol} listeners.`);
  }
}

/** Origins that are host names allow fewer schedulers. */
export function schedulerMustFit(realServerType: unknown, scheduler: string | undefined): void {
  if (realServerType === "DOMAIN" && (scheduler === "wrr" || scheduler === "lrtt"))
    refuse("InvalidParameterValue", `DOMAIN does not support ${scheduler}.`);
}
