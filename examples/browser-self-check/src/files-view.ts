/** Opens and saves files: JSON in the format of `shifan assess`, and the annex as .docx and .xlsx. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { parseJson } from "@shifan/core/json"
import { isObject, type Json } from "./application.js"
import { element, inLanguage, say } from "./element.js"
import type { ReadApplication } from "./form-file.js"

/** Result of opening a file. */
export type Opened = { readonly name: string } & (
  | ({ readonly _tag: "Read" } & ReadApplication)
  | { readonly _tag: "Refused"; readonly reason: Bilingual }
)

type Format = "json" | "docx" | "xlsx"

const mediaTypes: Readonly<Record<Format, string>> = {
  json: "application/json",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

const save = async (format: Format, application: Json): Promise<void> => {
  const { name, bytes } =
    format === "json"
      ? { name: "application.json", bytes: `${JSON.stringify(application, null, 2)}\n` }
      : (await import("./form-file.js")).formOf(format, application)
  const address = URL.createObjectURL(new Blob([bytes], { type: mediaTypes[format] }))
  element("a", { href: address, download: name }).click()
  URL.revokeObjectURL(address)
}

const open = async (file: File): Promise<Opened> => {
  const { name } = file
  try {
    if (name.endsWith(".json")) return { name, ...jsonIn(utf8.decode(await file.arrayBuffer())) }
    const read = await (await import("./form-file.js")).applicationIn(new Uint8Array(await file.arrayBuffer()))
    return E.isLeft(read) ? { _tag: "Refused", name, reason: read.left } : { _tag: "Read", name, ...read.right }
  } catch {
    return { _tag: "Refused", name, reason: bilingual("文件无法打开", "the file cannot be opened") }
  }
}

const utf8 = new TextDecoder("utf-8", { fatal: true })

const jsonIn = (text: string) => {
  const json = parseJson(text)
  if (E.isLeft(json)) {
    const { line, column, fault } = json.left
    const reason = bilingual(`第${line}行第${column}列：${fault.zh}`, `${line}:${column}: ${fault.en}`)
    return { _tag: "Refused", reason } as const
  }
  return isObject(json.right)
    ? ({ _tag: "Read", application: json.right, doubts: [], missing: [] } as const)
    : ({ _tag: "Refused", reason: bilingual("不是申请表的JSON文件", "no application in JSON") } as const)
}

interface Files {
  readonly application: () => Json
  /** The last opened file. */
  readonly last: Opened | undefined
  readonly opened: (file: Opened) => void
}

export const filesView = ({ application, last, opened }: Files): HTMLElement => {
  const input = element("input", { id: "load", type: "file", accept: ".json,.docx,.xlsx" })
  input.addEventListener("change", () => {
    const [file] = input.files ?? []
    if (file !== undefined) void open(file).then(opened)
  })
  const buttons = (["docx", "xlsx", "json"] as const).map((format) => {
    const button = element("button", { type: "button", id: `save-${format}` }, saveNames()[format])
    button.addEventListener("click", () => void save(format, application()))
    return button
  })
  return element(
    "div",
    { class: "files" },
    element(
      "p",
      {},
      element(
        "label",
        { for: "load" },
        say("打开申请表（docx、xlsx、json）", "open an application (docx, xlsx, json)"),
      ),
      input,
    ),
    element("div", { class: "buttons" }, ...buttons),
    ...lastView(last),
  )
}

const saveNames = (): Readonly<Record<Format, string>> => ({
  docx: say("存为Word文件", "save as Word"),
  xlsx: say("存为Excel文件", "save as Excel"),
  json: say("存为JSON文件", "save as JSON"),
})

const lines = (of: ReadonlyArray<Bilingual>): HTMLElement =>
  element("ul", {}, ...of.map((line) => element("li", {}, inLanguage(line))))

const lastView = (last: Opened | undefined): ReadonlyArray<Node> => {
  if (last === undefined) return [element("p", { class: "fault", role: "alert" })]
  const { name } = last
  if (last._tag === "Refused")
    return [element("p", { class: "fault", role: "alert" }, `${name}${say("：", ": ")}${inLanguage(last.reason)}`)]
  const { doubts, missing } = last
  return [
    element(
      "p",
      { class: doubts.length === 0 ? "" : "fault", role: "alert" },
      say(
        `已打开${name}，${doubts.length === 0 ? "没有须核对之处" : `有${doubts.length}处须核对`}`,
        `${name} is open; ${doubts.length === 0 ? "nothing in it is in doubt" : `to look at: ${doubts.length}`}`,
      ),
    ),
    ...(doubts.length === 0 ? [] : [element("div", { id: "doubts" }, lines(doubts))]),
    ...(missing.length === 0
      ? []
      : [
          element(
            "details",
            { id: "missing" },
            element("summary", {}, say(`表中尚有${missing.length}处未填`, `${missing.length} left empty in the form`)),
            lines(missing),
          ),
        ]),
  ]
}
