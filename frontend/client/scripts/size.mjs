// The client, bundled as an app would take it, against its budget.
import { gzipSync } from "node:zlib";
import { build } from "vite";

const BUDGET = 6 * 1024;
const built = await build({
  configFile: false,
  logLevel: "error",
  build: {
    write: false,
    target: "es2022",
    lib: { entry: new URL("../src/index.ts", import.meta.url).pathname, formats: ["es"] },
  },
});
const code = [built].flat()[0].output.map((chunk) => chunk.code ?? "").join("");
const size = gzipSync(code).length;
console.log(`@tellmore/client: ${size} B gzipped of ${BUDGET} B`);
process.exitCode = size > BUDGET ? 1 : 0;
