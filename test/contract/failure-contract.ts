import { describe, expect, it } from "vitest";
import { Listener } from "../../src/model/listener.js";
import { ProblemError } from "../../src/model/problem-error.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import type { Fault } from "../../src/sandbox/faults.js";
import { allListeners, allParents, allPools, NOUNS, WHOLE_PAGE } from "./listing.js";
import { createListener, listenerInput, type Place, placeFor } from "./places.js";
import { type Subject, subjectFor } from "./subject.js";

/** Milliseconds that a read may take while its cloud is out of order. */
const PATIENCE_MS = 1_500;

const OUTAGES: readonly Fault[] = [
  { kind: "respond", status: 500, body: "out of order" },
  { kind: "refuse" },
  { kind: "truncate" },
  { kind: "mangle" },
  { kind: "hang" },
];

/** The actions that a create sends and a read does not. */
async function changingActions(subject: Subject, { parent, freePorts: [port] }: Place): Promise<string[]> {
  const { cloud } = subject;
  const listener = await createListener(subject, parent, port!);
  const sent = new Set(cloud.calls.map(({ action }) => action));
  cloud.clearCalls();
  await Promise.all([allListeners(subject), allPools(subject), allParents(subject)]);
  await subject.service.readListeners([listener.ref], subject.call());
  for (const { action } of cloud.calls) sent.delete(action);
  return [...sent];
}

const exactly = (action: string) => `^${action.replace(/[^\w ]/g, "\\$&")}$`;

/** Failure is never rendered as emptiness, and a change is never made twice. */
export function describeFailures(manifest: AnyProviderManifest): void {
  describe("failures", () => {
    const subject = subjectFor(manifest, "for one test");
    const hurried = () => subject().call({ deadlineAt: Date.now() + PATIENCE_MS });

    it.each(OUTAGES)("a source with the fault $kind has a problem, and is not empty", async (fault) => {
      const { service, cloud, call } = subject();
      const [listeners, pools, parents] = await Promise.all([
        allListeners(subject()),
        allPools(subject()),
        allParents(subject()),
      ]);
      const things = { listeners, pools, parents };
      await service.membersOfPools(pools.slice(0, 1), call());
      cloud.faults.add({ fault });
      await cloud.settled();
      await Promise.all(
        NOUNS.map(async ({ plural, list, read }) => {
          await expect(list(subject(), { after: null, limit: WHOLE_PAGE }, hurried()), plural).rejects.toBeInstanceOf(
            ProblemError,
          );
          const [thing] = things[plural as keyof typeof things];
          const found = await read(subject(), [thing!.ref], hurried()).then(
            (map) => map.get(thing!.ref.key),
            (error: unknown) => error,
          );
          expect(found, plural).toBeInstanceOf(ProblemError);
        }),
      );
      const ofParents = await service.listenersOfParents(parents, hurried()).catch((error: unknown) => error);
      const problems = ofParents instanceof Map ? parents.map(({ ref }) => ofParents.get(ref.key)) : [ofParents];
      for (const problem of problems) expect(problem).toBeInstanceOf(ProblemError);
    });

    it("a source that comes back is read again", async () => {
      const { service, cloud, call } = subject();
      const before = await allListeners(subject());
      cloud.faults.add({ fault: { kind: "respond", status: 500, body: "out of order" }, times: 1 });
      const page = await service.listListeners({}, { after: null, limit: WHOLE_PAGE }, call());
      expect(page.items.slice(0, 3).map(({ id }) => id)).toEqual(before.slice(0, 3).map(({ id }) => id));
    });

    it("credentials that are not accepted are called so", async () => {
      const { service, cloud } = subject();
      cloud.faults.add({ fault: { kind: "unauthenticated" } });
      const list = service.listListeners({}, { after: null, limit: 5 }, hurried());
      await expect(list).rejects.toMatchObject({ name: "ProblemError", code: "UNAUTHENTICATED" });
    });

    it("waits until the rate limit allows another request", async () => {
      const { service, cloud, call } = subject();
      cloud.faults.add({ fault: { kind: "throttled" }, times: 1 });
      expect((await service.listListeners({}, { after: null, limit: 5 }, call())).items.length).toBeGreaterThan(0);
    });

    it("a parent that is busy is waited for", async () => {
      const { service, cloud, call } = subject();
      const place = await placeFor(subject());
      for (const action of await changingActions(subject(), place)) {
        cloud.faults.add({ fault: { kind: "busy" }, actions: exactly(action), times: 1 });
      }
      expect(cloud.faults.list().length).toBeGreaterThan(0);
      const input = listenerInput(subject(), place.parent, place.freePorts[1]!);
      const create = async () => (await service.createListeners([{ parent: place.parent.ref, input }], call()))[0]!;
      let outcome = await create();
      if (outcome instanceof ProblemError) {
        // A cloud that has no word for it calls itself unavailable, and is believed once nothing is found.
        expect(outcome).toMatchObject({ code: "PROVIDER_UNAVAILABLE", retry: "transient", mayHaveHappened: false });
        outcome = await create();
      }
      expect(outcome).toBeInstanceOf(Listener);
      expect(cloud.faults.list()).toEqual([]);
    });

    it("a create whose answer was lost is made once", async () => {
      const { service, cloud, call } = subject();
      const place = await placeFor(subject());
      for (const action of await changingActions(subject(), place)) {
        cloud.faults.add({ fault: { kind: "drop" }, actions: exactly(action), times: 1 });
      }
      const port = place.freePorts[1]!;
      const input = listenerInput(subject(), place.parent, port);
      const [outcome] = await service.createListeners([{ parent: place.parent.ref, input }], call());
      expect(outcome instanceof Listener || (outcome as ProblemError).code === "OUTCOME_UNKNOWN").toBe(true);
      expect(cloud.faults.list()).toEqual([]);
      const made = (await allListeners(subject())).filter(
        ({ portRanges, parentRef }) => parentRef?.key === place.parent.ref.key && portRanges[0]?.fromPort === port,
      );
      expect(made).toHaveLength(1);
    });
  });
}
