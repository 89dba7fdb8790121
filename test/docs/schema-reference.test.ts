import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";

const script = join(import.meta.dirname, "../../scripts/docs-site/schema-reference.mjs");
const SDL = `
"""Anything."""
interface Node { id: ID! }
union Thing = Dog
"What barks at <strangers> and {{guests}}; \`<kept>\` as it is."
type Dog implements Node @key(fields: "id") {
  id: ID!
  "How loud."
  bark(
    "In dB | more is louder."
    volume: Int = 3
    tone: Tone @deprecated(reason: "Dogs have one.")
  ): [Sound!]! @deprecated(reason: "Use \`speak\`.")
}
enum Tone { LOW HIGH @deprecated }
input DogInput { name: String = "Rex", tags: [String!] }
scalar Sound
type Query { dog(id: ID!): Dog }
`;

let pages: Map<string, string>;
let referencePages: (sdl: string) => Map<string, string>;
beforeAll(async () => {
  ({ referencePages } = (await import(script)) as { referencePages: typeof referencePages });
  pages = referencePages(SDL);
});
const page = (name: string) => pages.get(`reference/${name}.md`)!;

describe("the reference of a schema", () => {
  it("has a page for each kind of type that there is", () => {
    expect([...pages.keys()].sort()).toEqual(
      ["enums", "index", "inputs", "interfaces", "objects", "queries", "scalars"].map((name) => `reference/${name}.md`),
    );
  });

  it("links types to where they stand, and says who implements what", () => {
    expect(page("objects")).toContain("\n## Dog {#Dog}\n");
    expect(page("objects")).toContain("\n\\[[Sound](./scalars.md#Sound)!\\]!\n");
    expect(page("objects")).toContain("Implements: [Node](./interfaces.md#Node).");
    expect(page("interfaces")).toContain("Implemented by: [Dog](./objects.md#Dog).");
    expect(page("interfaces")).toContain("One of: [Dog](./objects.md#Dog).");
    expect(page("index")).toContain("[dog](./queries.md#Query-dog)");
  });

  it("has arguments, defaults, deprecations and directives", () => {
    const objects = page("objects");
    expect(objects).toContain("\n### bark {#Dog-bark}\n");
    expect(objects).toContain("**Deprecated.** Use `speak`.");
    expect(objects).toContain(
      '| <a id="Dog-bark-volume"></a>`volume` | Int | In dB \\| more is louder. Default: `3`. |',
    );
    expect(objects).toContain("| [Tone](./enums.md#Tone) | **Deprecated.** Dogs have one. |");
    expect(objects).toContain('`@key(fields: "id")`');
    expect(page("enums")).toContain("### HIGH {#Tone-HIGH}\n\n**Deprecated.** No longer supported.");
    expect(page("inputs")).toContain('String Default: `"Rex"`.');
  });

  it("leaves no text to HTML or to Vue, but code as it is", () => {
    expect(page("objects")).toContain("&lt;strangers> and &#123;&#123;guests}}; `<kept>` as it is.");
  });
});
