import type { IconName } from "@/components/ui/Icon";

export type PlaceKey = "home" | "cohorts" | "sessions" | "insights" | "actions" | "people" | "settings";

export interface Place {
  key: PlaceKey;
  to: string;
  icon: IconName;
}

/** The rail's places, in its order. A place is listed once its page is built. */
export const places: readonly Place[] = [
  { key: "home", to: "/", icon: "home" },
  { key: "settings", to: "/settings", icon: "settings" },
];
