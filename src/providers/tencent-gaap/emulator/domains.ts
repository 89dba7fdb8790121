import type { Noun } from "../../../sandbox/create-emulator.js";
import type { RpcOperation } from "../../../sandbox/rpc-emulator.js";
import type { Entry } from "../../../sandbox/store.js";
import { certificateMustBeThere, clientCertificates, clientCertificatesIn } from "./certificates.js";
import { refuse } from "./errors.js";
import { id, number, operation, switched, text } from "./fields.js";
import { listenerToChange } from "./lookups.js";
import { DOMAIN_LIFE, domainId, RUNNING, type SandboxDomain, type State } from "./state.js";

/** Source: GAAP quota page. */
const DOMAINS_PER_LISTENER = 100;
const domainName = /^(\*\.)?[\w-]+(\.[\w-]+)*$/;

/** The domains of web listeners, which contain the rules. */
export const domains: Noun<State, RpcOperation<State>> = {
  shows: { domains: (_state, entry) => show(entry) },
  operations: {
    CreateDomain: operation(
      {
        ListenerId: id,
        Domain: { ...id, pattern: domainName, is: "a domain" },
        CertificateId: text,
        Http3Supported: number,
        IsDefaultServer: { type: "boolean" },
        ...clientCertificates,
      } as const,
      (state, { ListenerId, Domain, ClientCertificateId, PolyClientCertificateIds, ...attributes }) => {
        const listener = listenerToChange(state, { ListenerId }, ["HTTP", "HTTPS"]);
        const key = domainId(listener.id, Domain);
        mustBeFree(state, key, Domain);
        if (state.domains.count({ group: listener.id }) >= DOMAINS_PER_LISTENER)
          refuse("LimitExceeded", "Too many domains.");
        certificateMustBeThere(state, attributes.CertificateId, 2);
        clientCertificatesIn(state, { ClientCertificateId, PolyClientCertificateIds });
        const value = { listenerId: listener.id, Domain, attributes };
        state.domains.insert(key, value, state.context.lifeCycles.start(DOMAIN_LIFE));
        return {};
      },
    ),

    ModifyDomain: operation(
      {
        ListenerId: id,
        OldDomain: id,
        NewDomain: id,
        CertificateId: text,
        IsDefaultServer: { type: "boolean" },
        ...clientCertificates,
      } as const,
      (
        state,
        { ListenerId, OldDomain, NewDomain, ClientCertificateId: _one, PolyClientCertificateIds: _many, ...changes },
      ) => {
        const listener = listenerToChange(state, { ListenerId }, ["HTTP", "HTTPS"]);
        const from = domainToChange(state, listener.id, OldDomain);
        const key = domainId(listener.id, NewDomain);
        if (key !== from.id) mustBeFree(state, key, NewDomain);
        const attributes = { ...from.value.attributes, ...changes };
        const rules = rulesOf(state, from.value);
        state.domains.remove(from.id);
        const life = state.context.lifeCycles.start(DOMAIN_LIFE, RUNNING);
        state.domains.insert(key, { listenerId: listener.id, Domain: NewDomain, attributes }, life);
        life.begin("update");
        for (const { value } of rules) value.Domain = NewDomain;
        return {};
      },
    ),

    DeleteDomain: operation(
      { ListenerId: id, Domain: id, Force: { ...switched, required: true } } as const,
      (state, { ListenerId, Domain, Force }) => {
        const listener = listenerToChange(state, { ListenerId }, ["HTTP", "HTTPS"]);
        const entry = domainToChange(state, listener.id, Domain);
        const rules = rulesOf(state, entry.value);
        if (Force !== 1 && rules.some(({ value }) => value.bindings.length > 0))
          refuse("FailedOperation.RealServerAlreadyBound", "Real servers are bound to rules of the domain.");
        for (const rule of rules) state.rules.remove(rule.id);
        entry.life?.begin("delete");
        return {};
      },
    ),
  },
};

export function rulesOf(state: State, { listenerId, Domain }: SandboxDomain) {
  return state.rules.list({ group: listenerId, where: ({ value }) => value.Domain === Domain });
}

/** A domain whose status allows a change. */
export function domainToChange(state: State, listenerId: string, name: string): Entry<SandboxDomain> {
  const entry = state.domains.get(domainId(listenerId, name));
  if (!entry) return refuse("ResourceNotFound", `The domain ${name} is not found.`);
  if (entry.life && entry.life.status !== RUNNING)
    refuse("FailedOperation.DomainStatusNotInRunning", `The status of the domain ${name} is not running.`);
  return entry;
}

function mustBeFree(state: State, key: string, name: string): void {
  if (state.domains.get(key)) refuse("FailedOperation.DomainAlreadyExisted", `The domain ${name} already exists.`);
}

function show({ value: { listenerId, Domain, attributes } }: Entry<SandboxDomain>): object {
  return { ListenerId: listenerId, Domain, ...attributes };
}
