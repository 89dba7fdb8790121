// Where the subgraphs of a supergraph come from: schemas in files, or a configuration in the form that rover takes.
import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { GraphQLError, parse } from "graphql";
import { parse as parseYaml } from "yaml";

/** Something that whoever called has to put right: an argument, or what a file says. */
export class UsageError extends Error {}

/** This subgraph, as it is when nobody says otherwise. */
const OURS = {
  name: "listeners",
  file: fileURLToPath(new URL("../schema.graphql", import.meta.url)),
  url: "http://127.0.0.1:4000/graphql",
};

const SDL = "{ _service { sdl } }";
const isYaml = (file) => /\.ya?ml$/i.test(file);

/** @param where what the text comes from, for messages. @throws UsageError with line and column */
function document(text, where) {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [{ line, column }] = error.locations;
    throw new UsageError(`${where}:${line}:${column}: ${error.message}`);
  }
}

function textOf(file) {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new UsageError(
      `${file} cannot be read: ${error.code === "ENOENT" ? "there is no such file" : error.message}.`,
    );
  }
}

/** The schema of a running subgraph, as gateways ask for it. */
async function introspect(name, { subgraph_url: url, introspection_headers: headers }) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify({ query: SDL }),
    });
    const { data, errors } = await response.json();
    if (data?._service?.sdl) return data._service.sdl;
    throw new Error(errors?.[0]?.message ?? `it answered ${response.status}`);
  } catch (error) {
    throw new UsageError(
      `Subgraph ${name} at ${url} does not show its schema: ${error.cause?.message ?? error.message}.`,
    );
  }
}

async function schemaOf(name, schema, config) {
  if (schema?.file) {
    const file = resolve(dirname(config), schema.file);
    return document(textOf(file), file);
  }
  if (schema?.sdl) return document(schema.sdl, `${config}, subgraph ${name}`);
  if (schema?.subgraph_url) return document(await introspect(name, schema), schema.subgraph_url);
  throw new UsageError(`Subgraph ${name} of ${config} has no schema: give file, sdl or subgraph_url.`);
}

async function ofConfiguration(config, urls) {
  let content;
  try {
    content = parseYaml(textOf(config));
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError(`${config}: ${error.message}`);
  }
  const { subgraphs } = content ?? {};
  if (!subgraphs || typeof subgraphs !== "object") throw new UsageError(`${config} has no subgraphs.`);
  const found = [];
  for (const [name, subgraph] of Object.entries(subgraphs)) {
    const url = urls.get(name) ?? subgraph?.routing_url ?? subgraph?.schema?.subgraph_url;
    if (!url)
      throw new UsageError(`Subgraph ${name} has no address: give routing_url in ${config}, or --url ${name}=URL.`);
    found.push({ name, url, typeDefs: await schemaOf(name, subgraph.schema, config) });
  }
  return found;
}

/** `alarms=path/to/schema.graphql`, or the path alone, which then names the subgraph. */
function ofFile(text, urls) {
  const [, given, path] = /^(?:([A-Za-z][\w-]*)=)?(.+)$/.exec(text);
  const name = given ?? basename(path).replace(/\..*$/, "");
  return { name, url: urls.get(name), typeDefs: document(textOf(path), path) };
}

/**
 * The subgraphs that arguments name: a configuration's, or this one and those of schema files.
 *
 * @throws UsageError
 */
export async function readSubgraphs(files, urls) {
  const configurations = files.filter(isYaml);
  if (configurations.length > 0 && files.length > 1)
    throw new UsageError("Give one configuration, or schema files; not both.");
  const subgraphs =
    configurations.length > 0
      ? await ofConfiguration(configurations[0], urls)
      : [
          { name: OURS.name, url: urls.get(OURS.name) ?? OURS.url, typeDefs: document(textOf(OURS.file), OURS.file) },
          ...files.map((file) => ofFile(file, urls)),
        ];
  const names = subgraphs.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice)
    throw new UsageError(`Two subgraphs are named ${twice}: name one of them, as other=path/to/schema.graphql.`);
  const unknown = [...urls.keys()].find((name) => !names.includes(name));
  if (unknown) throw new UsageError(`--url names ${unknown}, and there is no such subgraph: ${names.join(", ")}.`);
  return subgraphs;
}
