import { TextInput } from "@mantine/core";
import { useRouter } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "@/components/ui/Dialog";
import classes from "./Palette.module.css";
import { type Goal, matching } from "./goals";

interface ListProps {
  id: string;
  found: Goal[];
  at: number;
  go: (goal: Goal) => void;
}

function Found({ id, found, at, go }: ListProps) {
  const { t } = useTranslation();
  useEffect(() => {
    document.getElementById(`${id}-${at}`)?.scrollIntoView({ block: "nearest" });
  }, [id, at]);
  return (
    <ul id={id} role="listbox" aria-label={t("palette.found")} className={classes.list}>
      {found.map((goal, index) => (
        // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the input keeps focus and its keys choose
        <li
          key={goal.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === at}
          onClick={() => go(goal)}
        >
          <span>{goal.name}</span>
          <small>{goal.kind}</small>
        </li>
      ))}
    </ul>
  );
}

type Search = (query: string, signal: AbortSignal) => Promise<readonly Goal[]>;
const PAUSE_MS = 200;

/** What the server finds, a moment after the last key. What it can't tell is left out. */
function useNamed(query: string, search: Search): readonly Goal[] {
  const [named, setNamed] = useState<{ query: string; goals: readonly Goal[] }>({ query: "", goals: [] });
  useEffect(() => {
    const stop = new AbortController();
    const timer = setTimeout(
      () => void search(query, stop.signal).then((goals) => stop.signal.aborted || setNamed({ query, goals }), () => undefined),
      PAUSE_MS,
    );
    return () => (clearTimeout(timer), stop.abort());
  }, [query, search]);
  return named.query === query ? named.goals : [];
}

interface Props {
  goals: readonly Goal[];
  search: Search;
  /** What was typed while this was fetched. */
  early: string;
  onClose: () => void;
}

export default function Palette({ goals, search, early, onClose }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const id = useId();
  const [query, setQuery] = useState(early);
  const [at, setAt] = useState(0);
  const named = useNamed(query, search);
  const found = [...matching(goals, query), ...named];
  const go = (goal: Goal) => {
    onClose();
    void router.navigate({ href: goal.path });
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: found.length - 1 }[event.key];
    const chosen = found[at];
    if (step && found.length > 0) setAt((at + step) % found.length);
    else if (event.key === "Enter" && chosen) go(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog label={t("palette.title")} onClose={onClose}>
      <TextInput
        // eslint-disable-next-line jsx-a11y/no-autofocus -- a palette is opened to type
        autoFocus
        size="md"
        role="combobox"
        aria-label={t("palette.title")}
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${at}` : undefined}
        value={query}
        onKeyDown={press}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
      />
      <Found {...{ id, found, at, go }} />
      {found.length === 0 && <p role="status">{t("palette.none")}</p>}
    </Dialog>
  );
}
