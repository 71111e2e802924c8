import { Button, Group, Text, TextInput } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "./CopyButton";
import classes from "./ShownOnce.module.css";

interface Props {
  title: string;
  /** What to do with it, and how long it works. */
  children: ReactNode;
  /** A secret may come with a name that is shown with it. */
  values: { label: string; value: string }[];
  onStored: () => void;
}

function Value({ label, value }: { label: string; value: string }) {
  return (
    <Group align="flex-end" gap="xs" wrap="nowrap">
      <TextInput
        readOnly
        size="md"
        flex={1}
        maw="40rem"
        classNames={{ input: classes.value ?? "" }}
        label={label}
        value={value}
        onFocus={(event) => event.target.select()}
      />
      <CopyButton text={value} what={label} />
    </Group>
  );
}

/** A secret that the server tells once: it stays until the person says that it is stored. */
export function ShownOnce({ title, children, values, onStored }: Props) {
  const { t } = useTranslation();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  const store = () => {
    onStored();
    // This box goes away with its button: the page itself is the next place to be.
    document.getElementById("page")?.focus({ preventScroll: true });
  };
  return (
    <section ref={box} tabIndex={-1} aria-label={title} className={classes.box}>
      <Text fw={650}>{title}</Text>
      <Text>{children}</Text>
      {values.map((one) => (
        <Value key={one.label} {...one} />
      ))}
      <Group>
        <Button onClick={store}>{t("once.stored")}</Button>
      </Group>
    </section>
  );
}
