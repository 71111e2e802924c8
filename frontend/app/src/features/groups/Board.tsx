import { Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useValueName } from "@/components/data/criteria";
import type { GroupPlan } from "@/lib/queries/groups";
import type { Focus } from "./Balance";
import { type Group, Led, PlaceCard, Rules } from "./GroupCard";
import { MemberChip } from "./MemberChip";
import { MemberDialog } from "./MemberDialog";
import { ScheduleLink } from "./ScheduleLink";
import { type Place, about, unplaced } from "./plan";
import type { BoardState } from "./useBoard";
import { useDrag } from "./useDrag";
import { useLift } from "./useLift";
import { useBrokenWords } from "./words";
import classes from "./groups.module.css";

interface Props {
  board: BoardState;
  names: ReadonlyMap<string, string>;
  people: ReadonlyMap<string, string>;
  schools: { id: string; name: string }[];
  focus: Focus | null;
  editable: boolean;
}

const inOrder = new Intl.Collator(undefined, { numeric: true });

/** Grade, and the value that is looked at in the chart. */
function useNote(plan: GroupPlan, schools: Props["schools"], focus: Focus | null) {
  const { t } = useTranslation("groups");
  const value = useValueName(schools);
  const values = new Map(plan.members.map((one) => [one.member_id, one.values]));
  const several = new Set(plan.members.map((one) => one.values["school"])).size > 1;
  const has = (id: string) => focus !== null && values.get(id)?.[focus.criterion] === focus.value;
  const note = (id: string) => {
    const { grade, school } = values.get(id) ?? {};
    return [
      ...(grade ? [/^\d/.test(grade) ? t("grade", { grade: value("grade", grade) }) : value("grade", grade)] : []),
      ...(several && school ? [value("school", school)] : []),
      ...(focus && focus.criterion !== "grade" && has(id) ? [value(focus.criterion, focus.value)] : []),
    ].join(" · ");
  };
  return { has, note };
}

/** The groups side by side; on a phone one below the other. */
export function Board({ board, names, people, schools, focus, editable }: Props) {
  const { t } = useTranslation("groups");
  const { shown, move } = board;
  const nameOf = (id: string) => names.get(id) ?? t("somebody");
  const say = useBrokenWords({ names, schools });
  const { has, note } = useNote(shown, schools, focus);
  const [open, setOpen] = useState<string | null>(null);
  const { dragged, ghost, press, wasDrag } = useDrag(move);
  const lift = useLift(shown, nameOf, move);
  const carried = dragged ?? lift.lifted;
  const brokenOf = (id: string) => about(shown, id).map(say);

  const list = (ids: readonly string[]) => (
    <ul className={classes.members}>
      {ids
        .toSorted((a, b) => inOrder.compare(nameOf(a), nameOf(b)))
        .map((id) => (
          <MemberChip
            key={id}
            {...{ id, editable }}
            name={nameOf(id)}
            note={note(id)}
            carried={carried?.memberId === id}
            pinned={shown.pinned_ids.includes(id)}
            focused={has(id)}
            broken={brokenOf(id)}
            onOpen={() => !wasDrag() && setOpen(id)}
            onKey={lift.onKey(id)}
            onPress={press(id)}
            onBlur={() => lift.lifted?.memberId === id && lift.leave()}
          />
        ))}
    </ul>
  );
  const over = (place: Place) => carried !== null && carried.over === place;
  const within = (group: Group) => shown.broken.filter((one) => one.group === group.number);
  const lost = unplaced(shown);
  return (
    <>
      <p className="tm-hidden" role="status" aria-live="assertive">
        {lift.said}
      </p>
      <div className={classes.board} data-carrying={carried !== null || undefined}>
        {lost.length > 0 && (
          <section className={classes.card} aria-label={t("nowhere")} data-lost>
            <header>
              <Title order={2} size="h5">
                {t("nowhere")}
              </Title>
              <span className={classes.note}>{t("nowhereNote")}</span>
            </header>
            {list(lost)}
          </section>
        )}
        {shown.groups.map((group) => (
          <PlaceCard
            key={group.number}
            place={group.number}
            title={t("group", { number: group.number })}
            note={t("students", { count: group.member_ids.length })}
            over={over(group.number)}
          >
            <Led {...{ group, people, editable }} plan={shown} onPlace={(part) => board.place(group, part)} onHold={() => board.hold(group.number)} />
            <Rules broken={within(group)} say={say} />
            {list(group.member_ids)}
            <ScheduleLink plan={shown} group={group} />
          </PlaceCard>
        ))}
        {(editable || shown.individual_ids.length > 0) && (
          <PlaceCard place={null} title={t("individual")} note={t("individualNote")} over={over(null)}>
            {list(shown.individual_ids)}
            <ScheduleLink plan={shown} group={null} nameOf={nameOf} />
          </PlaceCard>
        )}
      </div>
      {dragged && (
        <div ref={ghost} className={classes.ghost} aria-hidden="true">
          {nameOf(dragged.memberId)}
        </div>
      )}
      {open && (
        <MemberDialog
          id={open}
          name={nameOf(open)}
          plan={shown}
          schools={schools}
          broken={brokenOf(open)}
          onMove={(place) => {
            setOpen(null);
            move(open, place);
          }}
          onPin={() => {
            setOpen(null);
            board.pin(open);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
