import { bundlerOptions } from "@shifan/core/vite"
import { mergeConfig, type UserConfig } from "vite"

/** Relative addresses, so that `dist` can be put anywhere on a web server. */
const config: UserConfig = mergeConfig(bundlerOptions, { base: "./", build: { outDir: "dist/site" } })

export default config
