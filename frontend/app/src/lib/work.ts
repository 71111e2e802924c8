import { useSyncExternalStore } from "react";

/** Long work that goes on when one leaves its page; the header shows it. */
export interface Work {
  id: string;
  label: string;
  done?: number;
  /** Absent: nobody can say how much it is. */
  total?: number;
}

let running: readonly Work[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Work[]) {
  running = next;
  for (const listener of listeners) listener();
}

export function endWork(id: string): void {
  set(running.filter((work) => work.id !== id));
}

export function reportWork(work: Work): void {
  const { id, done = 0, total } = work;
  if (total !== undefined && done >= total) endWork(id);
  else set([...running.filter((one) => one.id !== id), work]);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useWork(): readonly Work[] {
  return useSyncExternalStore(subscribe, () => running);
}
