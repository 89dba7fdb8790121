/** A value from a server's /metrics; NaN when it has none. `name` includes the labels, as Prometheus writes them. */
export async function metric({ endpoint }: { readonly endpoint: string }, name: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", endpoint))).text();
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}
