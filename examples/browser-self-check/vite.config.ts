import { bundlerOptions } from "@shifan/core/vite"
import { mergeConfig, type UserConfig } from "vite"

/** Relative addresses, so that `dist` can be put anywhere on a web server; a list of all files, for what is kept offline. */
const config: UserConfig = mergeConfig(bundlerOptions, {
  base: "./",
  build: { outDir: "dist/site", manifest: "files.json" },
})

export default config
