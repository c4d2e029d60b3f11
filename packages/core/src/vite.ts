/**
 * Vite options with which unused parts of fp-ts are left out of a bundle. This module imports neither Vite nor `core`.
 *
 * @example
 * // vite.config.ts
 * import { bundlerOptions } from "@shifan/core/vite"
 * export default defineConfig({ ...bundlerOptions })
 */
export const bundlerOptions = {
  resolve: {
    /** fp-ts is CommonJS under these paths, which is bundled whole. Redirects to the same modules published as ES modules. */
    alias: [{ find: /^fp-ts\/lib\/(.*)$/, replacement: "fp-ts/es6/$1" }],
  },
  build: {
    rolldownOptions: {
      /** When loaded, its `Either` calls `asUnit` and reads a property. Neither has side effects. */
      treeshake: { propertyReadSideEffects: false as const, manualPureFunctions: ["asUnit_"] },
    },
  },
}
