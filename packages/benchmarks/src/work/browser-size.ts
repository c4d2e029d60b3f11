/** The sizes of `core` and its dependencies after bundling for a browser. */
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { bundlerOptions } from "@shifan/core/vite"
import { build, defaultClientConditions, type Plugin } from "vite"
import manifest from "@shifan/core/package.json" with { type: "json" }
import { root } from "../databases.js"
import type { Result } from "../measurement.js"

interface Part {
  readonly work: string
  /** The imports of a page. */
  readonly code: string
  /** In kB; `null` for a value shown for comparison. */
  readonly atMost: number | null
}

/** From the package's manifest, so that none is missed. */
const subpaths = Object.keys(manifest.exports).filter((path) => path !== "./package.json")

const selfCheck = `export { selfCheck } from "@shifan/core"
                   export { applicationForm, asFilled, decode, Dossier } from "@shifan/core/forms"`
const texts = "changeText, contradictionText, divergenceText, figuresText, formIssueText, verdictNames"

export const parts: ReadonlyArray<Part> = [
  {
    work: "`core` for the browser, minified and gzipped: all exports of its entry",
    code: `export * from "@shifan/core"`,
    atMost: 30,
  },
  {
    work: "the self-check alone: the form's codecs, the check, the regulation of Qinhuangdao",
    code: `${selfCheck}; export { qinhuangdao2020 } from "@shifan/core/regulations"`,
    atMost: 18,
  },
  {
    work: "the same with its texts in Chinese and English",
    code: `${selfCheck}; export { qinhuangdao2020 } from "@shifan/core/regulations"
           export { ${texts} } from "@shifan/core/messages"`,
    atMost: null,
  },
  {
    work: "the entry, all aggregates, the regulation and all texts",
    code: `export * from "@shifan/core"; export { qinhuangdao2020 } from "@shifan/core/regulations"
           export { aggregates } from "@shifan/core/registry"; export * from "@shifan/core/messages"`,
    atMost: null,
  },
  { work: "`core/messages` alone", code: `export * from "@shifan/core/messages"`, atMost: null },
  {
    work: "the entry and every subpath, checks of a regulation for its author included",
    code: subpaths.map((path) => `export * from "@shifan/core${path.slice(1)}"`).join("\n"),
    atMost: null,
  },
]

/** A virtual module with that code, placed here so that its imports resolve. */
const entry = join(import.meta.dirname, "entry.ts")

const entryOf = (code: string): Plugin => ({
  name: "entry",
  resolveId: (id) => (id === entry ? entry : null),
  load: (id) => (id === entry ? code : null),
})

/** In kB, minified and gzipped. Built from sources, so no other build is needed before. */
export const sizeOf = async ({ code }: Pick<Part, "code">): Promise<number> => {
  const built = await build({
    configFile: false,
    logLevel: "silent",
    root,
    plugins: [entryOf(code)],
    resolve: { ...bundlerOptions.resolve, conditions: ["source", ...defaultClientConditions] },
    build: {
      ...bundlerOptions.build,
      write: false,
      minify: true,
      // Vite does not minify white space in ES modules built as a library.
      lib: { entry, formats: ["iife"], name: "core", fileName: "core" },
    },
  })
  const outputs = (Array.isArray(built) ? built : [built]).flatMap((result) =>
    "output" in result ? result.output : [],
  )
  const script = outputs.map((output) => (output.type === "chunk" ? output.code : "")).join("")
  if (script === "") throw new Error("nothing was built")
  return gzipSync(script, { level: 9 }).length / 1000
}

export const measureBrowserSize = async (): Promise<ReadonlyArray<Result>> => {
  const results: Array<Result> = []
  for (const part of parts) {
    const size = await sizeOf(part)
    const target = part.atMost === null ? null : ({ ratio: "size", bound: "atMost", value: part.atMost } as const)
    const { work } = part
    results.push({
      work,
      baseline: "—",
      count: 1,
      rounds: 1,
      ours: size,
      theirs: null,
      unit: "kB",
      ratio: size,
      target,
    })
  }
  return results
}
