import { useCallback, useEffect, useState } from "react";
import type { ListenerOrderDirection, ListenerOrderField, ResourceStatus } from "./generated/graphql.js";
import { AGE_WORDS, SORT_WORDS, STATUS_WORDS } from "./words.js";

export interface Sort {
  readonly field: ListenerOrderField;
  readonly direction: ListenerOrderDirection;
}

/** What is looked at. It is kept in the page's address, so that a view can be linked to and the back button works. */
export interface View {
  /** What is looked for, as typed; "" for everything. */
  readonly find: string;
  /** A provider of the graph; "" for all clouds. */
  readonly cloud: string;
  /** "" for all states. */
  readonly status: ResourceStatus | "";
  /** Null: account by account. */
  readonly sort: Sort | null;
  /** How many seconds old the list may be: one of {@link AGE_WORDS}. */
  readonly age: number;
  /** The id of the listener whose detail is open. */
  readonly listener: string | null;
}

function readView(): View {
  const address = new URLSearchParams(location.search);
  const status = address.get("status") ?? "";
  const age = Number(address.get("age"));
  return {
    find: address.get("find") ?? "",
    cloud: address.get("cloud") ?? "",
    status: status in STATUS_WORDS ? (status as ResourceStatus) : "",
    sort: sortIn(address.get("sort") ?? ""),
    age: AGE_WORDS.has(age) ? age : 0,
    listener: address.get("listener"),
  };
}

/** "NAME", or "-NAME" from the last to the first. */
function sortIn(text: string): Sort | null {
  const field = text.replace(/^-/, "");
  if (!(field in SORT_WORDS)) return null;
  return { field: field as ListenerOrderField, direction: text.startsWith("-") ? "DESC" : "ASC" };
}

/** The address of a view. */
export function addressOf({ sort, age, ...view }: View): string {
  const texts = {
    ...view,
    age: age > 0 && String(age),
    sort: sort && `${sort.direction === "DESC" ? "-" : ""}${sort.field}`,
  };
  const entries = Object.entries(texts).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return entries.length > 0 ? `?${new URLSearchParams(entries)}` : location.pathname;
}

export function useView(): readonly [View, (change: Partial<View>) => void] {
  const [view, setView] = useState(readView);
  useEffect(() => {
    const follow = () => setView(readView());
    addEventListener("popstate", follow);
    return () => removeEventListener("popstate", follow);
  }, []);
  const change = useCallback((part: Partial<View>) => {
    const next = { ...readView(), ...part };
    // Opening and closing a listener are steps to come back from; typing into a filter is not.
    const isStep = part.listener !== undefined && part.listener !== readView().listener;
    history[isStep ? "pushState" : "replaceState"](null, "", addressOf(next));
    setView(next);
  }, []);
  return [view, change];
}
