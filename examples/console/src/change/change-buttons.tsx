interface ChangeButtonsProps {
  readonly busy: "plan" | "apply" | "look" | null;
  /** Why the change cannot be made here; null when it can. */
  readonly reason: string | null;
  readonly label: string;
  /** While it is being made. */
  readonly doing: string;
  readonly tone: "primary" | "danger";
  onCancel(): void;
  onPlan(): void;
  /** Left out: the button submits its form. */
  onApply?(): void;
}

/** What a dialog of a change ends with: cancel it, have it planned, make it. */
export function ChangeButtons({ busy, reason, label, doing, tone, onCancel, onPlan, onApply }: ChangeButtonsProps) {
  return (
    <footer className="modal-foot">
      {reason && (
        <p id="why-not" className="small why-not">
          {reason}
        </p>
      )}
      <button type="button" onClick={onCancel}>
        Cancel
      </button>
      <button type="button" aria-disabled={busy !== null} onClick={onPlan}>
        {busy === "plan" ? "Planning…" : "Show the plan"}
      </button>
      <button
        type={onApply ? "button" : "submit"}
        className={tone}
        disabled={reason !== null}
        aria-disabled={busy !== null}
        aria-describedby={reason ? "why-not" : undefined}
        onClick={onApply}
      >
        {busy === "apply" ? doing : label}
      </button>
    </footer>
  );
}
