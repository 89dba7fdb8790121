#!/usr/bin/env node
// Composes a supergraph without the internet: the same as `rover supergraph compose`, and from the same file, with
// Apollo's own composition library. The outcome runs in Apollo Router, @apollo/gateway and Hive Gateway.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { composeServices } from "@apollo/composition";
import { parse } from "graphql";
import { parse as parseYaml } from "yaml";

const HELP = `Composes a supergraph out of subgraph schemas

Usage
  node scripts/compose-supergraph.mjs --config supergraph.yaml [--url NAME=URL]... [--output supergraph.graphql]

Options
  --config FILE      the subgraphs, in the form that rover takes: for each its routing_url and its schema's file
  --url NAME=URL     where the gateway finds that subgraph, in place of the file's routing_url
  --output FILE      where to write the supergraph; left out, to standard output
  --help             this text

Ends with 1 when the subgraphs do not compose, with 2 for arguments or files that are not right. Hints go to standard error.
`;

class UsageError extends Error {}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        config: { type: "string" },
        url: { type: "string", multiple: true, default: [] },
        output: { type: "string" },
        help: { type: "boolean", default: false },
      },
    });
    return values;
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

/** The subgraphs of the file. Schemas are sought beside it, as rover does. */
function readSubgraphs(file, urls) {
  const { subgraphs } = parseYaml(readFileSync(file, "utf8")) ?? {};
  if (!subgraphs || typeof subgraphs !== "object") throw new UsageError(`${file} has no subgraphs.`);
  for (const name of urls.keys())
    if (!Object.hasOwn(subgraphs, name)) throw new UsageError(`${file} has no subgraph ${name}.`);
  return Object.entries(subgraphs).map(([name, { routing_url, schema }]) => {
    const url = urls.get(name) ?? routing_url;
    if (!url)
      throw new UsageError(`Subgraph ${name} has no address: give routing_url in ${file}, or --url ${name}=URL.`);
    if (!schema?.file) throw new UsageError(`Subgraph ${name} of ${file} has no schema.file.`);
    return { name, url, typeDefs: parse(readFileSync(resolve(dirname(file), schema.file), "utf8")) };
  });
}

function compose({ config, url, output }) {
  if (!config) throw new UsageError("--config is missing.");
  const { supergraphSdl, errors, hints } = composeServices(readSubgraphs(config, readUrls(url)));
  for (const hint of hints ?? []) process.stderr.write(`hint: ${hint.message}\n`);
  for (const error of errors ?? []) process.stderr.write(`error: ${error.message}\n`);
  if (!supergraphSdl) return 1;
  if (output) writeFileSync(output, supergraphSdl);
  else process.stdout.write(supergraphSdl);
  return 0;
}

try {
  const values = readArguments();
  if (values.help) process.stdout.write(HELP);
  else process.exitCode = compose(values);
} catch (error) {
  process.stderr.write(error instanceof UsageError ? `${error.message}\n\n${HELP}` : `${error.message}\n`);
  process.exitCode = 2;
}
