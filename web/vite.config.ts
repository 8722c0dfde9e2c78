/** The app: built into the Python package, so that whoever installs the wheel needs no Node. */

import { fileURLToPath } from "node:url";

import preact from "@preact/preset-vite";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";

function at(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

export default defineConfig({
  plugins: [
    preact(),
    VitePWA({
      // the page registers it itself: no inline script
      injectRegister: false,
      registerType: "prompt",
      manifest: {
        name: "Retrowalk",
        short_name: "Retrowalk",
        description: "Sees you walk backward.",
        id: "/",
        start_url: "/",
        display: "standalone",
        orientation: "portrait",
        background_color: "#fffdf9",
        theme_color: "#1d3f94",
        icons: [
          { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
          { src: "/icon-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
          { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
        ],
      },
      workbox: {
        // everything, so that the second visit needs no network
        globPatterns: ["**/*.{html,js,css,json,svg,png,webmanifest}"],
        maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
        navigateFallback: "/index.html",
        navigateFallbackDenylist: [/^\/api\//],
        cleanupOutdatedCaches: true,
        // reminders: what a push shows
        importScripts: ["/push.js"],
      },
    }),
  ],
  resolve: { alias: { "@content": at("./build/content") } },
  build: {
    outDir: at("../src/retrowalk/server/app"),
    emptyOutDir: true,
    target: "es2022",
    // pictures stay files: the page's policy allows no data in styles
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
