/** The whole page. The same source gives the same bytes: nothing of the machine, the day or the folder goes in. */
import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { licences, pageOf } from "./page.js"
import { buildScript } from "./script.js"

const root = join(import.meta.dirname, "../..")

export const buildVerifier = async (): Promise<string> => {
  const style = await readFile(join(root, "src/page/style.css"), "utf8")
  const { code, modules } = await buildScript()
  return pageOf({ script: code, style, licences: await licences(modules) })
}

/** Whoever reads the file meanwhile has the page of before or this one, never half of it. */
export const writeVerifier = async (): Promise<string> => {
  const page = await buildVerifier()
  const file = join(root, "dist/verifier.html")
  const making = `${file}.${process.pid}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(making, page)
  await rename(making, file)
  return page
}
