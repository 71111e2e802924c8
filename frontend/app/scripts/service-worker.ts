import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Plugin, transformWithOxc } from "vite";

const source = new URL("../worker/sw.ts", import.meta.url).pathname;

/** Writes `/sw.js`: the service worker, told which files this build is made of. */
export const serviceWorker = (): Plugin => ({
  name: "tellmore-service-worker",
  apply: "build",
  generateBundle: {
    order: "post",
    async handler(_, bundle) {
      const { code } = await transformWithOxc(readFileSync(source, "utf8"), source, { target: "es2023" });
      const files = Object.keys(bundle).filter((file) => file.startsWith("assets/")).toSorted();
      const page = bundle["index.html"];
      const name = createHash("sha256").update(JSON.stringify([files, page?.type === "asset" && page.source]));
      const build = { name: `tellmore-${name.digest("hex").slice(0, 12)}`, files: files.map((file) => `/${file}`) };
      this.emitFile({ type: "asset", fileName: "sw.js", source: `const BUILD = ${JSON.stringify(build)};\n${code}` });
    },
  },
});
