import type { ParseKeys } from "i18next";

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** The key in `common` that names this route in the breadcrumbs. */
    crumb?: ParseKeys;
  }
}
