import { capabilitiesOf } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import { huaweiElb } from "../../../src/providers/huawei-elb/index.js";
import { readListener, readPool } from "../../../src/providers/huawei-elb/wire.js";

/** An account without a connection. */
export const account = new CloudAccount({
  id: "shared",
  provider: huaweiElb.name,
  region: "eu-west-0",
  capabilities: capabilitiesOf(huaweiElb),
});

/** A listener as the cloud returns it, TCP on port 2222 by default. */
export function wireListener(fields: Record<string, unknown> = {}) {
  return readListener({
    id: "0c8f6d6b-5a0e-4d55-9f2f-3b7f6a1f2c11",
    tenant_id: "601240b9c5c94059b63d484c92cfe308",
    name: "ssh-jump",
    description: "",
    protocol: "TCP",
    protocol_port: 2222,
    loadbalancers: [{ id: "3d77894d-2ffe-4411-ac0a-0d57689779b8" }],
    connection_limit: -1,
    admin_state_up: true,
    http2_enable: false,
    default_pool_id: null,
    default_tls_container_ref: null,
    client_ca_tls_container_ref: null,
    sni_container_refs: [],
    tls_ciphers_policy: null,
    insert_headers: {},
    tags: [],
    created_at: "2024-05-06T07:08:09",
    updated_at: "2024-05-06T07:08:10",
    ...fields,
  });
}

/** A pool as the cloud returns it, TCP without members by default. */
export function wirePool(fields: Record<string, unknown> = {}) {
  return readPool({
    id: "c61310de-9a06-4f0c-850c-6f4797b9984c",
    name: "jump",
    description: "",
    protocol: "TCP",
    lb_algorithm: "ROUND_ROBIN",
    admin_state_up: true,
    session_persistence: null,
    healthmonitor_id: null,
    members: [],
    listeners: [],
    loadbalancers: [{ id: "3d77894d-2ffe-4411-ac0a-0d57689779b8" }],
    ...fields,
  });
}
