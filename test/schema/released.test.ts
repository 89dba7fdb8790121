import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  BreakingChangeType,
  buildASTSchema,
  DangerousChangeType,
  findBreakingChanges,
  findDangerousChanges,
  type GraphQLSchema,
  Kind,
  parse,
} from "graphql";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

/** A schema as clients see it: without the link to federation, whose directives are not defined in the file. */
function schemaIn(text: string): GraphQLSchema {
  const { definitions, ...document } = parse(text);
  const own = definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION);
  return buildASTSchema({ ...document, definitions: own }, { assumeValidSDL: true });
}

const released = readdirSync(import.meta.dirname).filter((file) => /^released-.*\.graphql$/.test(file));
const before = schemaIn(read(`test/schema/${released[0]}`));
const now = schemaIn(read("schema.graphql"));

/** What no client can stumble over: it never asked for it. */
const HARMLESS: readonly string[] = [
  DangerousChangeType.OPTIONAL_INPUT_FIELD_ADDED,
  DangerousChangeType.OPTIONAL_ARG_ADDED,
];
const changes = [...findBreakingChanges(before, now), ...findDangerousChanges(before, now)].filter(
  ({ type }) => !HARMLESS.includes(type),
);

/** The name by which the changelog has to speak of a change: Pool.trafficPercentage, MemberHealth.NOT_READ, PoolMember. */
function nameIn({ type, description }: { readonly type: string; readonly description: string }): string {
  const added = /^(\w+) was added to (?:enum|union) type (\w+)\.$/.exec(description);
  if (added) return `${added[2]}.${added[1]}`;
  const implementing = /interfaces implemented by (\w+)\.$/.exec(description);
  if (implementing) return implementing[1]!;
  const [, name] = /^(?:Argument )?(\w+(?:\.\w+)?)/.exec(description) ?? [];
  if (type === BreakingChangeType.TYPE_REMOVED || name === undefined) return description.split(" ")[0]!;
  return name;
}

/** What the changelog says of the schema in the version that comes next. */
const [, next = ""] = read("CHANGELOG.md").split(/^## /m);
const schemaNotes = next.split(/^### Schema$/m)[1] ?? "";

describe("what changed in the schema since the last release", () => {
  it("is compared with one release", () => {
    expect(released).toHaveLength(1);
    expect(changes.length).toBeGreaterThan(0);
  });

  it.each(changes.map((change) => [change.description, nameIn(change)] as const))(
    "stands in the changelog: %s",
    (_description, name) => {
      expect(schemaNotes).toContain(`\`${name}\``);
    },
  );
});
