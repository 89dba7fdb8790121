import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type DocumentNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  separateOperations,
  visit,
} from "graphql";
import { EXAMPLE_TABS } from "../../../src/server/explorer/example-tabs.js";

const ROOT = join(import.meta.dirname, "../../..");

/** One operation that people are shown or a front end of ours sends. */
export interface FriendlyDocument {
  readonly source: string;
  readonly name: string;
  readonly operation: OperationDefinitionNode["operation"];
  /** With every page as large as it may be. */
  readonly query: string;
  /** Those that it is shown with. */
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A page's size as it is asked for at most. */
const LARGEST_PAGE = 200;

/** Every `first` of the document at its largest; variables are left to the caller. */
function atLargest(document: DocumentNode): DocumentNode {
  return visit(document, {
    Argument: (node) =>
      node.name.value === "first" && node.value.kind === Kind.INT
        ? { ...node, value: { kind: Kind.INT, value: String(LARGEST_PAGE) } }
        : undefined,
  });
}

function operationsIn(source: string, text: string): FriendlyDocument[] {
  return Object.values(separateOperations(parse(text))).map((document) => {
    const definition = document.definitions.find((one) => one.kind === Kind.OPERATION_DEFINITION)!;
    const { name, operation } = definition;
    return { source, name: name?.value ?? "(no name)", operation, query: print(atLargest(document)) };
  });
}

const graphqlFilesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(graphql|gql)$/.test(file) && !file.includes("node_modules"))
    .map((file) => join(folder, file));

/** The documents of the README, of the explorer's tabs, and of the example front end. */
export function friendlyDocuments(): FriendlyDocument[] {
  const readme = ["README.md", "docs/schema.md"].map((page) => readFileSync(join(ROOT, page), "utf8")).join("\n");
  const shown = [...readme.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text]) => text!);
  return [
    ...shown.flatMap((text) => operationsIn("README", text)),
    ...EXAMPLE_TABS.flatMap(({ title, query, variables }) =>
      operationsIn(`tab "${title}"`, query).map((document) => ({ ...document, variables })),
    ),
    ...graphqlFilesIn("examples/console/src").flatMap((file) =>
      operationsIn("console", readFileSync(join(ROOT, file), "utf8")),
    ),
  ];
}
