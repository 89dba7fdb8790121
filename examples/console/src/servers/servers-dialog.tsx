import { type FormEvent, useEffect, useRef, useState } from "react";
import { type CombinedError, useMutation } from "urql";
import type { DetailedListener } from "../detail/listener-facts.js";
import {
  AddPoolDocument,
  type PoolInDetailFragment,
  type PoolMemberInput,
  type ProblemFragment,
  SetServersDocument,
} from "../generated/graphql.js";
import { failuresOf } from "../graph/failures.js";
import { Field } from "../open-port/field.js";
import { type FormProblem, formProblemOf, NO_PROBLEMS, placeProblems } from "../open-port/place-problems.js";
import { Modal } from "../parts/modal.js";
import { nameOf } from "../words.js";
import { ServerRows } from "./server-rows.js";
import { membersOf, rowNames, serverFields, serversOf } from "./servers-draft.js";

interface ServersDialogProps {
  readonly listener: DetailedListener;
  /** The pool whose servers are changed; null: a new one is made for the listener. */
  readonly pool: PoolInDetailFragment | null;
  onClose(): void;
  onChanged(): void;
}

interface Outcome {
  readonly answer: readonly ProblemFragment[] | undefined;
  readonly error: CombinedError | undefined;
}

const UNSURE: FormProblem = {
  message: "The answer did not arrive, so it is not known whether the servers were changed. Look again before you try.",
  path: null,
};

/** The servers behind a listener: the whole set, as the graph takes it. */
export function ServersDialog({ listener, pool, onClose, onChanged }: ServersDialogProps) {
  const { capabilities } = listener.account;
  const fields = serverFields(capabilities);
  const hasField = (field: string) => pool === null && !capabilities.unsupportedPoolFields.includes(field);
  const optional = (field: string) => (capabilities.requiredPoolFields.includes(field) ? "" : " (optional)");
  const [servers, setServers] = useState(() => serversOf(pool));
  const [name, setName] = useState(`${listener.name ?? "listener"}-servers`);
  const [region, setRegion] = useState("");
  const [problems, setProblems] = useState(NO_PROBLEMS);
  const [{ fetching: isAdding }, addPool] = useMutation(AddPoolDocument);
  const [{ fetching: isSetting }, setMembers] = useMutation(SetServersDocument);
  const form = useRef<HTMLFormElement>(null);
  const isBusy = isAdding || isSetting;

  // The first mistake takes the focus.
  useEffect(() => {
    form.current?.querySelector<HTMLElement>(".problems, [aria-invalid=true]")?.focus();
  }, [problems]);

  function show(found: readonly FormProblem[]): void {
    const controls = [...(form.current?.elements ?? [])].map((control) => control.getAttribute("name") ?? "");
    setProblems(placeProblems(found, new Set([...controls.filter(Boolean), ...rowNames(servers)])));
  }

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (isBusy) return;
    const members = membersOf(servers, fields);
    if ("problems" in members) return show(members.problems);
    setProblems(NO_PROBLEMS);
    const { answer, error } = pool ? await changePool(pool, members) : await createPool(members);
    if (answer?.length === 0) return onChanged();
    if (answer) return show(answer.map(formProblemOf));
    show(error && !error.networkError ? failuresOf(error).map(({ message }) => ({ message, path: null })) : [UNSURE]);
  }

  async function changePool({ id, etag }: PoolInDetailFragment, members: PoolMemberInput[]): Promise<Outcome> {
    // The etag makes sure that nobody's change in the meantime is undone: the set replaces what is there.
    const { data, error } = await setMembers({ input: { poolId: id, ifMatch: etag, members } });
    return { error, answer: data?.setPoolMembers.problems };
  }

  async function createPool(members: PoolMemberInput[]): Promise<Outcome> {
    const own = {
      name: (hasField("name") && name.trim()) || undefined,
      region: (hasField("region") && region.trim()) || undefined,
    };
    const { data, error } = await addPool({ input: { listenerId: listener.id, ...own, members } });
    return { error, answer: data?.createPool.problems };
  }

  return (
    <Modal className="modal" labelledBy="servers-heading" onClose={onClose}>
      <form ref={form} onSubmit={submit} noValidate>
        <header className="modal-head">
          <h2 id="servers-heading">Servers of {pool && !pool.isImplicit ? nameOf(pool) : nameOf(listener)}</h2>
        </header>
        <div className="modal-body">
          {problems.general.length > 0 && (
            <div className="box problems" data-tone="bad" role="alert" tabIndex={-1}>
              <p className="box-title">The servers were not changed.</p>
              {problems.general.map(({ message, detail }) => (
                <p key={message}>
                  {message}
                  {detail && <span className="small"> {detail}</span>}
                </p>
              ))}
            </div>
          )}
          {hasField("name") && (
            <Field name="name" label={`Name of the pool${optional("name")}`} problems={problems}>
              {(control) => (
                <input {...control} autoComplete="off" value={name} onChange={({ target }) => setName(target.value)} />
              )}
            </Field>
          )}
          {hasField("region") && (
            <Field
              name="region"
              label={`Region of the servers${optional("region")}`}
              hint={capabilities.limits.region?.patternHint ?? undefined}
              problems={problems}
            >
              {(control) => (
                <input
                  {...control}
                  autoComplete="off"
                  value={region}
                  onChange={({ target }) => setRegion(target.value)}
                />
              )}
            </Field>
          )}
          <ServerRows
            servers={servers}
            fields={fields}
            required={capabilities.requiredMemberFields}
            problems={problems}
            onChange={setServers}
          />
        </div>
        <footer className="modal-foot">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button type="submit" className="primary" aria-disabled={isBusy}>
            {isBusy ? "Saving…" : "Save servers"}
          </button>
        </footer>
      </form>
    </Modal>
  );
}
