import type { IconName } from "@/components/ui/Icon";
import type { Ability } from "@/lib/me";

export type PlaceKey = "home" | "cohorts" | "sessions" | "insights" | "actions" | "people" | "settings";

export interface Place {
  key: PlaceKey;
  to: string;
  icon: IconName;
  /** Shown to those who may do one of these; to everyone when absent. */
  needs?: readonly Ability[];
}

/** The rail's places, in its order. A place is listed once its page is built. */
const places: readonly Place[] = [
  { key: "home", to: "/", icon: "home" },
  { key: "cohorts", to: "/cohorts", icon: "cohorts", needs: ["cohorts:read"] },
  { key: "sessions", to: "/sessions", icon: "sessions", needs: ["sessions:read"] },
  { key: "insights", to: "/insights", icon: "insights", needs: ["feedback:read"] },
  { key: "actions", to: "/actions", icon: "actions", needs: ["actions:read"] },
  { key: "people", to: "/people", icon: "people", needs: ["students:read"] },
  { key: "settings", to: "/settings", icon: "settings" },
];

export function placesFor(abilities: readonly Ability[]): Place[] {
  return places.filter(({ needs }) => !needs || needs.some((need) => abilities.includes(need)));
}
