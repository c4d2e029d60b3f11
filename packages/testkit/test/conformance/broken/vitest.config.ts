/** Runs the suite on broken stores, where cases fail; excluded from all other runs. */
import { defineConfig } from "vitest/config"

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  test: { root: import.meta.dirname, include: ["*.suite.ts"], testTimeout: 8_000, isolate: false },
})
