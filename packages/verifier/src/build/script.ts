import { isBuiltin } from "node:module"
import { join } from "node:path"
import { build, type Plugin } from "vite"

const root = join(import.meta.dirname, "../..")

/** fp-ts and io-ts are CommonJS by these paths; their ES modules can be tree-shaken. */
const fpTsAsModules: Plugin = {
  name: "fp-ts-as-modules",
  enforce: "pre",
  resolveId: {
    order: "pre",
    handler(id, importer, options) {
      const [, library, module] = /^(fp-ts|io-ts)\/lib\/(.+)$/.exec(id) ?? []
      return library === undefined
        ? null
        : this.resolve(`${library}/es6/${module}`, importer, { ...options, skipSelf: true })
    },
  },
}

/** The id of an empty module. Rollup's convention: ids that begin with NUL belong to a plugin. */
const empty = "\0empty"

/**
 * Fails the build when anything imports a module of Node's. The one exception: sm-crypto-v2 imports `crypto` for hosts
 * without WebCrypto, where the page could verify no signature anyway.
 */
const noNodeModules: Plugin = {
  name: "no-node-modules",
  enforce: "pre",
  resolveId: {
    order: "pre",
    handler(id, importer = "the page") {
      if (!isBuiltin(id)) return null
      if (id === "crypto" && importer.includes("/sm-crypto-v2/")) return empty
      throw new Error(`${importer} imports ${id}`)
    },
  },
  load: (id) => (id === empty ? "export {}" : null),
}

/** `modules`: paths of the files that went into it. */
interface Script {
  readonly code: string
  readonly modules: ReadonlyArray<string>
}

/** The program of the page with all its dependencies, as one script that needs no module loader. */
export const buildScript = async (entry = join(root, "src/page/main.ts")): Promise<Script> => {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    root,
    mode: "production",
    plugins: [noNodeModules, fpTsAsModules],
    // zip.js asks for its own URL, which a script inlined in a page does not have.
    define: { "import.meta": "{}" },
    resolve: { conditions: ["source", "browser", "module", "production"] },
    build: {
      write: false,
      minify: true,
      target: "es2022",
      lib: { entry, formats: ["iife"], name: "verifier", fileName: "verifier" },
    },
  })
  const chunks = (Array.isArray(built) ? built : [built])
    .flatMap((result) => ("output" in result ? result.output : []))
    .flatMap((file) => (file.type === "chunk" ? [file] : []))
  const [chunk] = chunks
  if (chunk === undefined || chunks.length > 1) throw new Error(`one script was expected, not ${chunks.length}`)
  return { code: chunk.code, modules: Object.keys(chunk.modules) }
}
