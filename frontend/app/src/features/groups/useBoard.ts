import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { tell } from "@/lib/toasts";
import type { GroupPlan } from "@/lib/queries/groups";
import { useChange, useShown } from "./mutations";
import { type Change, type Place, inverse, placeOf, toggled } from "./plan";

const MOST_BACK = 30;

/** The groups of a round as they are shown, what can be done with them, and the way back, round by round. */
export function useBoard(plan: GroupPlan) {
  const { t } = useTranslation("groups");
  const cohortId = plan.cohort_id;
  const { round } = plan;
  const [ways, setWays] = useState<Record<number, Change[]>>({});
  const back = ways[round] ?? [];
  const setBack = (next: (was: Change[]) => Change[]) => setWays((was) => ({ ...was, [round]: next(was[round] ?? []) }));
  const stale = () => {
    setBack(() => []);
    tell(t("stale"));
  };
  const sending = useChange(cohortId, round, stale);
  const { shown, busy } = useShown(plan);
  const follow = useRef<{ memberId: string; place: Place } | null>(null);

  // Whoever was moved by keyboard keeps the focus in the new group.
  useEffect(() => {
    const one = follow.current;
    if (!one || placeOf(shown, one.memberId) !== one.place) return;
    follow.current = null;
    document.querySelector<HTMLElement>(`[data-member="${one.memberId}"]`)?.focus();
  });

  const send = (change: Change) => {
    const way = inverse(shown, change);
    sending.mutate(change);
    setBack((was) => (Object.keys(way).length > 0 ? [...was, way].slice(-MOST_BACK) : was));
  };
  const move = (member_id: string, group: Place) => {
    if (placeOf(shown, member_id) === group) return;
    follow.current = { memberId: member_id, place: group };
    send({ moves: [{ member_id, group, round }] });
  };
  const undo = () => {
    const last = back.at(-1);
    if (!last) return;
    setBack((was) => was.slice(0, -1));
    sending.mutate(last);
  };
  return {
    shown,
    busy,
    error: sending.error,
    move,
    undo: back.length > 0 ? undo : null,
    pin: (id: string) => send({ pinned_ids: toggled(shown.pinned_ids, id) }),
    hold: (number: number) =>
      send({ held: toggled(shown.groups.filter(({ held }) => held).map((one) => one.number), number) }),
    place: (group: GroupPlan["groups"][number], part: { facilitator_id?: string | null; period?: string | null }) =>
      send({ places: [{ round, group: group.number, facilitator_id: group.facilitator_id, period: group.period, ...part }] }),
  };
}

export type BoardState = ReturnType<typeof useBoard>;
