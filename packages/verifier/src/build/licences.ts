/** The licences of what the page is made of, which ask to go wherever it goes. */
import { readdir, readFile } from "node:fs/promises"
import { join } from "node:path"

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
