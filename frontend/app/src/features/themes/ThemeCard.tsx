import { Button, Group, Text, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { FormErrors } from "@/components/form/FormErrors";
import { NamesFound } from "@/components/form/NamesFound";
import { ButtonLink } from "@/components/ui/ButtonLink";
import { Confirm } from "@/components/ui/Confirm";
import { StatusMark } from "@/components/ui/StatusMark";
import { afterwards } from "@/lib/afterwards";
import { can } from "@/lib/can";
import type { Theme } from "@/lib/queries/insights";
import { tell } from "@/lib/toasts";
import { StrengthChart } from "./Strength";
import { useClearWord, useDeleteTheme, usePublishTheme } from "./mutations";
import classes from "./themes.module.css";

function Excerpts({ evidence }: Pick<Theme, "evidence">) {
  const { t } = useTranslation("themes");
  return (
    <ul className={classes.excerpts}>
      {evidence.map(({ coding_id, pseudonym, excerpt, stance }) => (
        <li key={coding_id}>
          {pseudonym ?? t("group")}: <q>{excerpt}</q>
          {stance === "contrary" && <> · {t("stance.contrary")}</>}
        </li>
      ))}
    </ul>
  );
}

function Strength({ strength }: Pick<Theme, "strength">) {
  const { t } = useTranslation("themes");
  const { students, sessions, schools, excerpts, contrary_excerpts: contrary } = strength;
  const parts = [
    t("strength.students", { count: students }),
    t("strength.sessions", { count: sessions }),
    t("strength.schools", { count: schools }),
    t("strength.excerpts", { count: excerpts }),
    ...(contrary > 0 ? [t("strength.contrary", { count: contrary })] : []),
  ];
  return (
    <Group gap="md">
      <Text size="sm" c="dimmed">
        {parts.join(" · ")}
      </Text>
      {strength.one_voice && <StatusMark tone="warning">{t("strength.oneVoice")}</StatusMark>}
    </Group>
  );
}

const most = ({ strength: s }: Theme) => Math.max(s.students, s.sessions, s.schools);

function Ways({ theme, onEdit, mayAct }: Props) {
  const { t } = useTranslation("themes");
  const publish = usePublishTheme(theme);
  const remove = useDeleteTheme(theme);
  const clearing = useClearWord(theme);
  const told = () => tell(t("publish.done"));
  return (
    <>
      <FormErrors error={publish.error ?? remove.error} />
      <NamesFound error={publish.error} source={theme} clearing={clearing} />
      <Group align="flex-start">
        {can(theme, "publish") && (
          <Button loading={publish.isPending} onClick={() => afterwards(publish, undefined, told)}>
            {t("publish.submit")}
          </Button>
        )}
        {mayAct && (
          <ButtonLink
            to="/cohorts/$cohortId/actions"
            params={{ cohortId: theme.cohort_id }}
            search={{ theme: theme.id }}
            variant="light"
          >
            {t("act")}
          </ButtonLink>
        )}
        {can(theme, "update") && (
          <Button variant="default" onClick={onEdit}>
            {t("edit")}
          </Button>
        )}
        {can(theme, "delete") && (
          <Confirm label={t("delete")} lost={t("deleteLost")} busy={remove.isPending} onConfirm={remove.mutate} />
        )}
      </Group>
    </>
  );
}

interface Props {
  theme: Theme;
  mayAct: boolean;
  onEdit: () => void;
}

/** One finding: what it says, how many stand behind it, what brings it about, what it rests on. */
export function ThemeCard(props: Props) {
  const { t } = useTranslation("themes");
  const { theme } = props;
  return (
    <>
      <Group gap="md">
        <Title order={2} size="h4">
          {theme.title}
        </Title>
        <StatusMark tone={theme.status === "published" ? "done" : "open"}>{t(`status.${theme.status}`)}</StatusMark>
      </Group>
      {theme.withdrawn_at && <StatusMark tone="warning">{t("withdrawn")}</StatusMark>}
      <p>{theme.description}</p>
      <Strength strength={theme.strength} />
      <StrengthChart strength={theme.strength} most={most(theme)} />
      <Excerpts evidence={theme.evidence} />
      {theme.causes.map((cause) => (
        <div key={cause.id} className={classes.cause}>
          <p>
            <strong>{t("cause.because")}</strong> {cause.text}
          </p>
          <Excerpts evidence={cause.evidence} />
        </div>
      ))}
      {theme.cause_unknown && <p>{t("cause.isUnknown")}</p>}
      <Ways {...props} />
    </>
  );
}
