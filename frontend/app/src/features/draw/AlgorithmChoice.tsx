import { Radio, Stack } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Fold } from "@/components/ui/Fold";
import type { Algorithm } from "./queries";

export const algorithms = ["leximin", "maximin", "stratified"] as const satisfies readonly Algorithm[];

interface Props {
  value: Algorithm;
  onChange: (value: Algorithm) => void;
}

/** What the lottery strives for. Hardly anybody changes it. */
export function AlgorithmChoice({ value, onChange }: Props) {
  const { t } = useTranslation("draw");
  return (
    <Fold title={t("algorithm.title")}>
      <Radio.Group
        size="md"
        label={t("algorithm.label")}
        value={value}
        onChange={(chosen) => onChange(algorithms.find((one) => one === chosen) ?? "leximin")}
      >
        <Stack gap="sm" mt="xs">
          {algorithms.map((one) => (
            <Radio key={one} size="md" value={one} label={t(`algorithm.${one}.name`)} description={t(`algorithm.${one}.what`)} />
          ))}
        </Stack>
      </Radio.Group>
    </Fold>
  );
}
