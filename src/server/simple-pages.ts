const page = (title: string, body: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>body { font-family: sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem; line-height: 1.5 }</style>
</head>
<body>
<h1>${title}</h1>
${body}
</body>
</html>
`;

/** A page that links to Apollo Studio's explorer, for people with internet. */
export function studioHtml(endpoint: string): string {
  const studio = `https://studio.apollographql.com/sandbox/explorer?endpoint=${encodeURIComponent(endpoint)}`;
  return page(
    "Cloud listeners",
    `<p>The graph is at <code>${endpoint}</code>.</p>
<p><a href="${studio}">Open it in Apollo Studio's explorer</a></p>`,
  );
}

/** The page in place of the explorer when the server runs without a build. */
export const notBuiltHtml = (): string =>
  page(
    "Cloud listeners",
    "<p>The explorer has not been built: run <code>npm run build</code>. The graph is at <code>/graphql</code>.</p>",
  );
