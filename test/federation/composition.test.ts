import { isInputObjectType, Kind, parse, visit } from "graphql";
import { describe, expect, it } from "vitest";
import { providers } from "../../src/providers/registry.js";
import { buildSubgraph } from "../../src/resolvers/build-schema.js";
import { apiOf, composeWith, contractWithout, emitted, fieldNames } from "./composing.js";

// What other teams can do with our schema beside theirs. What needs a router is in test/gateways.

describe("composition with other subgraphs", () => {
  it("@link: federation 2.9 is named once, with imports that it has", () => {
    const links: string[] = [];
    visit(parse(emitted), {
      Directive: ({ name, arguments: args = [] }) => {
        if (name.value !== "link") return;
        for (const { value } of args) if (value.kind === Kind.STRING) links.push(value.value);
        for (const { value } of args) {
          const imports = value.kind === Kind.LIST ? value.values : [];
          for (const one of imports) if (one.kind === Kind.STRING) links.push(one.value);
        }
      },
    });
    const [url, ...imports] = links;
    expect(url).toBe("https://specs.apollo.dev/federation/v2.9");
    expect(imports.sort()).toEqual(["@cost", "@key", "@listSize", "@shareable", "@tag"]);
  });

  it("@shareable: other subgraphs may have PageInfo, Node and DateTime as well", () => {
    const { problems, supergraph } = composeWith(`
      type Query { invoices: InvoiceConnection }
      type InvoiceConnection { nodes: [Invoice!]!, pageInfo: PageInfo! }
      type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
      interface Node { id: ID! }
      scalar DateTime
      type Invoice implements Node @key(fields: "id") { id: ID! issuedAt: DateTime listener: Listener }
      type Listener @key(fields: "id", resolvable: false) { id: ID! }
    `);
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/type PageInfo\s+@join__type\(graph: LISTENERS\)\s+@join__type\(graph: OTHER\)/);
  });

  it("Query.node: another subgraph owns it when ours is switched off, and only then", () => {
    const other = `
      type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
      interface Node { id: ID! }
      type Invoice implements Node @key(fields: "id") { id: ID! }
      type Listener implements Node @key(fields: "id", resolvable: false) { id: ID! }
    `;
    expect(composeWith(other).problems.join()).toMatch(/Non-shareable field "Query\.node"/);
    const { problems, supergraph } = composeWith(other, buildSubgraph(providers, { nodeFields: false }).sdl);
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/node\(id: ID!\): Node @join__field\(graph: OTHER\)/);
  });

  it("@requires and @override: another subgraph may build on fields of ours, and take one over", () => {
    const { problems, supergraph } = composeWith(`
      type Query { note: String }
      type Listener @key(fields: "urn") {
        urn: ID!
        name: String @external
        nativeId: ID! @external
        label: String @requires(fields: "name nativeId")
        description: String @override(from: "listeners")
      }
    `);
    expect(problems.filter((message) => !message.includes("overridden"))).toEqual([]);
    expect(supergraph).toMatch(/label: String @join__field\(graph: OTHER, requires: "name nativeId"\)/);
    expect(supergraph).toMatch(/description: String @join__field\(graph: OTHER, override: "listeners"/);
  });

  it("@shareable: other subgraphs may return our plain values, and the names of our things", () => {
    const ofSchema = (name: string) => new RegExp(`^(type|enum) ${name}\\b[^]*?^}`, "m").exec(emitted)![0];
    const { problems, supergraph } = composeWith(`
      ${["PortRange", "ResourceTag", "CloudProvider"].map(ofSchema).join("\n")}
      type Query { firewallRules: [FirewallRule!]! machines: [Machine!]! }
      type FirewallRule { ranges: [PortRange!]! tags: [ResourceTag!]! blocked: Listener @provides(fields: "name") }
      type Listener @key(fields: "urn") {
        urn: ID!
        name: String @external
        nativeId: ID! @shareable
        provider: CloudProvider! @shareable
        tags: [ResourceTag!] @override(from: "listeners")
        portRanges: [PortRange!]! @external
        isBlocked: Boolean @requires(fields: "portRanges { fromPort toPort }")
      }
      type Machine { memberships: [PoolMember!]! }
      type PoolMember @key(fields: "id") { id: ID! address: String! @shareable rack: String }
    `);
    // A description is taken from one of the subgraphs; the override takes effect once our field is gone.
    expect(problems.filter((message) => !/inconsistent descriptions|overridden/.test(message))).toEqual([]);
    expect(supergraph).toMatch(/type PortRange\s+@join__type\(graph: LISTENERS\)\s+@join__type\(graph: OTHER\)/);
    expect(supergraph).toMatch(/rack: String @join__field\(graph: OTHER\)/);
  });

  it("@interfaceObject: another subgraph may point at a parent without knowing its type, and add to all of them", () => {
    const { problems, supergraph } = composeWith(`
      type Query { contracts: [Contract!]! }
      type Contract { covers: ListenerParent! }
      type ListenerParent @key(fields: "id") @key(fields: "urn") @interfaceObject { id: ID! urn: ID! costCenter: String }
    `);
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/@join__type\(graph: OTHER, key: "id", isInterfaceObject: true\)/);
    for (const name of ["LoadBalancer", "Accelerator"])
      expect(supergraph).toMatch(new RegExp(`type ${name} [^]*?costCenter: String`));
  });

  describe("@tag: contract variants", () => {
    const other =
      'type Query { note: String } type Mutation { setNote(note: String!): String } type Listener @key(fields: "urn") { urn: ID! owner: String }';
    const all = composeWith(other).supergraph;

    it("without changes read everything, and leave other subgraphs' changes alone", () => {
      const variant = contractWithout(all, "write");
      expect(fieldNames(variant, "Mutation")).toEqual(["setNote"]);
      expect(fieldNames(variant, "Query")).toEqual(fieldNames(apiOf(all), "Query"));
      expect(fieldNames(variant, "Listener")).toContain("settings");
      // Input objects that are left are those of lists.
      const inputs = Object.values(variant.getTypeMap()).filter(isInputObjectType);
      expect(inputs.map(({ name }) => name).sort()).toEqual([
        "CloudChangeFilter",
        "ListenerFilter",
        "ListenerOrder",
        "ListenerParentFilter",
        "ListenerParentOrder",
        "PoolFilter",
        "PoolMemberFilter",
        "PoolMemberOrder",
        "PoolOrder",
        "PortRangeInput",
        "ResourceTagInput",
      ]);
      expect(Object.keys(variant.getTypeMap()).filter((name) => /Payload$/.test(name))).toEqual([]);
    });

    it("without what only one cloud has change everything else", () => {
      const variant = contractWithout(all, "vendor");
      expect(fieldNames(variant, "Mutation")).toEqual(fieldNames(apiOf(all), "Mutation"));
      for (const type of ["Listener", "Pool", "CreateListenerInput", "UpdatePoolInput"]) {
        expect(fieldNames(apiOf(all), type)).toContain("settings");
        expect(fieldNames(variant, type)).not.toContain("settings");
      }
      const clouds = new RegExp(providers.map(({ settingsKey }) => settingsKey).join("|"), "i");
      expect(Object.keys(variant.getTypeMap()).filter((name) => clouds.test(name))).toEqual([]);
    });

    it("without both, and with others' tags", () => {
      const variant = contractWithout(all, "vendor", "write");
      expect(fieldNames(variant, "Mutation")).toEqual(["setNote"]);
      expect(fieldNames(variant, "Pool")).not.toContain("settings");
      const theirs = composeWith(
        'type Query { note: String } type Listener @key(fields: "urn") { urn: ID! owner: String @tag(name: "people") }',
      );
      expect(theirs.problems).toEqual([]);
      expect(fieldNames(contractWithout(theirs.supergraph, "people"), "Listener")).not.toContain("owner");
    });
  });

  it("@inaccessible: a field can be hidden, by us when it is imported and by another subgraph", () => {
    const ours = emitted
      .replace('"@tag"', '"@tag", "@inaccessible"')
      .replace("  etag: String!", "  etag: String! @inaccessible");
    const { problems, supergraph } = composeWith(
      'type Query { note: String } type Listener @key(fields: "urn") { urn: ID! ledgerId: ID @inaccessible }',
      ours,
    );
    expect(problems).toEqual([]);
    expect(supergraph).toMatch(/etag: String! .*@inaccessible/);
    expect(supergraph).toMatch(/ledgerId: ID .*@inaccessible/);
  });
});
