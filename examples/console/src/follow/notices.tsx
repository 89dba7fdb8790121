import type { Follow } from "./use-follow.js";

/** How changes are getting on. Stays on the page when empty, so that screen readers announce what comes. */
export function Notices({ notices, dismiss }: Pick<Follow, "notices" | "dismiss">) {
  return (
    <div className="notices" role="status" aria-live="polite" aria-label="Changes">
      {notices.map(({ id, text, tone }) => (
        <div key={id} className="notice" data-tone={tone}>
          <span className="notice-mark" aria-hidden="true" />
          <p id={`notice-${id}`}>{text}</p>
          {tone !== "busy" && (
            <button type="button" className="quiet" aria-describedby={`notice-${id}`} onClick={() => dismiss(id)}>
              Dismiss
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
