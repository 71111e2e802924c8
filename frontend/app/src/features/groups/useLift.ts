import { type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupPlan } from "@/lib/queries/groups";
import { type Place, placeOf, placesIn, stepped } from "./plan";
import { usePlaceName } from "./words";

export interface Lifted {
  memberId: string;
  over: Place | undefined;
}

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

/** The same by keyboard: Space picks up, arrows go from group to group, Enter or Space drops, Escape leaves it. */
export function useLift(plan: GroupPlan, nameOf: (id: string) => string, onDrop: (memberId: string, place: Place) => void) {
  const { t } = useTranslation("groups");
  const placeName = usePlaceName();
  const [lifted, setLifted] = useState<Lifted | null>(null);
  const [said, setSaid] = useState("");

  const lift = (memberId: string) => {
    const over = placeOf(plan, memberId);
    setLifted({ memberId, over });
    setSaid(t("lift.up", { name: nameOf(memberId), place: placeName(over) }));
  };
  const go = (one: Lifted, by: number) => {
    const over = stepped(placesIn(plan), one.over, by);
    setLifted({ ...one, over });
    const count = over === null ? plan.individual_ids.length : (plan.groups.find(({ number }) => number === over)?.member_ids.length ?? 0);
    setSaid(t("lift.over", { place: placeName(over), count }));
  };
  const leave = () => {
    if (!lifted) return;
    setSaid(t("lift.left", { name: nameOf(lifted.memberId), place: placeName(placeOf(plan, lifted.memberId)) }));
    setLifted(null);
  };
  const drop = (one: Lifted) => {
    setLifted(null);
    if (one.over === undefined || one.over === placeOf(plan, one.memberId)) return leave();
    setSaid(t("lift.down", { name: nameOf(one.memberId), place: placeName(one.over) }));
    onDrop(one.memberId, one.over);
  };
  const onKey = (memberId: string) => (event: KeyboardEvent) => {
    const { key } = event;
    const own = lifted?.memberId === memberId ? lifted : null;
    const by = STEPS[key];
    if (!own && key !== " ") return;
    if (own && key === "Tab") return leave();
    if (own && by === undefined && ![" ", "Enter", "Escape"].includes(key)) return;
    event.preventDefault();
    if (!own) lift(memberId);
    else if (by !== undefined) go(own, by);
    else if (key === "Escape") leave();
    else drop(own);
  };
  return { lifted, said, onKey, leave };
}
