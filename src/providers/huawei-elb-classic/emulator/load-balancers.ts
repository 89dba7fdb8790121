import type { SandboxResponse } from "../../../sandbox/sandbox-cloud.js";
import type { Entry } from "../../../sandbox/store.js";
import { badRequest } from "./answers.js";
import type { Request } from "./request.js";
import { idFor, type State, type StoredLoadBalancer, statusOf, uuidFor } from "./state.js";

/** The count is a text. Source: list load balancers page. */
export function listLoadBalancers(state: State): SandboxResponse {
  const loadbalancers = state.loadBalancers.all().map(showOf);
  return { status: 200, body: { loadbalancers, instance_num: String(loadbalancers.length) } };
}

export function showLoadBalancer(state: State, { id }: Request): SandboxResponse {
  const entry = state.loadBalancers.get(id);
  if (!entry) throw badRequest("ELB.1003", "The load balancer does not exist.");
  return { status: 200, body: showOf(entry) };
}

export function showOf(entry: Entry<StoredLoadBalancer>): Record<string, unknown> {
  const isPrivate = entry.value.type === "Internal";
  return {
    id: entry.id,
    ...entry.value,
    status: statusOf(entry),
    vpc_id: uuidFor("vpc"),
    vip_subnet_id: isPrivate ? uuidFor("subnet") : null,
    security_group_id: isPrivate ? uuidFor("security group") : null,
    update_time: entry.value.create_time,
  };
}

/** Listeners have no `used`. Source: quotas page. */
export function listQuotas(state: State): SandboxResponse {
  const { loadBalancers, listeners } = state.quotas;
  const resources = [
    { type: "elb", used: state.loadBalancers.count(), quota: loadBalancers, max: 100, min: 1 },
    { type: "listener", quota: listeners, max: 200, min: 1 },
  ];
  return { status: 200, body: { quotas: { resources } } };
}

/** The real API puts the private key here as well. */
export function listCertificates(): SandboxResponse {
  const certificates = CERTIFICATES.map(({ id, name, domain }) => ({
    id,
    name,
    domain,
    description: "",
    certificate: "-----BEGIN CERTIFICATE-----\nsandbox\n-----END CERTIFICATE-----",
    private_key: "",
    create_time: "2019-05-02 08:00:00",
    update_time: "2019-05-02 08:00:00",
  }));
  return { status: 200, body: { certificates, instance_num: String(certificates.length) } };
}

export const CERTIFICATES = ["shop.example.com", "api.example.com"].map((domain) => ({
  id: idFor(`certificate ${domain}`),
  name: domain.replaceAll(".", "-"),
  domain,
}));
