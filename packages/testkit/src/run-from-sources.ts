import { registerHooks } from "node:module"

// Loaded with `--import` into a process that runs a `.ts` file: resolves `./x.js` to `./x.ts`. It asks for the source first,
// because a resolution that fails costs more than one that succeeds.

const isRelative = (specifier: string): boolean => specifier.startsWith(".") && specifier.endsWith(".js")

registerHooks({
  resolve: (specifier, context, next) =>
    next(
      isRelative(specifier) && context.parentURL?.endsWith(".ts") === true ? `${specifier.slice(0, -3)}.ts` : specifier,
      context,
    ),
})
