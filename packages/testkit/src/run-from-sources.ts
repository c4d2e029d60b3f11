/** Lets a process started on a `.ts` file find the siblings that it imports by the names they have once compiled. */
import { registerHooks } from "node:module"

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
