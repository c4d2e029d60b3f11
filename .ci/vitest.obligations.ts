/** Runs the tests of an obligation with its small change applied while loading the sources; no file is modified. */
import { join } from "node:path"
import type { Plugin } from "vite"
import { defineConfig } from "vitest/config"

const root = join(import.meta.dirname, "..")

interface Change {
  readonly file: string
  readonly from: string
  readonly to: string
}

const text = process.env["OBLIGATION_CHANGE"]
const change: Change | undefined = text === undefined ? undefined : JSON.parse(text)

const changing = ({ file, from, to }: Change): Plugin => {
  const isChanged = (id: string): boolean => id.split("?")[0] === join(root, "packages", file)
  return {
    name: "one-small-change",
    enforce: "pre",
    transform: (code, id) => (isChanged(id) ? code.split(from).join(to) : undefined),
    // Modules are cached on disk by a key; the change must be part of it.
    configureVitest: ({ defineCacheKeyGenerator }) => {
      defineCacheKeyGenerator(({ id }) => (isChanged(id) ? JSON.stringify([from, to]) : undefined))
    },
  }
}

export default defineConfig({
  plugins: change === undefined ? [] : [changing(change)],
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    root,
    include: ["packages/*/test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/*.long.test.ts"],
    setupFiles: join(root, ".ci/fixed-seed.ts"),
    globalSetup: join(root, ".ci/temporary-folder.ts"),
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
    fileParallelism: false,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
