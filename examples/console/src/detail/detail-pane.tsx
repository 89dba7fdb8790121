import { type ReactNode, useEffect, useRef } from "react";
import { Modal } from "../parts/modal.js";
import { useMedia } from "../parts/use-media.js";

interface DetailPaneProps {
  readonly listenerId: string;
  /** The id of the heading inside, which takes the focus. */
  readonly headingId: string;
  readonly children: ReactNode;
  onClose(): void;
}

/** Beside the list where there is room for both, over it where there is not. */
export function DetailPane({ listenerId, headingId, children, onClose }: DetailPaneProps) {
  const hasRoom = useMedia("(min-width: 64rem)");
  const close = useRef(onClose);
  close.current = onClose;

  // The focus moves with every listener that is opened.
  useEffect(() => {
    document.getElementById(headingId)?.focus({ preventScroll: true });
  }, [listenerId, headingId, hasRoom]);

  useEffect(() => {
    if (!hasRoom) return;
    const onKey = ({ key, defaultPrevented }: KeyboardEvent) => {
      if (key === "Escape" && !defaultPrevented && !document.querySelector("dialog[open]")) close.current();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [hasRoom]);

  if (!hasRoom) {
    return (
      <Modal className="sheet" labelledBy={headingId} onClose={onClose}>
        {children}
      </Modal>
    );
  }
  return (
    <aside className="pane" aria-labelledby={headingId}>
      {children}
    </aside>
  );
}
