import { type GraphQLSchema, printSchema } from "graphql";
import { type FormEvent, useEffect, useState } from "react";
import { FRESH } from "./saved-tabs.js";

interface HeaderProps {
  readonly token: string;
  onToken(token: string): void;
  /** What is wrong with access or schema. */
  readonly notice: string | null;
  readonly schema: GraphQLSchema | null;
}

/** What this is, ways on from here, and who one is. */
export function Header({ token, onToken, notice, schema }: HeaderProps) {
  return (
    <header className="door">
      <div className="about">
        <h1>Cloud listeners</h1>
        <p>One API for the listeners of many clouds. Each tab does one job: fill in its variables and run it.</p>
      </div>
      <nav aria-label="More">
        <a href={new URL(/* @vite-ignore */ "./readme.md", import.meta.url).href}>README</a>
        <SchemaLink schema={schema} />
        <a href={FRESH}>Restore the examples</a>
      </nav>
      <TokenForm token={token} onToken={onToken} />
      <p role="status" className={notice ? "notice" : "unseen"}>
        {notice}
      </p>
    </header>
  );
}

function SchemaLink({ schema }: Pick<HeaderProps, "schema">) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    if (!schema) return setAddress(undefined);
    const file = URL.createObjectURL(new Blob([printSchema(schema)], { type: "text/plain;charset=utf-8" }));
    setAddress(file);
    return () => URL.revokeObjectURL(file);
  }, [schema]);
  return address ? (
    <a href={address} download="schema.graphql">
      Schema
    </a>
  ) : null;
}

function TokenForm({ token, onToken }: Pick<HeaderProps, "token" | "onToken">) {
  const [typed, setTyped] = useState(token);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onToken(typed.trim());
  };
  return (
    <form onSubmit={submit}>
      <label htmlFor="token">Token</label>
      <input
        id="token"
        type="password"
        autoComplete="off"
        spellCheck={false}
        placeholder="none"
        title="Sent as Authorization: Bearer, and kept until this tab is closed"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
      <button type="submit">Use</button>
    </form>
  );
}
