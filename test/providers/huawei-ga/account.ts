import { capabilitiesOf } from "../../../src/model/capabilities.js";
import { CloudAccount } from "../../../src/model/cloud-account.js";
import { huaweiGa } from "../../../src/providers/huawei-ga/index.js";
import { readEndpoint, readEndpointGroup, readListener } from "../../../src/providers/huawei-ga/wire.js";

/** An account without a connection. */
export const account = new CloudAccount({
  id: "ga",
  provider: huaweiGa.name,
  region: null,
  capabilities: capabilitiesOf(huaweiGa),
});

const common = {
  status: "ACTIVE",
  created_at: "2024-11-02T10:00:00.120Z",
  updated_at: "2024-11-02T10:00:31.004Z",
  domain_id: "99a3fff0d03c428eac3678da6a7d0f24",
  frozen_info: null,
};

/** A listener as the cloud returns it, UDP on ports 7000 to 7099 by default. */
export function wireListener(fields: Record<string, unknown> = {}) {
  return readListener({
    ...common,
    id: "6f2d4b0e-8f9d-4d1c-9a27-0b1f3c5d7e91",
    name: "game-udp",
    description: "",
    protocol: "UDP",
    port_ranges: [{ from_port: 7000, to_port: 7099 }],
    client_affinity: "NONE",
    accelerator_id: "ac1bf54f-6a23-4074-af77-800648d25bc8",
    tags: [],
    ...fields,
  });
}

export function wireGroup(fields: Record<string, unknown> = {}) {
  return readEndpointGroup({
    ...common,
    id: "b3f1d6c2-2c7a-4a55-8d9e-5e1f2a3b4c5d",
    name: "eg-hk",
    description: "",
    traffic_dial_percentage: 80,
    region_id: "ap-southeast-1",
    listeners: [{ id: "6f2d4b0e-8f9d-4d1c-9a27-0b1f3c5d7e91" }],
    ...fields,
  });
}

export function wireEndpoint(fields: Record<string, unknown> = {}) {
  return readEndpoint({
    ...common,
    id: "e1c0a9f7-64d0-4c8e-9b42-7f3d5a1b2c3d",
    resource_id: "8a6b9c1d-7e54-4b0f-9c3a-2d1e0f9b8a76",
    endpoint_group_id: "b3f1d6c2-2c7a-4a55-8d9e-5e1f2a3b4c5d",
    resource_type: "EIP",
    weight: 10,
    health_state: "INITIAL",
    ip_address: "203.0.113.25",
    ...fields,
  });
}
