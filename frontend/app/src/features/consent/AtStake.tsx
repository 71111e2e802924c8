import { Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { atStakeQuery } from "./queries";

interface Props {
  memberId: string;
  /** A guardian's no is not yet the end of it where another says yes. */
  guardian: boolean;
}

/** What goes with a no to taking part, said before it is recorded: nothing brings it back. */
export function AtStake({ memberId, guardian }: Props) {
  const { t } = useTranslation("consent");
  const { data } = useQuery(atStakeQuery(memberId));
  const name = data?.pseudonym;
  const count = data && data.entries + data.held;
  if (count === 0) return <Text size="sm">{t("atStake.nothing", { name })}</Text>;
  return (
    <Text size="sm" fw={600} role="status">
      {/* How much it is may not be known, without a network; that it is all always is. */}
      {count ? t("atStake.taken", { name, count }) : t("atStake.all")} {guardian && t("atStake.unless")}
    </Text>
  );
}

/** What is hidden while guardians disagree, and what becomes of it. */
export function Held({ memberId }: { memberId: string }) {
  const { t } = useTranslation("consent");
  const { data } = useQuery(atStakeQuery(memberId));
  if (!data?.held) return null;
  return <Text size="sm">{t("atStake.held", { name: data.pseudonym, count: data.held })}</Text>;
}
