import { registerHooks } from "node:module"

// Loaded with `--import` into a process that runs a `.ts` file: resolves `./x.js` to `./x.ts`.

registerHooks({
  resolve: (specifier, context, next) => {
    try {
      return next(specifier, context)
    } catch (thrown) {
      if (specifier.startsWith(".") && specifier.endsWith(".js")) return next(`${specifier.slice(0, -3)}.ts`, context)
      throw thrown
    }
  },
})
