/** The example of the page "update a listener", `PUT /v1/listeners/1b11747a-b139-492f-9692-2df0b1c87193`, as printed there. */

export const seedPath = "/v1/listeners/1b11747a-b139-492f-9692-2df0b1c87193";

export const seedRequest = {
  listener: {
    name: "listenerNameNew",
    description: "listener description new",
    port_ranges: [{ from_port: 5000, to_port: 5200 }],
    client_affinity: "SOURCE_IP",
  },
};

export const seedResponse = {
  listener: {
    id: "1b11747a-b139-492f-9692-2df0b1c87193",
    name: "listenerNameNew",
    description: "listener description new",
    protocol: "TCP",
    status: "ACTIVE",
    port_ranges: [{ from_port: 5000, to_port: 5200 }],
    client_affinity: "SOURCE_IP",
    accelerator_id: "ac1bf54f-6a23-4074-af77-800648d25bc8",
    created_at: "2019-01-08T01:21:37.151Z",
    updated_at: "2019-01-08T01:21:37.151Z",
    domain_id: "99a3fff0d03c428eac3678da6a7d0f24",
    frozen_info: { status: 2, effect: 1, scene: ["ARREAR", "POLICE"] },
    tags: [{ key: "tagKey", value: "tagValue" }],
  },
  request_id: "915a14a6-867b-4af7-83d1-70efceb146f9",
};
