/** The suite on broken stores, whose cases fail: no part of any other run. */
import { defineConfig } from "vitest/config"

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  test: { root: import.meta.dirname, include: ["*.suite.ts"], testTimeout: 20_000, isolate: false },
})
