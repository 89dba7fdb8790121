/** What the load is made of: mostly reads, some changes, some mistakes. */

const PROBLEMS = "problems { __typename code message }";
const LIST =
  "query ($first: Int!) { listeners(first: $first) { isComplete sourceProblems { code } nodes { id name protocol status parent { id name } pools(first: 5) { nodes { id name } } } } }";
const READ = "query ($id: ID!) { listener(id: $id) { id name etag status } }";
const CREATE = `mutation ($input: CreateListenerInput!) { createListener(input: $input) { listener { id } ${PROBLEMS} } }`;
const UPDATE = `mutation ($input: UpdateListenerInput!) { updateListener(input: $input) { listener { id } ${PROBLEMS} } }`;
const DELETE = `mutation ($input: DeleteListenerInput!) { deleteListener(input: $input) { deletedListenerId ${PROBLEMS} } }`;

export const INVENTORY = `{
  listenerParents(first: 200) { isComplete nodes { id status } }
  listeners(first: 200) { isComplete nodes { id status } }
}`;

const pick = (list) => list[Math.floor(Math.random() * list.length)];
const port = () => 20_000 + Math.floor(Math.random() * 30_000);

/**
 * @param inventory ids of parents and listeners
 * @param made listeners that the load itself has created, to be deleted again
 */
export function nextRequest(inventory, made) {
  const dice = Math.random();
  if (dice < 0.5) return { query: LIST, variables: { first: pick([5, 20, 50]) } };
  if (dice < 0.75) return { query: READ, variables: { id: pick(inventory.listeners) } };
  if (dice < 0.8) return { query: READ, variables: { id: "no-such-id" } };
  if (dice < 0.88) {
    const input = {
      parentId: pick(inventory.parents),
      name: "soak",
      protocol: "TCP",
      portRanges: [{ fromPort: port() }],
    };
    return { query: CREATE, variables: { input }, isCreate: true };
  }
  if (dice < 0.92)
    return { query: UPDATE, variables: { input: { id: pick(inventory.listeners), name: `soak-${port()}` } } };
  if (dice < 0.96) {
    const id = made.shift() ?? pick(inventory.listeners);
    return { query: DELETE, variables: { input: { id, cascade: false } } };
  }
  return { query: CREATE, variables: { input: { parentId: "nonsense", name: "", protocol: "TCP", portRanges: [] } } };
}
