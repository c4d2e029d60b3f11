/** The page in one file: its program and style inlined, and a policy that lets nothing else run and nothing be fetched. */
import { createHash } from "node:crypto"
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"

const hashOf = (text: string): string => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`

/** A worker is made of the same script, through a blob; it can fetch no more than the page can. */
const contentPolicy = (script: string, style: string): string =>
  [
    "default-src 'none'",
    `script-src ${hashOf(script)}`,
    `style-src ${hashOf(style)}`,
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ")

/** In an element of raw text nothing may look like its end, nor like the start of a comment. */
const enclosed = (text: string, element: "script" | "style"): string => {
  const end = new RegExp(`</${element}|<!--|\r|\0`, "i").exec(text)
  if (end !== null) throw new Error(`the ${element} holds ${JSON.stringify(end[0])}`)
  return text
}

const commented = (text: string): string => {
  const end = /--!?>|\r|\0/.exec(text)
  if (end !== null) throw new Error(`a comment holds ${JSON.stringify(end[0])}`)
  return `<!--\n${text}\n-->`
}

export interface Parts {
  readonly script: string
  readonly style: string
  readonly licences: string
}

export const pageOf = ({ script, style, licences }: Parts): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentPolicy(script, style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light">
<title>示范平台认定记录核验</title>
<style>${enclosed(style, "style")}</style>
</head>
<body>
<noscript>
<p>本页须启用JavaScript才能核验，所有核验都在您的计算机上进行。</p>
<p lang="en">This page verifies on your own computer, and needs JavaScript to do so.</p>
</noscript>
<script id="program">${enclosed(script, "script")}</script>
</body>
</html>
${commented(licences)}
`

/** The licences of what the page is made of, which ask to go wherever it goes. */

/** By name, each once; `modules` are paths of files. */
export const licences = async (modules: ReadonlyArray<string>): Promise<string> => {
  const packages = new Map(modules.flatMap(packageOf))
  const texts = await Promise.all(
    [...packages]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(async ([name, folder]) => `${name}\n\n${await licenceIn(folder)}`),
  )
  return texts.join("\n\n")
}

/** Its name and folder; none for a file of ours. */
const packageOf = (module: string): ReadonlyArray<readonly [string, string]> => {
  const [, folder, name] = /^(.*\/node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(module) ?? []
  return folder === undefined || name === undefined ? [] : [[name, folder]]
}

const licenceIn = async (folder: string): Promise<string> => {
  const file = (await readdir(folder)).find((name) => /^licen[cs]e(?:[._-]|$)/i.test(name))
  if (file === undefined) throw new Error(`${folder} has no licence`)
  return (await readFile(join(folder, file), "utf8")).replaceAll("\r\n", "\n").trim()
}
