/** A value that a server's /metrics shows; NaN for one that it does not. `name` with its labels, as Prometheus writes them. */
export async function metric({ endpoint }: { readonly endpoint: string }, name: string): Promise<number> {
  const text = await (await fetch(new URL("/metrics", endpoint))).text();
  const line = text.split("\n").find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1) ?? Number.NaN);
}
