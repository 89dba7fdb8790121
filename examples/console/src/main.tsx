import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { App } from "./app.js";
import { client } from "./graph/client.js";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/list.css";
import "./styles/overlays.css";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id root.");
createRoot(root).render(
  <StrictMode>
    <Provider value={client}>
      <App />
    </Provider>
  </StrictMode>,
);
