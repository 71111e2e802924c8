import { type ReactNode, useLayoutEffect, useRef } from "react";
import classes from "./Dialog.module.css";

interface Props {
  label: string;
  onClose: () => void;
  children: ReactNode;
}

/** The browser's own modal dialog: it keeps focus inside, closes on Escape, gives focus back. */
export function Dialog({ label, onClose, children }: Props) {
  const box = useRef<HTMLDialogElement>(null);
  // Before anybody can press a key: one that is pressed in between would reach neither the page nor the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement;
    box.current?.showModal();
    // Taken out of the page while open, a dialog gives focus to nobody.
    return () => (before instanceof HTMLElement ? before.focus() : undefined);
  }, []);
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/click-events-have-key-events -- the backdrop's click is a second way out; Escape is the keyboard's
    <dialog
      ref={box}
      aria-label={label}
      className={classes.dialog}
      onClose={onClose}
      onClick={(event) => event.target === box.current && box.current.close()}
    >
      <div className={classes.body}>{children}</div>
    </dialog>
  );
}
