#!/usr/bin/env node
// Composes a supergraph without the internet: the same as `rover supergraph compose`, and from the same file, with
// Apollo's own composition library. The outcome runs in Apollo Router, @apollo/gateway and Hive Gateway.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readSubgraphs, UsageError } from "./subgraphs.mjs";

const HELP = `Composes a supergraph out of this subgraph and yours, or says why they do not compose

Usage
  npm run compose -- my-schema.graphql [other=path/to/schema.graphql]... [--url NAME=URL]... [--output supergraph.graphql]
  npm run compose -- supergraph.yaml [--url NAME=URL]... [--output supergraph.graphql]

Arguments
  my-schema.graphql  a subgraph's schema; it is composed with this project's schema.graphql, which is named listeners.
                     The file's name is the subgraph's, or what stands before =
  supergraph.yaml    all subgraphs, this one among them, in the form that rover takes: for each its routing_url, and
                     its schema's file, sdl or subgraph_url

Options
  --url NAME=URL     where the gateway finds that subgraph
  --output FILE      where to write the supergraph; left out, to standard output
  --help             this text

Ends with 1 when the subgraphs do not compose, with 2 for arguments or files that are not right. Errors and hints go to
standard error, each with its code and the subgraphs concerned.
`;

function readArguments() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        config: { type: "string" },
        url: { type: "string", multiple: true, default: [] },
        output: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    return { ...values, files: [...(values.config === undefined ? [] : [values.config]), ...positionals] };
  } catch (error) {
    throw new UsageError(error.message);
  }
}

/** Names and addresses in arguments such as listeners=http://localhost:4000/graphql. */
function readUrls(texts) {
  return new Map(
    texts.map((text) => {
      const [, name, url] = /^([^=]+)=(.+)$/.exec(text) ?? [];
      if (!name || !URL.canParse(url)) throw new UsageError(`--url takes NAME=URL, not "${text}".`);
      return [name, url];
    }),
  );
}

const tell = (line) => process.stderr.write(`${line}\n`);

async function compose({ files, url, output }) {
  if (files.length === 0) throw new UsageError("Name your subgraph's schema, or a configuration with all subgraphs.");
  const subgraphs = await readSubgraphs(files, readUrls(url));
  // Half a second, which mistakes in arguments need not wait for.
  const { composeServices } = await import("@apollo/composition");
  const { supergraphSdl, errors = [], hints = [] } = composeServices(subgraphs);
  for (const { definition, message } of hints ?? []) tell(`hint ${definition.code}: ${message}`);
  for (const { message, extensions } of errors ?? [])
    tell(`error ${extensions?.code ?? "INVALID_GRAPHQL"}: ${message}`);
  if (!supergraphSdl) {
    const names = subgraphs.map(({ name }) => name).join(", ");
    tell(`The subgraphs ${names} do not compose: ${errors.length === 1 ? "one error" : `${errors.length} errors`}.`);
    return 1;
  }
  for (const { name } of subgraphs.filter((subgraph) => !subgraph.url))
    tell(`note: ${name} has no address; a gateway needs one: --url ${name}=URL.`);
  if (output) writeFileSync(output, supergraphSdl);
  else process.stdout.write(supergraphSdl);
  return 0;
}

try {
  const values = readArguments();
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = await compose(values);
} catch (error) {
  process.stderr.write(error instanceof UsageError ? `${error.message}\n\n${HELP}` : `${error.message}\n`);
  process.exitCode = 2;
}
