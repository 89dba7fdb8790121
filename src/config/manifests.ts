import { readText, UnusableFile } from "./read-text.js";

/** Bytes. Enough for ten thousand documents of 1.5 kB. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_DOCUMENTS = 10_000;

/** A manifest that cannot be used. The message names the file and what is wrong, for people. */
export class UnusableManifest extends Error {}

interface Entry {
  readonly id: string;
  readonly body: string;
}

/** Reads manifests of persisted queries: the documents' texts by their ids. @throws UnusableManifest */
export function readManifests(files: readonly string[]): ReadonlyMap<string, string> {
  const documents = new Map<string, string>();
  for (const file of files) {
    for (const { id, body } of entriesOf(file)) {
      const known = documents.get(id);
      if (known !== undefined && known !== body)
        throw new UnusableManifest(`The file ${file} has a different document with the id ${id} than an earlier file.`);
      documents.set(id, body);
    }
    if (documents.size > MAX_DOCUMENTS)
      throw new UnusableManifest(
        `The manifests must hold at most ${MAX_DOCUMENTS} documents; got ${documents.size} up to ${file}.`,
      );
  }
  return documents;
}

function entriesOf(file: string): readonly Entry[] {
  let manifest: { format?: unknown; version?: unknown; operations?: unknown } | null;
  try {
    manifest = JSON.parse(readText(file, MAX_BYTES)) as typeof manifest;
  } catch (error) {
    const reason = error instanceof UnusableFile ? error.message : "is not JSON";
    throw new UnusableManifest(`The file ${file} ${reason}.`, { cause: error });
  }
  const { format, version, operations } = manifest ?? {};
  if (format !== "apollo-persisted-query-manifest" || version !== 1 || !Array.isArray(operations))
    throw new UnusableManifest(
      `The file ${file} is not a manifest of persisted queries: { "format": "apollo-persisted-query-manifest", "version": 1, "operations": [...] }.`,
    );
  const isEntry = (entry: unknown): entry is Entry =>
    typeof entry === "object" &&
    entry !== null &&
    typeof (entry as Entry).id === "string" &&
    typeof (entry as Entry).body === "string";
  const odd = operations.findIndex((entry) => !isEntry(entry));
  if (odd >= 0) throw new UnusableManifest(`The file ${file} has no id and body in operations[${odd}].`);
  return operations as Entry[];
}
