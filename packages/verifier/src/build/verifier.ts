/** Builds the page as a single file, with program, style and licences inlined. The same source gives the same bytes. */
import { isBuiltin } from "node:module"
import { join, dirname } from "node:path"
import { build, type Plugin } from "vite"
import { createHash } from "node:crypto"
import { readdir, readFile, mkdir, rename, writeFile } from "node:fs/promises"

const root = join(import.meta.dirname, "../..")

/** These paths of fp-ts and io-ts are CommonJS; their ES modules can be tree-shaken. */
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
 * Fails the build if anything imports a Node module. The one exception: sm-crypto-v2 imports `crypto` for hosts without
 * WebCrypto, where the page could not verify signatures anyway.
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

/** `modules`: paths of the bundled files. */
interface Script {
  readonly code: string
  readonly modules: ReadonlyArray<string>
}

/** The page's program with all its dependencies, as one script that needs no module loader. */
export const buildScript = async (entry = join(root, "src/page/main.ts")): Promise<Script> => {
  const built = await build({
    configFile: false,
    logLevel: "warn",
    root,
    mode: "production",
    plugins: [noNodeModules, fpTsAsModules],
    // zip.js reads its own URL, which a script inlined in a page does not have.
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

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`

/** Allows only the inlined script and style, and no requests. The worker is a blob of the same script. */
const contentPolicy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")

/** Raw text elements end at the first text like their end tag, and `<!--` changes how a script is parsed. */
const rawText = (text: string, element: "script" | "style"): string => {
  const end = new RegExp(`</${element}|<!--|\r|\0`, "i").exec(text)
  if (end !== null) throw new Error(`the ${element} holds ${JSON.stringify(end[0])}`)
  return text
}

const comment = (text: string): string => {
  const end = /--!?>|\r|\0/.exec(text)
  if (end !== null) throw new Error(`a comment holds ${JSON.stringify(end[0])}`)
  return `<!--\n${text}\n-->`
}

interface PageParts {
  readonly script: string
  readonly style: string
  readonly licences: string
  /** Identifies the page in a printed result. */
  readonly version?: string
}

/** One HTML file with everything inlined. Throws if a part would break out of its element. */
export const pageOf = ({ script, style, licences, version = "" }: PageParts): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light">
<meta name="version" content="${version}">
<title>示范平台认定记录核验</title>
<style>${rawText(style, "style")}</style>
</head>
<body>
<noscript>
<p>本页须启用JavaScript才能核验，所有核验都在您的计算机上进行。</p>
<p lang="en">This page verifies on your own computer, and needs JavaScript to do so.</p>
</noscript>
<script id="program">${rawText(script, "script")}</script>
</body>
</html>
${comment(licences)}
`

/**
 * Licence texts, by name, of the packages bundled into the page. The licences require distribution with it.
 *
 * @param modules paths of files
 */
const licences = async (modules: ReadonlyArray<string>): Promise<string> => {
  const packages = new Map(modules.flatMap(packageOf))
  const texts = await Promise.all(
    [...packages]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, folder]) => `${name}\n\n${await licenceIn(folder)}`),
  )
  return texts.join("\n\n")
}

/** Name and folder of the package that a file belongs to; none for our own files. */
const packageOf = (module: string): ReadonlyArray<readonly [string, string]> => {
  const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(module) ?? []
  return folder === undefined || name === undefined ? [] : [[name, folder]]
}

const licenceIn = async (folder: string): Promise<string> => {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(?:[._-]|$)/i.test(name))
  if (file === undefined) throw new Error(`${folder} has no licence`)
  return (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim()
}

/** The whole page. Depends only on the source: it contains no paths, dates or settings of the machine. */
export const buildVerifier = async (): Promise<string> => {
  const style = await readFile(join(root, "src/page/style.css"), "utf8")
  const { code, modules } = await buildScript()
  return pageOf({ script: code, style, licences: await licences(modules), version: await versionOf(code) })
}

/** Package version and the start of the program's SHA-256: the page cannot contain a hash of itself. */
const versionOf = async (script: string): Promise<string> => {
  const { version }: { readonly version: string } = JSON.parse(await readFile(join(root, "package.json"), "utf8"))
  return `${version}+${createHash("sha256").update(script, "utf8").digest("hex").slice(0, 12)}`
}

/** Renames the finished file into place, so that nobody reads a partial page. */
export const writeVerifier = async (): Promise<string> => {
  const page = await buildVerifier()
  const file = join(root, "dist/verifier.html")
  const temporary = `${file}.${process.pid}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(temporary, page)
  await rename(temporary, file)
  return page
}
