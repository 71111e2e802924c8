import { Box, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Stopped } from "./beginning";
import classes from "./sessions.module.css";

interface Props {
  cohortId: string;
  group: number;
  round: number | undefined;
  stopped: Stopped;
}

/** Why the form is empty, though its address names a group, and where that is mended. */
export function GroupStopped({ cohortId, group, round, stopped }: Props) {
  const { t } = useTranslation("sessions");
  return (
    <Box role="status" className={classes.notice} mb="lg">
      <Text>{t(`stopped.${stopped}`, { number: group })}</Text>
      <Link to="/cohorts/$cohortId/groups" params={{ cohortId }} search={round === undefined ? {} : { round }}>
        {t("stopped.toGroups")}
      </Link>
    </Box>
  );
}
