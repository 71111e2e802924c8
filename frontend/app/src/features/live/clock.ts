import { useEffect, useState } from "react";
import type { Session } from "@/lib/queries/sessions";

/** The present moment, told each second. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}

/** When the planned time is used up: counted from when it really began. */
export function endOf({ starts_at, ends_at, started_at }: Pick<Session, "starts_at" | "ends_at" | "started_at">): number {
  return Date.parse(started_at ?? starts_at) + Date.parse(ends_at) - Date.parse(starts_at);
}

/** Minutes and seconds of a stretch: 0:07, 12:30. */
export function stretch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
