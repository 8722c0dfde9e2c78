/** Icons of the app, drawn in one line style on a grid of 24. */

const PATHS = {
  today: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  exercises: "M12 5.5a1.5 1.5 0 1 1 .01 0M12 9v6m0-4-5 2m5-2 5 2m-5 2-3 6m3-6 3 6",
  history: "M4 20V4m0 16h16M7 16l4-5 3 3 5-7",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  back: "M14 5 7 12l7 7",
  start: "M8 5v14l11-7z",
  stop: "M6 6h12v12H6z",
  pause: "M8 5v14M16 5v14",
  backward: "M19 12H5m6-6-6 6 6 6",
  forward: "M5 12h14m-6-6 6 6-6 6",
  warning: "M12 4 3 20h18zM12 10v5m0 2.5v.01",
  check: "M5 13l4 4L19 7",
  close: "M6 6l12 12M18 6 6 18",
  speaker: "M4 10v4h3l5 4V6L7 10zM16 9a4 4 0 0 1 0 6m2-9a8 8 0 0 1 0 12",
  vibrate: "M8 4h8v16H8zM4 9v6M20 9v6",
  phone: "M7 3h10v18H7zM11 18h2",
  camera: "M4 8h4l2-3h4l2 3h4v11H4zM12 16a3 3 0 1 1 .01 0",
  share: "M12 15V4m-4 4 4-4 4 4M5 13v7h14v-7",
  download: "M12 4v11m-4-4 4 4 4-4M5 20h14",
  trash: "M5 7h14M9 7V4h6v3M7 7l1 13h8l1-13",
  person: "M12 11a3.5 3.5 0 1 1 .01 0M5 20c1-4 4-6 7-6s6 2 7 6",
  heart: "M12 20S4 14 4 9a4 4 0 0 1 8-1 4 4 0 0 1 8 1c0 5-8 11-8 11z",
  clock: "M12 21a9 9 0 1 1 .01 0M12 7v5l3 2",
  info: "M12 21a9 9 0 1 1 .01 0M12 11v6m0-9.5v.01",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l2 1H4zM10 21h4",
  plus: "M12 5v14M5 12h14",
  next: "M10 5l7 7-7 7",
  skip: "M5 5v14l9-7zM18 5v14",
} as const;

export type IconName = keyof typeof PATHS;

/** An icon beside words; it is not read out. */
export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
