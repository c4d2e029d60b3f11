import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`

/** Only the inlined script and style run, and nothing is fetched. The worker is a blob of the same script. */
const contentPolicy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")

/** Raw text elements end at the first thing that looks like their end tag, and `<!--` changes how a script is parsed. */
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
}

/** One HTML file with everything inlined. Throws where a part would break out of its element. */
export const pageOf = ({ script, style, licences }: PageParts): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light">
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
 * The licence texts of the packages that went into the page, by name. They require to be passed on with it.
 *
 * @param modules paths of files.
 */
export const licences = async (modules: ReadonlyArray<string>): Promise<string> => {
  const packages = new Map(modules.flatMap(packageOf))
  const texts = await Promise.all(
    [...packages]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, folder]) => `${name}\n\n${await licenceIn(folder)}`),
  )
  return texts.join("\n\n")
}

/** Name and folder of the package a file belongs to; none for our own files. */
const packageOf = (module: string): ReadonlyArray<readonly [string, string]> => {
  const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(module) ?? []
  return folder === undefined || name === undefined ? [] : [[name, folder]]
}

const licenceIn = async (folder: string): Promise<string> => {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(?:[._-]|$)/i.test(name))
  if (file === undefined) throw new Error(`${folder} has no licence`)
  return (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim()
}
