type Tree = { [name: string]: string | Tree };

/**
 * Parameters of an RPC call as objects: `A.1.B=x` is `{ A: { 1: { B: "x" } } }`. Lists are objects with numbered
 * members. A name that has both a value and members counts as an object.
 */
export function fromDottedNames(
  pairs: Iterable<readonly [name: string, value: string]>,
): Readonly<Record<string, unknown>> {
  const root = branch();
  for (const [name, value] of pairs) {
    const parts = name.split(".");
    const last = parts.pop()!;
    let node = root;
    for (const part of parts) {
      const held = node[part];
      const next = typeof held === "object" ? held : branch();
      node[part] = next;
      node = next;
    }
    if (typeof node[last] !== "object") node[last] = value;
  }
  return root;
}

/** An object without a prototype: a name such as `constructor` finds nothing unless it was sent. */
function branch(): Tree {
  return Object.create(null) as Tree;
}
