import type { Schemas } from "@tellmore/client";
import type { GroupPlan } from "@/lib/queries/groups";

export type Broken = Schemas["BrokenRead"];
export type Change = Schemas["GroupPlanUpdate"];
/** The number of a group; null: an individual interview. */
export type Place = number | null;

export interface Move {
  member_id: string;
  group: Place;
  round: number;
}

/** Where a member sits; undefined: nowhere yet. */
export function placeOf(plan: GroupPlan, memberId: string): Place | undefined {
  if (plan.individual_ids.includes(memberId)) return null;
  return plan.groups.find(({ member_ids }) => member_ids.includes(memberId))?.number;
}

/** Who sits nowhere: those who took a seat after the groups were made. */
export function unplaced(plan: GroupPlan): string[] {
  return plan.members.map(({ member_id }) => member_id).filter((id) => placeOf(plan, id) === undefined);
}

function moved(plan: GroupPlan, { member_id, group }: Omit<Move, "round">): GroupPlan {
  const others = (ids: readonly string[]) => ids.filter((id) => id !== member_id);
  const individual_ids = others(plan.individual_ids);
  return {
    ...plan,
    individual_ids: group === null ? [...individual_ids, member_id] : individual_ids,
    groups: plan.groups.map((one) => ({
      ...one,
      member_ids: one.number === group ? [...others(one.member_ids), member_id] : others(one.member_ids),
    })),
  };
}

/** A plan as it will be once the server has taken the change. The rules are the server's to tell. */
export function changed(plan: GroupPlan, { moves = [], places = [], pinned_ids, held }: Change): GroupPlan {
  const seated = moves.reduce(moved, plan);
  return {
    ...seated,
    pinned_ids: pinned_ids ?? seated.pinned_ids,
    groups: seated.groups.map((one) => {
      const { facilitator_id, period } = places.find(({ group }) => group === one.number) ?? one;
      return { ...one, facilitator_id, period, held: held ? held.includes(one.number) : one.held };
    }),
  };
}

/** The change that takes a change back. Who sat nowhere has no way back. */
export function inverse(plan: GroupPlan, change: Change): Change {
  const moves = (change.moves ?? []).flatMap(({ member_id }) => {
    const group = placeOf(plan, member_id);
    return group === undefined ? [] : [{ member_id, group, round: plan.round }];
  });
  const places = (change.places ?? []).flatMap(({ group }) =>
    plan.groups
      .filter(({ number }) => number === group)
      .map(({ facilitator_id, period }) => ({ group, facilitator_id, period, round: plan.round })),
  );
  return {
    ...(moves.length > 0 ? { moves } : {}),
    ...(places.length > 0 ? { places } : {}),
    ...(change.pinned_ids ? { pinned_ids: plan.pinned_ids } : {}),
    ...(change.held ? { held: heldIn(plan) } : {}),
  };
}

export const heldIn = (plan: GroupPlan) => plan.groups.filter(({ held }) => held).map(({ number }) => number);

export const toggled = <T>(list: readonly T[], one: T): T[] =>
  list.includes(one) ? list.filter((other) => other !== one) : [...list, one];

/** Where a member can go, in the order of the page. */
export const placesIn = (plan: GroupPlan): Place[] => [...plan.groups.map(({ number }) => number), null];

/** The place so many steps on from here, round and round. */
export function stepped(places: readonly Place[], from: Place | undefined, by: number): Place {
  const at = from !== undefined ? places.indexOf(from) : by > 0 ? -1 : places.length;
  return places[(at + by + places.length) % places.length] ?? null;
}

export interface Row {
  value: string;
  /** How many each group has. */
  counts: number[];
  total: number;
  /** Between which numbers an even spread lies. */
  low: number;
  high: number;
}

/** How one criterion is spread over the groups; those who are interviewed alone are not counted. */
export function spread(plan: GroupPlan, criterion: string): Row[] {
  const values = new Map(plan.members.map(({ member_id, values: own }) => [member_id, own[criterion]]));
  const seated = plan.groups.map(({ member_ids }) => member_ids.map((id) => values.get(id)));
  const all = [...new Set(seated.flat())].filter((value) => value !== undefined).toSorted();
  return all.map((value) => {
    const counts = seated.map((group) => group.filter((one) => one === value).length);
    const total = counts.reduce((sum, count) => sum + count, 0);
    return { value, counts, total, low: Math.floor(total / counts.length), high: Math.ceil(total / counts.length) };
  });
}

/** What is broken about one member, in one group. */
export const about = (plan: GroupPlan, memberId: string): Broken[] =>
  plan.broken.filter(({ member_ids, hard }) => hard && member_ids.includes(memberId));

/** Whether the same people sit in both, in whichever order. */
export const sameMembers = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((one) => others.includes(one));
