import { readdirSync } from "node:fs"
import { join } from "node:path"
import { defineConfig } from "vitest/config"

const root = import.meta.dirname

/** Kills, races and other harnesses that take minutes; `npm run test:long`. */
const long = "**/*.long.test.ts"
/** Tests that replace modules (`vi.mock`): the files of a worker share its modules unless each has a worker of its own. */
const isolated = "**/*.isolated.test.ts"

const project = (
  name: string,
  options: {
    include: string[]
    exclude?: string[]
    isolate?: boolean
    root?: string
    testTimeout?: number
    hookTimeout?: number
  },
) => ({
  extends: true as const,
  test: { name, root, ...options },
})

/** A package by its name, while `--project` asks for one. */
const packages = process.argv.some((argument) => argument.startsWith("--project"))
  ? ["packages", "examples"].flatMap((folder) =>
      readdirSync(join(root, folder)).map((name) =>
        project(name, { root: join(root, folder, name), include: ["test/**/*.test.ts"], exclude: [long, isolated] }),
      ),
    )
  : []

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    globalSetup: join(root, ".ci/temporary-folder.ts"),
    // Five times what the slowest test takes on two busy cores, and more: a limit is for tests that hang.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // The default of a second is shorter than a browser takes for a page beside other load.
    expect: { poll: { timeout: 30_000 } },
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
    // Starting a worker for each of a hundred files, and loading the packages in it, takes longer than the tests.
    isolate: false,
    projects: [
      project("tests", {
        include: ["{packages,examples}/*/test/**/*.test.ts", ".ci/**/*.test.ts"],
        exclude: ["**/node_modules/**", long, isolated],
      }),
      project("isolated", { include: [`{packages,examples}/*/test/${isolated}`], isolate: true }),
      project("long", {
        include: [`{packages,examples}/*/test/${long}`],
        // Harnesses start browsers and offices, and kill processes by the dozen.
        testTimeout: 300_000,
        hookTimeout: 300_000,
      }),
      ...packages,
    ],
  },
})
