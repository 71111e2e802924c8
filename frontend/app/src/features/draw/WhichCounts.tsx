import { Text } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { certificateQuery } from "./queries";

interface Props {
  cohortId: string;
  everything: boolean;
}

/** For those who see every count: the page is for a board, unless they ask otherwise. */
export function WhichCounts({ cohortId, everything }: Props) {
  const { t } = useTranslation("certificate");
  const { data } = useSuspenseQuery(certificateQuery(cohortId));
  if (data.certificate.drawn === null) return null;
  const to = { to: "/cohorts/$cohortId/certificate", params: { cohortId } } as const;
  return (
    <Text className="tm-screen" mb="lg" maw="46rem">
      {t(everything ? "counts.all" : "counts.board")}{" "}
      <Link {...to} search={everything ? {} : { counts: "all" }}>
        {t(everything ? "counts.toBoard" : "counts.toAll")}
      </Link>
    </Text>
  );
}
