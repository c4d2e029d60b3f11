/**
 * What Vite has to be told about fp-ts to leave out what `core` does not use of it. Has nothing of Vite, nor of `core`.
 *
 * @example
 * // vite.config.ts
 * import { bundlerOptions } from "@shifan/core/vite"
 * export default defineConfig({ ...bundlerOptions })
 */
export const bundlerOptions = {
  resolve: {
    /** By these paths fp-ts is CommonJS, which is bundled whole; the same modules are published as ES modules beside it. */
    alias: [{ find: /^fp-ts\/lib\/(.*)$/, replacement: "fp-ts/es6/$1" }],
  },
  build: {
    rolldownOptions: {
      /** Its `Either` calls `asUnit` and reads a property when it is loaded; neither does anything. */
      treeshake: { propertyReadSideEffects: false as const, manualPureFunctions: ["asUnit_"] },
    },
  },
}
