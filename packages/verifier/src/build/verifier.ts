import { mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { dirname, join } from "node:path"
import { licences, pageOf } from "./page.js"
import { buildScript } from "./script.js"

const root = join(import.meta.dirname, "../..")

/** The whole page. It depends on the source alone: no paths, dates or settings of the machine go in. */
export const buildVerifier = async (): Promise<string> => {
  const style = await readFile(join(root, "src/page/style.css"), "utf8")
  const { code, modules } = await buildScript()
  return pageOf({ script: code, style, licences: await licences(modules) })
}

/** Renames a finished file into place, so that nobody reads half a page. */
export const writeVerifier = async (): Promise<string> => {
  const page = await buildVerifier()
  const file = join(root, "dist/verifier.html")
  const temporary = `${file}.${process.pid}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(temporary, page)
  await rename(temporary, file)
  return page
}
