import { Checkbox, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { LongTextField, TextField } from "@/components/form/fields";
import { Fold } from "@/components/ui/Fold";
import type { DraftLine, DraftStage } from "./draft";
import type { GuideDraft } from "./useGuideDraft";

interface OneProps {
  stage: DraftStage;
  onChange: (stage: DraftStage) => void;
}

function Line({ line, onChange }: { line: DraftLine; onChange: (line: DraftLine) => void }) {
  const { t } = useTranslation("guide");
  return (
    <div>
      <LongTextField
        name={`line-${line.key}`}
        label={t(line.required ? "stage.required" : "stage.said")}
        disabled={line.left_out}
        value={line.text}
        onChange={(text) => onChange({ ...line, text })}
      />
      {!line.required && (
        <Checkbox
          mt="xs"
          label={t("stage.leaveOut")}
          checked={line.left_out}
          onChange={() => onChange({ ...line, left_out: !line.left_out })}
        />
      )}
    </div>
  );
}

function One({ stage, onChange }: OneProps) {
  const { t } = useTranslation("guide");
  const setLine = (next: DraftLine) =>
    onChange({ ...stage, lines: stage.lines.map((line) => (line.key === next.key ? next : line)) });
  return (
    <Fold title={t("stage.title", { title: stage.title, count: stage.minutes })}>
      <Stack>
        <TextField
          name={`minutes-${stage.stage}`}
          type="number"
          inputMode="numeric"
          label={t("stage.minutes")}
          value={String(stage.minutes)}
          onChange={(value) => onChange({ ...stage, minutes: Math.min(240, Math.max(0, Number(value) || 0)) })}
        />
        {stage.lines.map((line) => (
          <Line key={line.key} line={line} onChange={setLine} />
        ))}
      </Stack>
    </Fold>
  );
}

/** Welcome, introduction, questions, wrap-up: what is said in each, and how long it takes. */
export function Stages({ draft }: { draft: GuideDraft }) {
  const set = (next: DraftStage) =>
    draft.setStages(draft.stages.map((stage) => (stage.stage === next.stage ? next : stage)));
  return (
    <div>
      {draft.stages.map((stage) => (
        <One key={stage.stage} stage={stage} onChange={set} />
      ))}
    </div>
  );
}
