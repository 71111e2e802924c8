const paths = {
  home: "M4 11.5 12 5l8 6.5V20h-5.5v-5h-5v5H4z",
  cohorts: "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 8c0-3.3 2.7-5 6-5s6 1.7 6 5M16 5.5a3 3 0 0 1 0 5.4M17 14c2.4.4 4 2 4 5",
  sessions: "M4 6h16v10h-9l-4 3.5V16H4z",
  insights: "M5 19V11M12 19V5M19 19v-6",
  actions: "M5 12.5 10 17.5 19.5 7",
  people: "M12 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zm-7 9c0-3.9 3.1-6 7-6s7 2.1 7 6",
  settings: "M5 7h9m4 0h1M5 12h2m4 0h8M5 17h9m4 0h1M16 5v4M9 10v4M16 15v4",
  search: "M11 17a6 6 0 1 0 0-12 6 6 0 0 0 0 12zm4.5-1.5L20 20",
  done: "M5 12.5 10 17.5 19.5 7",
  waiting: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zm0-12.5V12l3 2",
  warning: "M12 4 3 19.5h18zM12 10v4.5M12 17v.5",
  stopped: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16zM8.5 8.5l7 7",
  open: "M12 20a8 8 0 1 0 0-16 8 8 0 0 0 0 16z",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zm0-13v2m0 14v2M3 12h2m14 0h2M5.6 5.6 7 7m10 10 1.4 1.4m0-12.8L17 7M7 17l-1.4 1.4",
  moon: "M19.5 14.5A8 8 0 1 1 9.5 4.5a6.5 6.5 0 0 0 10 10z",
  upload: "M12 16V5m-4.5 4.5L12 5l4.5 4.5M5 19h14",
  download: "M12 5v11m-4.5-4.5L12 16l4.5-4.5M5 19.5h14",
  forward: "M9 6l6 6-6 6",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
  out: "M10 5H5v14h5M14 8l4 4-4 4M18 12H9",
} as const;

export type IconName = keyof typeof paths;

/** Always beside a word, so it is hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.9}
      strokeLinecap="round"
      strokeLinejoin="round"
      style={{ flex: "none" }}
    >
      <path d={paths[name]} />
    </svg>
  );
}
