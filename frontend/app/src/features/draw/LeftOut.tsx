import { Text } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Pool } from "./queries";

/** Who may not be drawn again this school year, and where nobody can tell. */
export function LeftOut({ guard }: Pick<Pool, "guard">) {
  const { t } = useTranslation("draw");
  if (guard.state === "unknown") return <Text maw="44rem">{t("pool.unknown")}</Text>;
  return guard.left_out.map(({ reason, limit, students }) => (
    <Text key={reason} maw="44rem">
      {t("pool.leftOut", { count: students, why: t(`pool.${reason}`, { count: limit }) })}
    </Text>
  ));
}
