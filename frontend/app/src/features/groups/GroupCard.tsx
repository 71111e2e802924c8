import { Checkbox, NativeSelect, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import type { GroupPlan } from "@/lib/queries/groups";
import type { Broken, Place } from "./plan";
import classes from "./groups.module.css";

export type Group = GroupPlan["groups"][number];

/** Of wishes that many may share, so many are said; the others are counted. */
const SAID = 2;
const SHARED = ["unbalanced", "met_before"] as const;

/** No wishes, but what nobody can tell. */
const UNTOLD: readonly Broken["rule"][] = ["unknown_teaching", "grade_unknown"];

interface RulesProps {
  broken: readonly Broken[];
  say: (broken: Broken) => string;
}

/** What is broken here: what must hold first, and told from a wish by shape and word. */
export function Rules({ broken, say }: RulesProps) {
  const { t } = useTranslation("groups");
  if (broken.length === 0) return null;
  const counted = SHARED.map((rule) => ({ rule, ones: broken.filter((one) => one.rule === rule).slice(SAID) }));
  const shown = broken.filter((one) => !counted.some(({ ones }) => ones.includes(one)));
  return (
    <ul className={classes.rules}>
      {shown.map((one) => (
        <li key={`${one.rule} ${one.group} ${one.criterion} ${one.value} ${one.member_ids.join()}`} data-hard={one.hard || undefined}>
          <Icon name={one.hard ? "stopped" : "open"} size={16} />
          <span>
            <b>{t(one.hard ? "must" : UNTOLD.includes(one.rule) ? "look" : "wish")}</b> {say(one)}
          </span>
        </li>
      ))}
      {counted.map(({ rule, ones }) => ones.length > 0 && <li key={rule}>{t(`beyond.${rule}`, { count: ones.length })}</li>)}
    </ul>
  );
}

interface PlaceProps {
  place: Place;
  title: string;
  note: string;
  /** Somebody is held above it, or would be dropped here. */
  over: boolean;
  children: ReactNode;
}

/** Where members can be dropped. */
export function PlaceCard({ place, title, note, over, children }: PlaceProps) {
  const id = useId();
  return (
    <section className={classes.card} data-seats={place ?? ""} data-over={over || undefined} aria-labelledby={id}>
      <header>
        <Title order={2} size="h5" id={id}>
          {title}
        </Title>
        <span className={classes.note}>{note}</span>
      </header>
      {children}
    </section>
  );
}

interface LedProps {
  group: Group;
  plan: GroupPlan;
  people: ReadonlyMap<string, string>;
  editable: boolean;
  onPlace: (part: Partial<Pick<Group, "facilitator_id" | "period">>) => void;
  onHold: () => void;
}

/** Who leads a group, and when; held, both stay when it is worked out again. */
export function Led({ group, plan, people, editable, onPlace, onHold }: LedProps) {
  const { t } = useTranslation("groups");
  const leaders = (plan.asked.facilitators ?? []).map(({ user_id }) => ({ value: user_id, label: people.get(user_id) ?? t("somebody") }));
  const periods = plan.asked.periods ?? [];
  if (leaders.length + periods.length === 0) return null;
  const none = { value: "", label: t("none") };
  return (
    <div className={classes.led}>
      {leaders.length > 0 && (
        <NativeSelect
          label={t("leads")}
          aria-label={t("leadsGroup", { number: group.number })}
          disabled={!editable}
          data={[none, ...leaders]}
          value={group.facilitator_id ?? ""}
          onChange={(event) => onPlace({ facilitator_id: event.currentTarget.value || null })}
        />
      )}
      {periods.length > 0 && (
        <NativeSelect
          label={t("period")}
          aria-label={t("periodGroup", { number: group.number })}
          disabled={!editable}
          data={[none, ...periods]}
          value={group.period ?? ""}
          onChange={(event) => onPlace({ period: event.currentTarget.value || null })}
        />
      )}
      {editable && (
        <Checkbox className={classes.hold} label={t("hold")} aria-label={t("holdGroup", { number: group.number })} checked={group.held} onChange={onHold} />
      )}
    </div>
  );
}
