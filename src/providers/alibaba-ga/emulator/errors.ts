import { Refused } from "../../../sandbox/refused.js";

/** Texts of refusals. The first seven are those of the UpdateListener page; of the others only the codes are documented. */
const MESSAGES = {
  "NotExist.Listener": "The listener does not exist.",
  "NotActive.Listener": "The state of the listener is not active.",
  "PortRangeIllegal.Listener": "The specified listener port range is invalid.",
  "PortConflict.Listener": "The listener port configuration is in conflict.",
  "QuotaExceeded.ListenerPort": "The maximum number of listener ports is exceeded.",
  "NotExist.Accelerator": "The accelerated instance does not exist.",
  "StateError.Accelerator": "The state of the accelerated instance is invalid.",

  "Domain.NotFit": "The domain name of the endpoint is invalid.",
  "EndPointRequestProtocolIllegal.EndpointGroup": "The endpoint request protocol does not fit the listener protocol.",
  "EndpointGroupExclusive.Listener": "The listener already has a default endpoint group.",
  "Exist.EndpointGroup": "The listener still has endpoint groups.",
  "Exist.ForwardingRule": "Forwarding rules still exist.",
  "HealthCheckPath.Illegal": "The health check path is invalid.",
  "IllegalPublicIp.EndPoint": "The endpoint is not a public IP address.",
  "ListenerProtocolIllegal.EndpointGroup": "The listener protocol does not support this type of endpoint group.",
  "NotExist.BusinessRegion": "The specified region does not exist.",
  "NotExist.EndPointGroup": "The endpoint group does not exist.",
  "NotExist.ForwardingRule": "The forwarding rule does not exist.",
  "NotExist.ListenerPort": "The listener does not have the port of the port override.",
  "ParamExclusive.EndpointGroupType": "A virtual endpoint group needs a default endpoint group.",
  "PortRangeIllegal.Count": "A listener with a huge port range has exactly one range.",
  "PortRangeIllegal.ExceedGaAbility": "The accelerator already has a listener with a huge port range of this protocol.",
  "PortRangeIllegal.UDP": "The specified UDP port is reserved.",
  "PortRanges.MustOne": "HTTP and HTTPS listeners have exactly one port.",
  "ProtocalIllegal.Listener": "The listener protocol is invalid.",
  "QuotaExceeded.EndPoint": "The maximum number of endpoints is exceeded.",
  "QuotaExceeded.EndpointGroup": "The maximum number of endpoint groups is exceeded.",
  "QuotaExceeded.Listener": "The maximum number of listeners is exceeded.",
  "QuotaExceeded.PortOverride": "The maximum number of port overrides is exceeded.",
  "RegionConflict.EndpointGroup": "The listener already has an endpoint group in this region.",
  "StateError.EndPointGroup": "The state of the endpoint group is invalid.",
  "SystemPort.Listener": "The specified port is a system port.",
} as const satisfies Record<string, string>;

export type RefusalCode = keyof typeof MESSAGES;

/** Refuses with status 400, the status of nearly all refusals. */
export function refuse(code: RefusalCode): never {
  throw new Refused(400, code, MESSAGES[code]);
}

/** @param place the parameter's name */
export function missing(place: string): Refused {
  return new Refused(400, `Missing${place}`, `${place} is mandatory for this action.`);
}

/** @param place the parameter's name */
export function invalid(place: string): Refused {
  return new Refused(400, `Invalid${place}`, `The specified ${place} is invalid.`);
}

export const REFUSALS = {
  throttled: new Refused(400, "Throttling.User", "Request was denied due to user flow control."),
  busy: new Refused(400, "StateError.Accelerator", MESSAGES["StateError.Accelerator"]),
  unauthenticated: new Refused(400, "InvalidAccessKeyId.Inactive", "Specified access key is disabled."),
  internal: new Refused(500, "UnknownError", "The request processing has failed due to some unknown error."),
} as const;

export function unknownApi(): Refused {
  return new Refused(404, "InvalidApi.NotFound", "Specified api is not found, please check your url and method.");
}
