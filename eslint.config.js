// Lints schema.graphql, the contract. All other files are Biome's.
import graphql from "@graphql-eslint/eslint-plugin";

const { rules: recommended } = graphql.configs["flat/schema-recommended"];
const { rules: relay } = graphql.configs["flat/schema-relay"];

/** What the plugin has no rule for. */
const OUR_RULES = [
  {
    selector:
      "ObjectTypeDefinition[name.value=Mutation] > FieldDefinition > InputValueDefinition[name.value!=/^inputs?$/]",
    message: "A mutation takes one argument: input, or inputs for many at once.",
  },
  {
    selector: "ObjectTypeDefinition[name.value=Mutation] > FieldDefinition > .gqlType Name[value!=/Payload$/]",
    message: "A mutation answers with a payload.",
  },
  {
    selector:
      "ObjectTypeDefinition[name.value=/Payload$/]:not(:has(> FieldDefinition[name.value=/^(problems|results)$/]))",
    message: "A payload says why a change failed: problems, or results for many at once.",
  },
  // Changes come from one place, the store, and not from accounts.
  {
    selector:
      "ObjectTypeDefinition[name.value=/^(?!CloudChange).*Connection$/]:not(:has(> FieldDefinition[name.value=isComplete]))",
    message: "A connection says whether every account could be read: isComplete.",
  },
  {
    selector:
      "ObjectTypeDefinition[name.value=/^(?!CloudChange).*Connection$/]:not(:has(> FieldDefinition[name.value=sourceProblems]))",
    message: "A connection says which accounts could not be read, and why: sourceProblems.",
  },
  {
    // What Relay asks for by ids may be gone.
    selector:
      "ListType > NamedType:not(ObjectTypeDefinition[name.value=Query] > FieldDefinition[name.value=nodes] NamedType)",
    message: "A list has no holes: its items are not null.",
  },
  { selector: ".description[value=/[^.]$/]", message: "A description is made of sentences." },
];

export default [
  {
    files: ["schema.graphql"],
    plugins: { "@graphql-eslint": graphql },
    languageOptions: {
      parser: graphql.parser,
      parserOptions: { graphQLConfig: { schema: ["./schema.graphql", "./test/schema-lint/federation.graphql"] } },
    },
    linterOptions: { noInlineConfig: true },
    rules: {
      ...recommended,
      ...relay,
      "@graphql-eslint/require-description": [
        "error",
        {
          types: true,
          FieldDefinition: true,
          InputValueDefinition: true,
          EnumValueDefinition: true,
          // All subgraphs of a graph share these two; none of them describes the whole.
          ignoredSelectors: ["ObjectTypeDefinition[name.value=/^(Query|Mutation)$/]"],
        },
      ],
      "@graphql-eslint/no-scalar-result-type-on-mutation": "error",
      // Pages go forward only.
      "@graphql-eslint/relay-arguments": ["error", { includeBoth: false }],
      // Short lists are lists; members are found through their pool.
      "@graphql-eslint/relay-edge-types": ["error", { listTypeCanWrapOnlyEdgeType: false, shouldImplementNode: false }],
      // Values, such as a port range, have no identity.
      "@graphql-eslint/strict-id-in-types": "off",
      "no-restricted-syntax": ["error", ...OUR_RULES],
    },
  },
];
