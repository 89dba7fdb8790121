import { portsOf } from "../../src/model/generic-rules.js";
import type { PoolMemberInput } from "../../src/model/inputs-shared.js";
import type { UpdateListenerInput } from "../../src/model/listener-inputs.js";
import type { WireBody } from "../../src/providers/kit/wire-body.js";
import type { CreateListenerCommand } from "../../src/providers/provider.js";
import { listenerSettings } from "./settings.js";
import type { WireListener } from "./wire.js";

/** The model's inputs as the vendor's requests. Undefined fields are not sent. */

export function createListenerRequest({ parent, input }: CreateListenerCommand): WireBody {
  return {
    load_balancer_id: parent.key,
    name: input.name,
    protocol: input.protocol,
    port: portsOf(input.portRanges[0]!).fromPort,
    team: listenerSettings.in(input).team ?? null,
  };
}

export function updateListenerRequest({ name, portRanges, settings }: UpdateListenerInput): WireBody {
  return {
    name: name ?? undefined,
    port: portRanges?.[0]?.fromPort,
    team: listenerSettings.in({ settings }).team,
  };
}

/** A member without a port uses its listener's port; one without a weight gets an equal share. */
export function setMembersRequest({ port: listenerPort }: WireListener, members: readonly PoolMemberInput[]): WireBody {
  return {
    members: members.map(({ address, port, weight }) => ({ address, port: port ?? listenerPort, weight: weight ?? 1 })),
  };
}
