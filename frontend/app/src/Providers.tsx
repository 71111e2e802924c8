import "@mantine/core/styles.css";
import "./app.css";
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { type ReactNode, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { queryClient } from "@/lib/query";
import { colors, makeTheme } from "./theme";

export function Providers({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const close = t("close");
  const theme = useMemo(() => makeTheme(close), [close]);
  return (
    <MantineProvider theme={theme} cssVariablesResolver={colors} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>
    </MantineProvider>
  );
}
