// The page's own files, kept on the device: a reload without a network shows the page again. What
// people read and write never passes through here; the page keeps it in IndexedDB, or not at all.
/** Put before this file by the build: its name, and all its files but the page itself. */
declare const BUILD: { name: string; files: string[] };

const worker = self as unknown as ServiceWorkerGlobalScope;
const PAGE = "/";
const PATIENCE_MS = 3000;
/** What the server answers itself: its API, and the pages of families and students. */
const SERVERS = /^\/(v1|problems|healthz|c|t|heard)(\/|$)/;
const files = new Set(BUILD.files);

/** A hashed name never changes what it holds: what an older build kept needs no fetching. */
async function keepFile(cache: Cache, file: string): Promise<void> {
  const held = await caches.match(file);
  await (held ? cache.put(file, held) : cache.add(file));
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(BUILD.name);
  await cache.add(new Request(PAGE, { cache: "reload" }));
  for (const file of files) await keepFile(cache, file);
}

async function dropOlder(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== BUILD.name).map((name) => caches.delete(name)));
  await worker.clients.claim();
}

const kept = async (path: string) => (await caches.open(BUILD.name)).match(path);

/** The server's page, which may be newer; ours when it says nothing, or nothing in time. */
async function page(request: Request): Promise<Response> {
  const fresh = fetch(request).then(
    (answer) => (answer.status < 500 ? answer : null),
    () => null,
  );
  const late = new Promise<null>((done) => setTimeout(done, PATIENCE_MS, null));
  return (await Promise.race([fresh, late])) ?? (await kept(PAGE)) ?? (await fresh) ?? Response.error();
}

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(dropOlder()));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== worker.location.origin) return;
  if (request.mode === "navigate" && !SERVERS.test(pathname)) event.respondWith(page(request));
  else if (files.has(pathname)) event.respondWith(kept(pathname).then((held) => held ?? fetch(request)));
});
