// What a browser fetches before the first page behind the sign-in can be used, against its budget.
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";

const BUDGET = 180 * 1024;
const dist = new URL("../dist/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL(".vite/manifest.json", dist)));
const first = [
  /^index\.html$/,
  /routes\/_app\.tsx\?tsr-split/,
  /routes\/_app\/index\.tsx\?tsr-split/,
  /locales\/en\/(common|home)\.json$/,
];

const needed = new Set();
function take(key) {
  const { file, imports = [] } = manifest[key];
  if (needed.has(file)) return;
  needed.add(file);
  imports.forEach(take);
}
Object.keys(manifest)
  .filter((key) => first.some((pattern) => pattern.test(key)))
  .forEach(take);

const sizes = [...needed]
  .filter((file) => file.endsWith(".js"))
  .map((file) => [gzipSync(readFileSync(new URL(file, dist))).length, file])
  .sort(([a], [b]) => b - a);
const total = sizes.reduce((sum, [size]) => sum + size, 0);
for (const [size, file] of sizes) console.log(`${String(size).padStart(8)}  ${file}`);
console.log(`First load: ${(total / 1024).toFixed(1)} kB of JavaScript gzipped, of ${BUDGET / 1024} kB`);
process.exitCode = total > BUDGET ? 1 : 0;
