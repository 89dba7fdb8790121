import EditorWorker from "monaco-editor/esm/vs/editor/editor.worker.js?worker";
import JsonWorker from "monaco-editor/esm/vs/language/json/json.worker.js?worker";
import GraphqlWorker from "monaco-graphql/esm/graphql.worker.js?worker";

const workers: Readonly<Record<string, new () => Worker>> = { json: JsonWorker, graphql: GraphqlWorker };

/** Where Monaco finds its workers. GraphiQL's own set-up does the same, and writes to the console each time. */
self.MonacoEnvironment = {
  getWorker: (_id: string, label: string) => new (workers[label] ?? EditorWorker)(),
};
