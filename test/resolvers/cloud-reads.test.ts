import { getMetadataStorage } from "type-graphql";
import { beforeAll, describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { CLOUD_READS } from "../../src/resolvers/cloud-reads.js";

beforeAll(() => {
  buildSubgraph(providers);
});

/** Told by what the caller may do, and by what was read already. */
const READS_NOTHING = ["CloudAccess.can", "CloudAccount.viewerCan"];

describe("the fields that read clouds", () => {
  it("are all that have a resolver of their own besides their object's class", () => {
    const { fieldResolvers, objectTypes } = getMetadataStorage();
    const external = fieldResolvers
      .filter(({ kind }) => kind === "external")
      .flatMap(({ getObjectType, schemaName }) => {
        const owner = getObjectType!() as new () => object;
        return objectTypes
          .filter(({ target }) => target === owner || target.prototype instanceof owner)
          .map(({ name }) => `${name}.${schemaName}`)
          .filter((name) => !READS_NOTHING.includes(name) && !name.endsWith(".readAt"));
      });
    expect(Object.keys(CLOUD_READS).sort()).toEqual([...new Set(external)].sort());
  });
});
