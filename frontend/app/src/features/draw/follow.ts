import type { QueryClient } from "@tanstack/react-query";
import { tell } from "@/lib/toasts";
import { endWork, reportWork } from "@/lib/work";
import { type DrawSolve, drawSolveQuery, isUnderWay } from "./queries";

const PAUSE_MS = 1000;
const followed = new Set<string>();
const pause = () => new Promise((go) => setTimeout(go, PAUSE_MS));

interface Words {
  working: string;
  done: string;
}

async function atItsEnd(queries: QueryClient, cohortId: string): Promise<DrawSolve | null> {
  for (;;) {
    const solve = await queries.query({ ...drawSolveQuery(cohortId), staleTime: 0 });
    if (!isUnderWay(solve)) return solve;
    await pause();
  }
}

/** Look on until a draw has ended, here and in the header; this goes on when one leaves the page. */
export async function follow(queries: QueryClient, cohortId: string, words: Words): Promise<void> {
  if (followed.has(cohortId)) return;
  followed.add(cohortId);
  const id = `draw-${cohortId}`;
  reportWork({ id, label: words.working });
  try {
    if ((await atItsEnd(queries, cohortId))?.status === "done") tell(words.done);
  } catch {
    // The question itself holds the error, and shows it.
  } finally {
    followed.delete(cohortId);
    endWork(id);
    await queries.invalidateQueries({ queryKey: ["cohorts"] });
  }
}
