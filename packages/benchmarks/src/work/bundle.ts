/** What a browser has to load to evaluate and decide: all of `core`, with what it depends on. */
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "vite"
import { root } from "../files.js"
import type { Result } from "../result.js"

export const bundling = async (): Promise<ReadonlyArray<Result>> => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root,
    build: {
      write: false,
      minify: true,
      lib: { entry: join(root, "packages/core/dist/index.js"), formats: ["es"], fileName: "core" },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((one) => ("output" in one ? one.output : []))
  const code = outputs.map((one) => (one.type === "chunk" ? one.code : "")).join("")
  if (code === "") throw new Error("nothing was built")
  const size = gzipSync(code, { level: 9 }).length / 1000
  return [
    {
      work: "`core` for the browser, minified and gzipped, all of its exports",
      baseline: "—",
      count: 1,
      rounds: 1,
      ours: size,
      theirs: null,
      unit: "kB",
      ratio: size,
      target: { ratio: "size", bound: "atMost", value: 30 },
    },
  ]
}
