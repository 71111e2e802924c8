import { useSyncExternalStore } from "react";

/** Long work that goes on when one leaves its page; the header shows it. */
export interface Work {
  id: string;
  label: string;
  done: number;
  total: number;
}

let running: readonly Work[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Work[]) {
  running = next;
  for (const listener of listeners) listener();
}

export function reportWork(work: Work): void {
  const others = running.filter(({ id }) => id !== work.id);
  set(work.done >= work.total ? others : [...others, work]);
}

export function endWork(id: string): void {
  set(running.filter((work) => work.id !== id));
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useWork(): readonly Work[] {
  return useSyncExternalStore(subscribe, () => running);
}
