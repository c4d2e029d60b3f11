/** The size of `core` and its dependencies as a browser loads them, out of a bundler. */
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { build } from "vite"
import { bundlerOptions } from "../browser/bundler.js"
import { root } from "../databases.js"
import type { Result, Target } from "../measurement.js"

/** In kB, minified and gzipped. */
const sizeOf = async (entry: string): Promise<number> => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root,
    ...bundlerOptions,
    build: {
      ...bundlerOptions.build,
      write: false,
      minify: true,
      // Vite does not minify white space in ES modules built as a library.
      lib: { entry: join(root, entry), formats: ["iife"], name: "core", fileName: "core" },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) =>
    "output" in result ? result.output : [],
  )
  const code = outputs.map((output) => (output.type === "chunk" ? output.code : "")).join("")
  if (code === "") throw new Error("nothing was built")
  return gzipSync(code, { level: 9 }).length / 1000
}

const sizeResult = async (work: string, entry: string, target: Target | null): Promise<Result> => {
  const size = await sizeOf(entry)
  return { work, baseline: "—", count: 1, rounds: 1, ours: size, theirs: null, unit: "kB", ratio: size, target }
}

export const measureBrowserSize = async (): Promise<ReadonlyArray<Result>> => [
  await sizeResult("`core` for the browser, minified and gzipped, all of its exports", "packages/core/dist/index.js", {
    ratio: "size",
    bound: "atMost",
    value: 30,
  }),
  await sizeResult(
    "of it, what a form takes: codecs, self-check and their texts",
    "packages/benchmarks/dist/browser/form.js",
    { ratio: "size", bound: "atMost", value: 18 },
  ),
]
