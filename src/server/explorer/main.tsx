import "./workers.js";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "graphiql/graphiql.css";
import "@graphiql/plugin-explorer/style.css";
import "./style.css";
import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import type { GraphQLSchema } from "graphql";
import { StrictMode, useCallback, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { EXAMPLE_TABS } from "./example-tabs.js";
import { createFetcher } from "./graph.js";
import { Header } from "./header.js";
import { forgetTabsIfAsked } from "./saved-tabs.js";
import { rememberedToken, rememberToken } from "./token.js";
import { wrapLines } from "./wrap-lines.js";

const plugins = [HISTORY_PLUGIN, explorerPlugin({ showAttribution: false })];
const tabs = EXAMPLE_TABS.map(({ query, variables }) => ({
  query,
  variables: variables && JSON.stringify(variables, null, 2),
}));

function Explorer() {
  const [token, setToken] = useState(rememberedToken);
  const [notice, setNotice] = useState<string | null>(null);
  const [schema, setSchema] = useState<GraphQLSchema | null>(null);
  const chooseToken = useCallback((chosen: string) => {
    rememberToken(chosen);
    setNotice(null);
    setToken(chosen);
  }, []);
  // GraphiQL reads the schema again whenever it is given another fetcher.
  const fetcher = useMemo(() => createFetcher(token, setNotice), [token]);
  return (
    <>
      <Header token={token} onToken={chooseToken} notice={notice} schema={schema} />
      <main>
        <GraphiQL
          fetcher={fetcher}
          plugins={plugins}
          defaultTabs={tabs}
          defaultEditorToolsVisibility="variables"
          shouldPersistHeaders={false}
          onSchemaChange={setSchema}
        >
          <GraphiQL.Logo>{null}</GraphiQL.Logo>
        </GraphiQL>
      </main>
    </>
  );
}

void wrapLines();
forgetTabsIfAsked();
createRoot(document.getElementById("explorer") as HTMLElement).render(
  <StrictMode>
    <Explorer />
  </StrictMode>,
);
