import { useCallback, useEffect, useState } from "react";
import type { ResourceStatus } from "./generated/graphql.js";
import { STATUS_WORDS } from "./words.js";

/** What is looked at. It is kept in the page's address, so that a view can be linked to and the back button works. */
export interface View {
  /** As typed; "" for any port. */
  readonly port: string;
  /** A provider of the graph; "" for all clouds. */
  readonly cloud: string;
  /** "" for all states. */
  readonly status: ResourceStatus | "";
  /** The id of the listener whose detail is open. */
  readonly listener: string | null;
}

function readView(): View {
  const address = new URLSearchParams(location.search);
  const status = address.get("status") ?? "";
  return {
    port: address.get("port") ?? "",
    cloud: address.get("cloud") ?? "",
    status: status in STATUS_WORDS ? (status as ResourceStatus) : "",
    listener: address.get("listener"),
  };
}

/** The address of a view. */
export function addressOf(view: View): string {
  const entries = Object.entries(view).filter((entry): entry is [string, string] => Boolean(entry[1]));
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
