import { bundlerOptions } from "@shifan/core/vite"
import { mergeConfig, type UserConfig } from "vite"

/** Relative addresses, so that `dist` works anywhere on a web server; and a list of all files, for offline caching. */
const config: UserConfig = mergeConfig(bundlerOptions, {
  base: "./",
  build: { outDir: "dist/site", manifest: "files.json" },
})

export default config
