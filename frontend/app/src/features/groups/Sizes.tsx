import { Group, Text } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { TextField } from "@/components/form/fields";
import { StatusMark, type Tone } from "@/components/ui/StatusMark";
import type { PartProps } from "./AskForm";
import { type SizeWord, groupsOf, sizesOf } from "./ask";

const tones: Record<SizeWord, Tone> = { fine: "done", advised: "warning", refused: "stopped", few: "warning" };

/** How many groups, or how many in each: either gives the other. */
export function Sizes({ fields, change, members, sizes, error }: PartProps & { error: string | undefined }) {
  const { t } = useTranslation("groups");
  const bounds = sizes[fields.modality];
  const groups = Math.floor(Number(fields.groups));
  const known = groups >= 1 ? sizesOf(members.length, groups, bounds) : null;
  const [typed, setTyped] = useState<string | null>(null);
  const bySize = (size: string) => {
    setTyped(size);
    if (Number(size) >= 1) change({ groups: String(groupsOf(members.length, Number(size))) });
  };
  const byCount = (count: string) => {
    setTyped(null);
    change({ groups: count });
  };
  const number = { type: "number", inputMode: "numeric" } as const;
  return (
    <div>
      <Group align="flex-start" gap="md">
        <TextField {...number} name="groups" label={t("ask.groups")} error={error} value={fields.groups} onChange={byCount} />
        <TextField
          {...number}
          name="size"
          label={t("ask.size")}
          value={typed ?? (known ? String(known.most) : "")}
          onChange={bySize}
        />
      </Group>
      {known && (
        <Text component="div" mt="xs" role="status">
          <StatusMark tone={tones[known.word]}>
            {[
              t(known.least === known.most ? "size.same" : "size.two", { groups, ...known, count: groups }),
              ...(known.word === "fine" ? [] : [t(`size.${known.word}`, { ...bounds })]),
            ].join(" ")}
          </StatusMark>
        </Text>
      )}
    </div>
  );
}
