import { type KeyboardEvent, type PointerEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/ui/Icon";
import classes from "./groups.module.css";

export interface ChipState {
  /** Being carried, by pointer or by keyboard. */
  carried: boolean;
  pinned: boolean;
  /** Has the value that is looked at. */
  focused: boolean;
  /** What is broken about this one. */
  broken: string[];
}

interface Props extends ChipState {
  id: string;
  name: string;
  /** Grade, school: what one needs to know of everybody. */
  note: string;
  editable: boolean;
  onOpen: () => void;
  onKey: (event: KeyboardEvent) => void;
  onPress: (event: PointerEvent) => void;
  onBlur: () => void;
}

/** The dots by which a finger takes hold. */
function Handle() {
  return (
    <span className={classes.handle} data-handle aria-hidden="true">
      <svg width="14" height="20" viewBox="0 0 14 20" fill="currentColor">
        {[4, 10, 16].flatMap((y) => [4, 10].map((x) => <circle key={`${x} ${y}`} cx={x} cy={y} r={1.6} />))}
      </svg>
    </span>
  );
}

/** One student: press for what can be done, drag to another group, or Space and the arrow keys. */
export function MemberChip({ id, name, note, editable, carried, pinned, focused, broken, onOpen, onKey, onPress, onBlur }: Props) {
  const { t } = useTranslation("groups");
  const why = useId();
  return (
    <li
      className={classes.chip}
      data-carried={carried || undefined}
      data-broken={broken.length > 0 || undefined}
      data-focused={focused || undefined}
      onPointerDown={editable ? onPress : undefined}
    >
      <button
        type="button"
        data-member={id}
        aria-describedby={broken.length > 0 ? why : undefined}
        disabled={!editable}
        onClick={onOpen}
        onKeyDown={onKey}
        onKeyUp={(event) => event.key === " " && event.preventDefault()}
        onBlur={onBlur}
      >
        <span className={classes.who}>
          {broken.length > 0 && <Icon name="stopped" size={16} />}
          {name}
          {pinned && (
            <span className={classes.pin}>
              <Icon name="lock" size={14} />
              {t("pinned")}
            </span>
          )}
        </span>
        <span className={classes.note}>{note}</span>
      </button>
      {broken.length > 0 && (
        <span id={why} className="tm-hidden">
          {broken.join(" ")}
        </span>
      )}
      {editable && <Handle />}
    </li>
  );
}
