import { Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import classes from "./guide.module.css";
import type { Guide } from "./queries";

/** The guide for those who read it only. */
export function GuideText({ guide }: { guide: Guide }) {
  const { t } = useTranslation("guide");
  return (
    <Stack>
      {guide.content.stages.map(({ stage, title, lines }) => (
        <section key={stage}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {lines.map(({ key, text }) => (
            <p key={key}>{text}</p>
          ))}
          {stage === "questions" && (
            <ol className={classes.questions}>
              {guide.content.questions.map(({ key, text, prompts }) => (
                <li key={key}>
                  {text}
                  {prompts.map((prompt) => (
                    <p key={prompt.key} className={classes.prompt}>
                      {t(`prompt.${prompt.kind}`)}: {prompt.text}
                    </p>
                  ))}
                </li>
              ))}
            </ol>
          )}
        </section>
      ))}
    </Stack>
  );
}
