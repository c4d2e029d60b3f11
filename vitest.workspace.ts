import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { defineConfig } from "vitest/config"

/** Every package and example that has tests is a project of its own. */
const projects = ["packages", "examples"].flatMap((folder) => {
  const under = join(import.meta.dirname, folder)
  return readdirSync(under)
    .filter((name) => existsSync(join(under, name, "test")))
    .map((name) => ({
      extends: true as const,
      test: { name, root: join(under, name), include: ["test/**/*.test.ts"] },
    }))
})

export default defineConfig({
  ssr: { resolve: { conditions: ["source"] } },
  test: { projects },
})
