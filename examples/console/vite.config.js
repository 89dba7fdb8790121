import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** Where the graph runs; the browser only ever talks to the console's own origin, so no CORS is needed. */
const target = process.env.CLOUD_LISTENERS_URL ?? "http://127.0.0.1:4000";
const port = Number(process.env.CONSOLE_PORT ?? 5173);
const proxy = { "/graphql": { target, changeOrigin: true } };

export default defineConfig({
  plugins: [react()],
  server: { host: "127.0.0.1", port, strictPort: true, proxy },
  preview: { host: "127.0.0.1", port, strictPort: true, proxy },
});
