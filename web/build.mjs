/**
 * Bundles the tracker with esbuild.
 *
 *     node build.mjs          dist/conformance.js (Node); dist/tracker.js, dist/answer.js (browser)
 *     node build.mjs test     build/test/*.test.js
 *     node build.mjs bench    build/bench/*.js, for Node and for a page
 *
 * `@content/` is build/content/, what `npm run content` makes from the Python package: texts, rules
 * and pictures of the coach. The weights are imported from src/retrowalk/tracker/*.json of the Python package, the only place
 * where they are written, and end up inside the bundles.
 */

import { readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  logLevel: "warning",
  alias: { "@content": fileURLToPath(new URL("build/content", import.meta.url)) },
};
// the app's tests render nothing, but some import its files
const app = { jsx: "automatic", jsxImportSource: "preact" };
const [what = "dist"] = process.argv.slice(2);

function filesIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `${folder}/${name}`);
}

if (what === "dist") {
  rmSync("dist", { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: ["src/conformance.ts"],
    outdir: "dist",
    platform: "node",
  });
  await build({
    ...common,
    entryPoints: { tracker: "src/index.ts", answer: "src/conformance/answer.ts" },
    outdir: "dist",
    platform: "browser",
    minify: true,
    sourcemap: true,
  });
} else {
  rmSync(`build/${what}`, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: filesIn(what).filter((name) => what !== "test" || name.endsWith(".test.ts")),
    outdir: `build/${what}`,
    platform: "node",
    sourcemap: "inline",
    ...app,
  });
}
