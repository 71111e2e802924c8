import type { Rolldown } from "vite";

/** The sign-in, the frame and Home. With what comes before any page they are the first load, which `size.mjs` counts. */
const HOME = /\/src\/routes\/(sign-in|_app|_app\/index)\.tsx\?/;

/** Mantine's index imports every component; these the first load does not use: fields, tables, lists. */
const LATER =
  /@mantine\/core\/esm\/components\/(Checkbox|CloseButton|Combobox|Fieldset|FileButton|FileInput|Input|InputBase|List|NativeSelect|Radio|ScrollArea|Table|Textarea|TextInput)\//;
const FIELDS = /@mantine\/core\/esm\/components\/(Checkbox|Combobox|Fieldset|File|Input|NativeSelect|Radio|Text)|\/src\/components\/form\//;

/** Fetched with the first load in any case: the entry, those three, and what they import. */
function firstLoad(): (id: string, build: Rolldown.ChunkingContext) => string | null {
  const known = new Map<string, boolean>();
  const isFirst = (id: string, build: Rolldown.ChunkingContext): boolean => {
    const before = known.get(id);
    if (before !== undefined) return before;
    known.set(id, false); // asked again on its own way up, it is no reason
    const info = build.getModuleInfo(id);
    const is = info !== null && (info.isEntry || HOME.test(id) || info.importers.some((importer) => isFirst(importer, build)));
    known.set(id, is);
    return is;
  };
  return (id, build) => (!LATER.test(id) && isFirst(id, build) ? "first" : null);
}

/**
 * The first load, and once what pages share. Left alone, the bundler makes a file of each thing that
 * two pages share: seventy requests at a first visit, which take their time on a slow network.
 */
export const groups = [
  { name: firstLoad(), priority: 1 },
  { name: "fields", test: FIELDS, minShareCount: 2 },
  { name: "pages", test: /\/(src|node_modules)\/(?!locales)/, minShareCount: 2 },
];
