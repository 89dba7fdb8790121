import { describe, expect, it } from "vitest";
import { Listener } from "../../src/model/listener.js";
import type { UpdateListenerInput } from "../../src/model/listener-inputs.js";
import { PortRange } from "../../src/model/port-range.js";
import type { AnyProviderManifest } from "../../src/providers/provider.js";
import { listedUnder } from "../support/listed.js";
import { brokenRules } from "./inputs.js";
import { allListeners, keysOf, shown } from "./listing.js";
import { createListener, createListeners, listenerInput, placeFor, poolFor, reread } from "./places.js";
import { rehearsed } from "./rehearsed.js";
import { subjectFor } from "./subject.js";

/** Listeners are opened, changed and closed, and nothing else happens on the way. */
export function describeListenerChanges(manifest: AnyProviderManifest): void {
  const { hasExplicitPools, immutableListenerFields, unsupportedListenerFields } = manifest.capabilities;
  const canChange = (field: string) =>
    !immutableListenerFields.includes(field) && !unsupportedListenerFields.includes(field);

  describe("changes of listeners", () => {
    const subject = rehearsed(subjectFor(manifest, "for one test"));
    const isThere = async ({ ref }: Listener) =>
      (await subject().service.readListeners([ref], subject().call())).has(ref.key);

    it("create what was asked for, and it is found from every side", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const before = keysOf(await allListeners(subject()));
      const [outcome] = await service.createListeners(
        [{ parent: parent.ref, input: listenerInput(subject(), parent, port!) }],
        call(),
      );
      expect(outcome).toBeInstanceOf(Listener);
      const listener = await reread(subject(), outcome as Listener);
      expect(["CREATING", "ACTIVE"]).toContain((outcome as Listener).status);
      expect(listener).toMatchObject({
        name: `contract-${port}`,
        protocol: "TCP",
        portRanges: [new PortRange(port!)],
        status: "ACTIVE",
      });
      expect(listener.parentRef).toMatchObject({ kind: manifest.parentKind, key: parent.ref.key });
      expect(listener.id).toBe((outcome as Listener).id);
      expect(keysOf(await allListeners(subject())).filter((key) => !before.includes(key))).toEqual([listener.ref.key]);
      const ofParent = listedUnder(await service.listenersOfParents([parent], call()), parent.ref.key);
      expect(ofParent.map(shown)).toContainEqual(shown(listener));
    });

    it("create many in the order of the commands, and a bad one fails alone", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [taken, second, third],
      } = await placeFor(subject());
      await createListener(subject(), parent, taken!);
      const commands = [second, taken, third].map((port) => ({
        parent: parent.ref,
        input: listenerInput(subject(), parent, port!, `contract-many-${port}`),
      }));
      const outcomes = await service.createListeners(commands, call());
      expect(outcomes).toMatchObject([
        { portRanges: [{ fromPort: second }] },
        { name: "ProblemError", code: "PORT_CONFLICT" },
        { portRanges: [{ fromPort: third }] },
      ]);
      expect(await service.createListeners([], call())).toEqual([]);
    });

    it("say that a port is taken", async () => {
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      await createListener(subject(), parent, port!);
      const before = keysOf(await allListeners(subject()));
      await expect(createListeners(subject(), parent, port!)).rejects.toMatchObject({
        name: "ProblemError",
        code: "PORT_CONFLICT",
      });
      expect(keysOf(await allListeners(subject()))).toEqual(before);
    });

    const updates: {
      field: string;
      change: (port: number) => Partial<UpdateListenerInput>;
      expected: (port: number) => object;
    }[] = [
      { field: "name", change: () => ({ name: "contract-renamed" }), expected: () => ({ name: "contract-renamed" }) },
      {
        field: "description",
        change: () => ({ description: "by contract" }),
        expected: () => ({ description: "by contract" }),
      },
      {
        field: "portRanges",
        change: (port) => ({ portRanges: [{ fromPort: port }] }),
        expected: (port) => ({ portRanges: [new PortRange(port)] }),
      },
    ];
    it.each(updates.filter(({ field }) => canChange(field)))(
      "update the $field and leave the rest",
      async ({ change, expected }) => {
        const { service, call } = subject();
        const {
          parent,
          freePorts: [port, other],
        } = await placeFor(subject());
        const listener = await createListener(subject(), parent, port!);
        const input: UpdateListenerInput = { id: listener.id, ...change(other!) };
        expect(brokenRules(subject(), "updateListener", input, { listener })).toEqual([]);
        const answer = await service.updateListener(listener, input, call());
        const after = await reread(subject(), listener);
        const settled = {
          etag: expect.any(String),
          status: "ACTIVE",
          nativeStatus: listener.nativeStatus,
          updatedAt: expect.toSatisfy(() => true),
        };
        expect(shown(after)).toEqual({ ...shown(listener), ...expected(other!), ...settled });
        expect(after.etag).not.toBe(listener.etag);
        expect(answer).toMatchObject({ ref: listener.ref, ...expected(other!) });
      },
    );

    it("delete, and deleting again is no problem", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const listener = await createListener(subject(), parent, port!);
      await service.deleteListener(listener, { cascade: false }, call());
      expect(await isThere(listener)).toBe(false);
      expect(keysOf(await allListeners(subject()))).not.toContain(listener.ref.key);
      await service.deleteListener(listener, { cascade: false }, call());
      await service.deleteListener(listener, { cascade: true }, call());
      await createListener(subject(), parent, port!);
    });

    it("delete a listener without dependents by its id alone", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const bare = await createListener(subject(), parent, port!);
      await service.deleteById!(bare.ref, call());
      expect(await isThere(bare)).toBe(false);
      await service.deleteById!(bare.ref, call());
    });

    it.runIf(hasExplicitPools)("do not delete by the id alone what has a pool", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const busy = await createListener(subject(), parent, port!);
      await poolFor(subject(), busy, parent);
      await expect(service.deleteById!(busy.ref, call())).rejects.toMatchObject({ code: "RESOURCE_IN_USE" });
      expect(await isThere(busy)).toBe(true);
    });

    it("do not update what is gone", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const listener = await createListener(subject(), parent, port!);
      await service.deleteListener(listener, { cascade: true }, call());
      const update = service.updateListener(listener, { id: listener.id, name: "contract-late" }, call());
      await expect(update).rejects.toMatchObject({ name: "ProblemError", code: "NOT_FOUND" });
    });

    it("delete with all dependents when asked to", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const listener = await createListener(subject(), parent, port!);
      const pool = await poolFor(subject(), listener, parent);
      await service.deleteListener(await reread(subject(), listener), { cascade: true }, call());
      expect(await isThere(listener)).toBe(false);
      expect(await service.readPools([pool.ref], call())).toEqual(new Map());
    });

    it.runIf(hasExplicitPools)("do not delete a listener with a pool without being asked to", async () => {
      const { service, call } = subject();
      const {
        parent,
        freePorts: [port],
      } = await placeFor(subject());
      const listener = await createListener(subject(), parent, port!);
      const pool = await poolFor(subject(), listener, parent);
      const current = await reread(subject(), listener);
      await expect(service.deleteListener(current, { cascade: false }, call())).rejects.toMatchObject({
        name: "ProblemError",
        code: "RESOURCE_IN_USE",
      });
      expect(await isThere(listener)).toBe(true);
      expect((await service.readPools([pool.ref], call())).has(pool.ref.key)).toBe(true);
    });
  });
}
