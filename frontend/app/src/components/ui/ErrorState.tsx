import { Button, Stack, Text, Title } from "@mantine/core";
import { ProblemError } from "@tellmore/client";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import { useProblemWords } from "./problem";
import classes from "./states.module.css";

function Words({ error, detail }: { error: unknown; detail: string | null }) {
  const { t } = useTranslation();
  const request_id = error instanceof ProblemError ? error.problem.request_id : null;
  return (
    <>
      {detail && <Text>{detail}</Text>}
      {request_id && (
        <Text size="sm" c="dimmed">
          {t("error.request", { id: request_id })}
        </Text>
      )}
    </>
  );
}

/** What went wrong, in the server's words, and what to do. Takes focus, so that it is read out. */
export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), []);
  const { title, detail } = useProblemWords(error);
  const unanswered = !(error instanceof ProblemError);
  useEffect(() => {
    if (!retry || !unanswered) return;
    window.addEventListener("online", retry);
    return () => window.removeEventListener("online", retry);
  }, [retry, unanswered]);
  return (
    <div ref={box} role="alert" tabIndex={-1} className={classes.error}>
      <Icon name="warning" />
      <Stack gap="xs" align="flex-start">
        <Title order={2} size="h4">
          {title}
        </Title>
        <Words error={error} detail={detail} />
        {retry && <Button onClick={retry}>{t("error.retry")}</Button>}
      </Stack>
    </div>
  );
}
