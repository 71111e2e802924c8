import { useSyncExternalStore } from "react";

export interface Toast {
  id: number;
  text: string;
  /** Offered for as long as the toast stays. */
  undo?: () => void;
}

const STAY_MS = 8000;
let shown: readonly Toast[] = [];
let last = 0;
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  shown = next;
  for (const listener of listeners) listener();
}

export function dismiss(id: number): void {
  set(shown.filter((toast) => toast.id !== id));
}

/** Say what was done, with the way back where there is one. */
export function tell(text: string, undo?: () => void): void {
  const id = ++last;
  const timer = setTimeout(() => dismiss(id), STAY_MS);
  const back = () => {
    clearTimeout(timer);
    dismiss(id);
    undo?.();
  };
  set([...shown, undo ? { id, text, undo: back } : { id, text }]);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useToasts(): readonly Toast[] {
  return useSyncExternalStore(subscribe, () => shown);
}
