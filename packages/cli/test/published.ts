/** An office with three titles of awkward names, whose list was published; and the files of it. */
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { atOpening, freshFolder, opened, type Ran, type Shifan } from "./run.js"

export const by = (on: string): ReadonlyArray<string> => ["--by", "bureau:130300:SJ-01", "--on", on]

/** A formula, a quotation with a comma, and a name that begins as guarded ones do. */
const names = ["=HYPERLINK(1)", '示例“乙”,"B"\n公司', "'+示例丙"]
const codes = ["91130302MA00010187", "91130306MA0001042H", "91110108551385082Q"]

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`

const titles = (some: ReadonlyArray<number>): string =>
  [
    "单位名称,统一社会信用代码,认定文件,认定日期,所在县区",
    ...some.map((i) => `${quoted(names[i] ?? "")},${codes[i]},示例〔2018〕1号,2018-12-1${i},海港区`),
    "",
  ].join("\r\n")

/** The leaves the list was computed from, which is the index of the leaf that records it. */
export const beforePublished = atOpening + codes.length

export interface Published {
  readonly shifan: Shifan
  readonly folder: string
  readonly out: string
  readonly ran: Ran
  readonly file: (name: "json" | "csv", asOf?: string) => string
  /** Another file with that content. */
  readonly saved: (name: string, content: string | Uint8Array) => string
  readonly publish: (on: string, ...more: ReadonlyArray<string>) => Promise<Ran>
}

export const published = async (): Promise<Published> => {
  const folder = freshFolder()
  const out = join(folder, "out")
  const shifan = await opened(folder)
  const saved = (name: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  await shifan("import", saved("titles.csv", titles([0, 1, 2])), ...by("2020-11-20"))
  const publish = (on: string, ...more: ReadonlyArray<string>): Promise<Ran> =>
    shifan("roster", "publish", "--medium", "市局官方网站", "--out", out, ...by(on), ...more)
  const ran = await publish("2020-12-01")
  const file = (name: "json" | "csv", asOf = "2020-12-01"): string => join(out, `roster-${asOf}.${name}`)
  return { shifan, folder, out, ran, file, saved, publish }
}

export const textIn = (file: string): string => readFileSync(file, "utf8")
