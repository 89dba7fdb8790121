import { capabilitiesOf } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import { huaweiElbClassic } from "../../../src/providers/huawei-elb-classic/index.js";
import { readListener } from "../../../src/providers/huawei-elb-classic/wire.js";

/** An account without a connection. */
export const account = new CloudAccount({
  id: "classic",
  provider: huaweiElbClassic.name,
  region: "eu-west-0",
  capabilities: capabilitiesOf(huaweiElbClassic),
});

/** A listener as the cloud returns it, TCP on port 2222 by default. */
export function wireListener(fields: Record<string, unknown> = {}) {
  return readListener({
    id: "5c1e7d0a94b84f3ea0d2c6b1f7e8a901",
    name: "ssh-jump",
    loadbalancer_id: "7d24c1b0e3f5468a9c0d1e2f3a4b5c6d",
    protocol: "TCP",
    port: 2222,
    backend_protocol: "TCP",
    backend_port: 22,
    lb_algorithm: "roundrobin",
    session_sticky: false,
    status: "ACTIVE",
    admin_state_up: true,
    member_number: 0,
    healthcheck_id: null,
    ...fields,
  });
}
