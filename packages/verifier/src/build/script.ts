/** The page's program, with all it depends on, as one script. */
import { isBuiltin } from "node:module"
import { join } from "node:path"
import { build, type Plugin } from "vite"

const root = join(import.meta.dirname, "../..")

/** fp-ts as modules, of which what is not used falls away. */
const asModules: Plugin = {
  name: "fp-ts-as-modules",
  enforce: "pre",
  resolveId: {
    order: "pre",
    handler(id, importer, options) {
      const found = /^(fp-ts|io-ts)\/lib\/(.+)$/.exec(id)
      return found === null
        ? null
        : this.resolve(`${found[1]}/es6/${found[2]}`, importer, { ...options, skipSelf: true })
    },
  },
}

const empty = "\0empty"

/**
 * Nothing of Node's is let in, under whatever name. sm-crypto-v2 would ask for `crypto` where there is no WebCrypto, and
 * this page could check no signature there anyway.
 */
const nothingOfNode: Plugin = {
  name: "nothing-of-node",
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

/** `modules`: the files it was made of. */
export interface Script {
  readonly code: string
  readonly modules: ReadonlyArray<string>
}

export const buildScript = async (): Promise<Script> => {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    root,
    mode: "production",
    plugins: [nothingOfNode, asModules],
    // A library asks where it lies; a page that is one file lies nowhere.
    define: { "import.meta": "{}" },
    resolve: { conditions: ["source", "browser", "module", "production"] },
    build: {
      write: false,
      minify: true,
      target: "es2022",
      lib: { entry: join(root, "src/page/main.ts"), formats: ["iife"], name: "verifier", fileName: "verifier" },
    },
  })
  const chunks = (Array.isArray(built) ? built : [built])
    .flatMap((one) => ("output" in one ? one.output : []))
    .flatMap((one) => (one.type === "chunk" ? [one] : []))
  const [chunk] = chunks
  if (chunk === undefined || chunks.length > 1) throw new Error(`one script was expected, not ${chunks.length}`)
  return { code: chunk.code, modules: Object.keys(chunk.modules) }
}
