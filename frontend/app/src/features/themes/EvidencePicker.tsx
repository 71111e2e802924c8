import { Checkbox, Fieldset, NativeSelect } from "@mantine/core";
import type { Schemas } from "@tellmore/client";
import { useTranslation } from "react-i18next";
import type { Code, Coding } from "@/lib/queries/insights";
import classes from "./themes.module.css";

type Evidence = Schemas["EvidenceWrite"];

interface Props {
  label: string;
  codes: readonly Code[];
  codings: readonly Coding[];
  value: readonly Evidence[];
  onChange: (value: Evidence[]) => void;
}

/** The marked excerpts by code; each chosen one speaks for, or against. */
export function EvidencePicker({ label, codes, codings, value, onChange }: Props) {
  const { t } = useTranslation("themes");
  const stances = new Map(value.map(({ coding_id, stance }) => [coding_id, stance ?? "supporting"]));
  const others = (id: string) => value.filter(({ coding_id }) => coding_id !== id);
  const toggle = (id: string) =>
    onChange(stances.has(id) ? others(id) : [...value, { coding_id: id, stance: "supporting" }]);
  const say = (id: string, stance: string) =>
    onChange([...others(id), { coding_id: id, stance: stance === "contrary" ? "contrary" : "supporting" }]);
  return (
    <Fieldset legend={label} variant="unstyled" className={classes.evidence}>
      {codes.map((code) => {
        const under = codings.filter(({ code_id }) => code_id === code.id);
        if (under.length === 0) return null;
        return (
          <div key={code.id} className={classes.code}>
            <strong>{code.name}</strong>
            {under.map(({ id, pseudonym, excerpt }) => (
              <div key={id} className={classes.pick}>
                <Checkbox
                  checked={stances.has(id)}
                  onChange={() => toggle(id)}
                  label={`${pseudonym ?? t("group")}: “${excerpt}”`}
                />
                {stances.has(id) && (
                  <NativeSelect
                    size="xs"
                    aria-label={t("stance.of", { excerpt })}
                    data={(["supporting", "contrary"] as const).map((one) => ({ value: one, label: t(`stance.${one}`) }))}
                    value={stances.get(id)}
                    onChange={(event) => say(id, event.currentTarget.value)}
                  />
                )}
              </div>
            ))}
          </div>
        );
      })}
    </Fieldset>
  );
}
