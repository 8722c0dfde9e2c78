/** Three drawings of each test, in the line style of the icons; the words stand below. */

import type { ComponentChildren } from "preact";

const FLOOR_Y = 92;

function Scene({ children }: { readonly children: ComponentChildren }) {
  return (
    <svg viewBox="0 0 160 100" aria-hidden="true" focusable="false">
      <path d={`M6 ${FLOOR_Y}h148`} />
      {children}
    </svg>
  );
}

/** Somebody who stands at x and looks to the right, or to the left with `turned`. */
function Standing(props: {
  readonly x: number;
  readonly turned?: boolean;
  readonly legs?: "together" | "step" | "tandem" | "one";
}) {
  const { x, turned = false, legs = "together" } = props;
  const side = turned ? -1 : 1;
  const feet = {
    together: `M${x} 58l-2 ${FLOOR_Y - 58}h${7 * side}M${x} 58l2 ${FLOOR_Y - 58}h${7 * side}`,
    step: `M${x} 58l-12 ${FLOOR_Y - 58}h${6 * side}M${x} 58l12 ${FLOOR_Y - 58}h${6 * side}`,
    tandem: `M${x} 58l-7 ${FLOOR_Y - 58}h${9 * side}M${x} 58l${5 * side} ${FLOOR_Y - 58}h${9 * side}`,
    one: `M${x} 58v${FLOOR_Y - 58}h${7 * side}M${x} 58l${10 * side} 14l${-6 * side} 12`,
  }[legs];
  return (
    <path
      d={`M${x} 14a7 7 0 1 0 .01 0M${x + 7 * side} 20l${3 * side} 2M${x} 28v30M${x} 34l-8 16M${x} 34l8 16${feet}`}
    />
  );
}

function Chair({ x }: { readonly x: number }) {
  return <path d={`M${x} 36v56M${x} 66h26v26`} />;
}

function Sitting({ x }: { readonly x: number }) {
  return <path d={`M${x} 18a7 7 0 1 0 .01 0M${x} 32v32h20v28h7M${x} 40l14 8-8 8`} />;
}

function Line({ x }: { readonly x: number }) {
  return <path class="line" d={`M${x} ${FLOOR_Y - 3}v6`} />;
}

function Way({ from, to }: { readonly from: number; readonly to: number }) {
  const side = to < from ? 1 : -1;
  return <path class="way" d={`M${from} 8H${to}m${8 * side}-5l${-8 * side} 5l${8 * side} 5`} />;
}

const BACKWARD = [
  <Scene key="1">
    <Line x={120} />
    <Line x={34} />
    <Standing x={112} />
  </Scene>,
  <Scene key="2">
    <Line x={120} />
    <Line x={34} />
    <Standing x={76} legs="step" />
    <Way from={118} to={40} />
  </Scene>,
  <Scene key="3">
    <Line x={120} />
    <Line x={34} />
    <Standing x={40} />
  </Scene>,
];

const FORWARD = [
  <Scene key="1">
    <Line x={30} />
    <Line x={124} />
    <Standing x={24} />
  </Scene>,
  <Scene key="2">
    <Line x={30} />
    <Line x={124} />
    <Standing x={76} legs="step" />
    <Way from={40} to={118} />
  </Scene>,
  <Scene key="3">
    <Line x={30} />
    <Line x={124} />
    <Standing x={138} legs="step" />
  </Scene>,
];

const DRAWINGS: Readonly<Record<string, readonly ComponentChildren[]>> = {
  "3mbwt": BACKWARD,
  "10mw-backward": BACKWARD,
  "10mw-forward": FORWARD,
  "chair-stand": [
    <Scene key="1">
      <Chair x={56} />
      <Sitting x={68} />
    </Scene>,
    <Scene key="2">
      <Chair x={50} />
      <Standing x={92} />
      <path class="way" d="M120 70V30m-6 8l6-8l6 8" />
    </Scene>,
    <Scene key="3">
      <Chair x={56} />
      <Sitting x={68} />
      <path class="way" d="M124 30v40m-6-8l6 8l6-8" />
    </Scene>,
  ],
  "four-stage": [
    <Scene key="1">
      <Standing x={50} />
      <Standing x={110} legs="tandem" />
    </Scene>,
    <Scene key="2">
      <Standing x={80} legs="tandem" />
    </Scene>,
    <Scene key="3">
      <Standing x={80} legs="one" />
    </Scene>,
  ],
  "single-leg": [
    <Scene key="1">
      <path d="M112 50h34M116 50v42M142 50v42" />
      <Standing x={80} />
    </Scene>,
    <Scene key="2">
      <path d="M112 50h34M116 50v42M142 50v42" />
      <Standing x={80} legs="one" />
    </Scene>,
    <Scene key="3">
      <path d="M112 50h34M116 50v42M142 50v42" />
      <Standing x={80} turned legs="one" />
    </Scene>,
  ],
  tug: [
    <Scene key="1">
      <Chair x={16} />
      <Sitting x={28} />
      <Line x={130} />
    </Scene>,
    <Scene key="2">
      <Chair x={16} />
      <Standing x={88} legs="step" />
      <Line x={130} />
      <Way from={50} to={128} />
    </Scene>,
    <Scene key="3">
      <Chair x={16} />
      <Standing x={88} turned legs="step" />
      <Line x={130} />
      <Way from={128} to={50} />
    </Scene>,
  ],
};

/** The drawings of a test; none for one that has none. */
export function drawingsOf(test: string): readonly ComponentChildren[] {
  return DRAWINGS[test] ?? [];
}
