import type common from "./locales/en/common.json";
import type signIn from "./locales/en/signIn.json";

/** The English catalogues are the type of every key: a key that isn't there doesn't compile. */
declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: {
      common: typeof common;
      signIn: typeof signIn;
    };
  }
}
