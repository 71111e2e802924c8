import type { Schemas } from "@tellmore/client";
import type { Session } from "@/lib/queries/sessions";

/** A version of a guide, as the plan of a session offers it. */
export interface OfferedGuide {
  id: string;
  name: string;
  number: number;
  /** The session has it from before, and can't begin with it: families were not asked about what it touches. */
  stopped?: boolean;
}

/** The newest versions may be used. Which older one a session has is shown too, and whether it still may. */
export function offeredTo(
  { guide_version_id, missing }: Pick<Session, "guide_version_id" | "missing">,
  newest: readonly OfferedGuide[],
  own: Pick<Schemas["GuideVersionRead"], "id" | "name" | "number"> | null,
): readonly OfferedGuide[] {
  if (!own || newest.some(({ id }) => id === guide_version_id)) return newest;
  const stopped = missing.some(({ code }) => code === "guide_not_asked");
  return [{ id: own.id, name: own.name, number: own.number, stopped }, ...newest];
}
