import { Kind, parse, print } from "graphql";

/**
 * The reference of the schema as Markdown pages: every type, field, argument, input field and enum value with its
 * description, default, deprecation and directives. Each type has the anchor #Type, each of its members #Type-member.
 */

const isChangePayload = (name) => name.endsWith("Payload");
const isPartOfAList = (name) => /(?:Connection|Edge|PageInfo)$/.test(name);
const objects = (fits) => (node) => node.kind === Kind.OBJECT_TYPE_DEFINITION && fits(node.name.value);
const ofKinds =
  (...kinds) =>
  ({ kind }) =>
    kinds.includes(kind);

/** The first page that a type fits on has it. */
const PAGES = [
  ["queries", "Queries", "What can be asked.", objects((name) => name === "Query")],
  ["mutations", "Mutations", "What can be changed.", objects((name) => name === "Mutation")],
  ["subscriptions", "Subscriptions", "What can be watched.", objects((name) => name === "Subscription")],
  ["payloads", "Payloads of mutations", "What mutations answer.", objects(isChangePayload)],
  ["lists", "Connections and edges", "How lists are paged.", objects(isPartOfAList)],
  ["objects", "Objects", "What there is.", objects(() => true)],
  [
    "interfaces",
    "Interfaces and unions",
    "What several types have in common.",
    ofKinds(Kind.INTERFACE_TYPE_DEFINITION, Kind.UNION_TYPE_DEFINITION),
  ],
  ["inputs", "Inputs", "What arguments take.", ofKinds(Kind.INPUT_OBJECT_TYPE_DEFINITION)],
  ["enums", "Enums", "Values to choose from.", ofKinds(Kind.ENUM_TYPE_DEFINITION)],
  ["scalars", "Scalars", "Single values.", ofKinds(Kind.SCALAR_TYPE_DEFINITION)],
];

/** Text that Vue and HTML leave alone. Code stays code. */
const plain = (text) =>
  text
    .split(/(`[^`]*`)/)
    .map((part, index) =>
      index % 2 === 1 ? part : part.replaceAll("<", "&lt;").replaceAll("{{", "&#123;&#123;").replaceAll("*", "\\*"),
    )
    .join("");
const inCell = (text) => text.replace(/\s*\n\s*/g, " ").replaceAll("|", "\\|");
const code = (text) => `\`${inCell(text)}\``;
const describe = ({ description }) => plain(description?.value ?? "");

const byName = (one, other) => (one.name.value < other.name.value ? -1 : 1);

/** @param sdl the schema of the subgraph */
export function referencePages(sdl) {
  const types = parse(sdl).definitions.filter(({ name, kind }) => name && kind.endsWith("TypeDefinition"));
  const pageOf = new Map(types.map((node) => [node.name.value, PAGES.find(([, , , fits]) => fits(node))?.[0]]));
  const homeless = [...pageOf].filter(([, page]) => page === undefined).map(([name]) => name);
  if (homeless.length > 0) throw new Error(`No page of the reference has ${homeless.join(", ")}.`);

  const linked = (type) => {
    if (type.kind === Kind.NON_NULL_TYPE) return `${linked(type.type)}!`;
    if (type.kind === Kind.LIST_TYPE) return `\\[${linked(type.type)}\\]`;
    return linkTo(type.name.value);
  };
  const linkTo = (name) => (pageOf.has(name) ? `[${name}](./${pageOf.get(name)}.md#${name})` : name);

  const deprecation = ({ directives }) => {
    const found = directives?.find(({ name }) => name.value === "deprecated");
    if (!found) return "";
    const reason = found.arguments.find(({ name }) => name.value === "reason")?.value.value ?? "No longer supported.";
    return `**Deprecated.** ${plain(reason)}`;
  };
  const otherDirectives = ({ directives }) =>
    (directives ?? [])
      .filter(({ name }) => name.value !== "deprecated")
      .map((directive) => code(print(directive)))
      .join(" ");
  const defaultOf = ({ defaultValue }) => (defaultValue ? ` Default: ${code(print(defaultValue))}.` : "");
  const paragraphs = (...texts) => texts.filter((text) => text !== "").join("\n\n");

  const argumentTable = (owner, { name: field, arguments: args = [] }) => {
    if (args.length === 0) return "";
    const rows = args.map((argument) => {
      const name = argument.name.value;
      const words = [describe(argument) + defaultOf(argument), deprecation(argument)].filter((text) => text !== "");
      const anchor = `<a id="${owner}-${field.value}-${name}"></a>`;
      return `| ${anchor}\`${name}\` | ${linked(argument.type)} | ${inCell(words.join(" "))} |`;
    });
    return ["| argument | type | meaning |", "| --- | --- | --- |", ...rows].join("\n");
  };
  const member = (owner, node) =>
    paragraphs(
      `### ${node.name.value} {#${owner}-${node.name.value}}`,
      node.type ? `${linked(node.type)}${defaultOf(node)}` : "",
      deprecation(node),
      describe(node),
      argumentTable(owner, node),
      otherDirectives(node),
    );
  const list = (title, names) => (names.length > 0 ? `${title}: ${names.map(linkTo).join(", ")}.` : "");
  const implementations = (name) =>
    types
      .filter(({ interfaces = [] }) => interfaces.some((one) => one.name.value === name))
      .map((node) => node.name.value);

  const typeSection = (node) => {
    const name = node.name.value;
    return paragraphs(
      `## ${name} {#${name}}`,
      deprecation(node),
      describe(node),
      list(
        "Implements",
        (node.interfaces ?? []).map((one) => one.name.value),
      ),
      list("Implemented by", implementations(name)),
      list(
        "One of",
        (node.types ?? []).map((one) => one.name.value),
      ),
      otherDirectives(node),
      ...(node.fields ?? node.values ?? []).map((one) => member(name, one)),
    );
  };

  const pages = new Map();
  for (const [page, title, intro] of PAGES) {
    const here = types.filter((node) => pageOf.get(node.name.value) === page).sort(byName);
    // A page of one type lists its fields beside the text, others their types.
    const front = `---\noutline: ${here.length === 1 ? "deep" : 2}\n---`;
    if (here.length > 0) pages.set(page, paragraphs(front, `# ${title}`, intro, ...here.map(typeSection)));
  }
  const contents = PAGES.filter(([page]) => pages.has(page)).map(([page, title, intro]) => {
    const names = types.filter((node) => pageOf.get(node.name.value) === page).sort(byName);
    const members = names.length === 1 ? (names[0].fields ?? []) : [];
    const links =
      members.length > 0
        ? members.map(({ name }) => `[${name.value}](./${page}.md#${names[0].name.value}-${name.value})`)
        : names.map(({ name }) => linkTo(name.value));
    return paragraphs(`## [${title}](./${page}.md)`, intro, links.join(", "));
  });
  const intro =
    "Made from `schema.graphql`. Descriptions are those that introspection and the explorer show; the lines in code at the end of an entry are its directives, for gateways.";
  pages.set("index", paragraphs("# Schema reference", intro, ...contents));
  return new Map([...pages].map(([page, text]) => [`reference/${page}.md`, `${text}\n`]));
}
