/** The tests that Stryker runs on a mutated package: its own, in a single project, without the long ones. */
import { defineConfig } from "vitest/config"

const name = process.env["MUTATED_PACKAGE"] ?? ""

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  test: {
    root: `packages/${name}`,
    include: ["test/**/*.test.ts"],
    exclude: ["**/*.long.test.ts"],
    setupFiles: `${import.meta.dirname}/fixed-seed.ts`,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    globalSetup: `${import.meta.dirname}/temporary-folder.ts`,
    restoreMocks: true,
    unstubEnvs: true,
    unstubGlobals: true,
  },
})
