import { type ReactNode, useLayoutEffect, useRef } from "react";

interface ModalProps {
  readonly className: string;
  /** The id of the heading inside. */
  readonly labelledBy: string;
  readonly children: ReactNode;
  onClose(): void;
}

/**
 * A dialog over the page. The browser keeps the focus inside, closes it on Escape, and gives the focus back to where it
 * was when the dialog goes.
 */
export function Modal({ className, labelledBy, children, onClose }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={className}
      aria-labelledby={labelledBy}
      onCancel={(event) => {
        // A dialog inside this one bubbles through React although the browser closes only the inner one.
        if (event.target !== dialog.current) return;
        event.preventDefault();
        onClose();
      }}
    >
      {children}
    </dialog>
  );
}
