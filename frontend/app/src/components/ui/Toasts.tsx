import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useToasts } from "@/lib/toasts";
import classes from "./Toasts.module.css";

/** What was just done, with the way back. */
export function Toasts() {
  const { t } = useTranslation();
  const toasts = useToasts();
  return (
    <div className={classes.stack} role="status" aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={classes.toast}>
          <span>{toast.text}</span>
          {toast.undo && (
            <Button variant="white" size="compact-md" onClick={toast.undo}>
              {t("undo")}
            </Button>
          )}
        </div>
      ))}
    </div>
  );
}
