/** The page: fields on the left, the answer on the right, redrawn on every keystroke. */
import * as E from "fp-ts/lib/Either.js"
import { CivilDate, instantAt, shanghaiDate, yearOf } from "@shifan/core"
import { decode } from "@shifan/core/forms"
import { figureName, formIssueText, wordName } from "@shifan/core/messages"
import { qinhuangdao2020 as regulation } from "@shifan/core/regulations"
import { answerView } from "./answer-view.js"
import { answer } from "./answer.js"
import { emptyApplication, filledOn, valueAt, withValue, type Json } from "./application.js"
import { element, inLanguage, language, otherLanguage, say } from "./element.js"
import { fields, type Field } from "./fields.js"
import { filesView, type Opened } from "./files-view.js"

const today = shanghaiDate(instantAt(Date.now()))
let application: Json = emptyApplication(today)

const asOf = (): CivilDate => filledOn(application) ?? today

const result = element("section", { class: "result" })

const drawAnswer = (): void => result.replaceChildren(...answerView(answer(application, asOf())))

const change = (field: Field, text: string): void => {
  const value = text === "" ? undefined : field.read(text)
  application = withValue(application, field.path(asOf()), value) ?? {}
}

/** The codec's message for the typed text; none for an empty field. */
const faultText = (field: Field): string => {
  const value = valueAt(application, field.path(asOf()))
  const decoded = value === undefined ? E.right(value) : decode(field.codec, value)
  return E.isLeft(decoded)
    ? decoded.left
        .map((issue) => inLanguage(formIssueText(inLanguage(figureName(field.name, regulation)), issue)))
        .join(" ")
    : ""
}

const inputOf = ({ name, kind, choices }: Field, value: string): HTMLInputElement | HTMLSelectElement => {
  if (choices === undefined) {
    const input = element("input", { id: name, type: kind === "date" ? "date" : "text", inputmode: "decimal" })
    input.value = value
    return input
  }
  const select = element(
    "select",
    { id: name },
    element("option", { value: "" }, say("请选择", "choose")),
    ...choices.map((word) => element("option", { value: word }, inLanguage(wordName(word)))),
  )
  select.value = value
  return select
}

const row = (field: Field): HTMLElement => {
  const value = valueAt(application, field.path(asOf()))
  const input = inputOf(field, typeof value === "string" || typeof value === "number" ? `${value}` : "")
  const fault = element("small", { class: "fault", id: `${field.name}-fault` }, faultText(field))
  input.setAttribute("aria-describedby", fault.id)
  input.addEventListener("input", () => {
    change(field, input.value.trim())
    fault.textContent = faultText(field)
    drawAnswer()
  })
  const { zh, en } = figureName(field.name, regulation)
  const { unit } = field
  const label = unit === undefined ? say(zh, en) : say(`${zh}（${unit.zh}）`, `${en} (${unit.en})`)
  return element("p", {}, element("label", { for: field.name }, label), input, fault)
}

const day = (): HTMLElement => {
  const input = element("input", { id: "filledOn", type: "date" })
  input.value = asOf()
  input.addEventListener("input", () => {
    if (!CivilDate.is(input.value)) return
    const before = asOf()
    application = withValue(application, ["form", "filledOn"], input.value) ?? {}
    if (yearOf(input.value) === yearOf(before)) return drawAnswer()
    // The yearly rows now belong to other years.
    draw()
    document.getElementById(input.id)?.focus()
  })
  return element("p", {}, element("label", { for: "filledOn" }, say("填表日期", "filled in on")), input)
}

let last: Opened | undefined

const take = (file: Opened): void => {
  last = file
  if (file._tag === "Read") application = file.application
  draw()
}

const heading = (): HTMLElement => {
  const button = element(
    "button",
    { type: "button", lang: language() === "zh" ? "en" : "zh-CN" },
    say("English", "中文"),
  )
  button.addEventListener("click", () => {
    otherLanguage()
    draw()
  })
  const about = say(
    "按秦工信规〔2020〕2号第五条逐项自查。数据只在本机处理，不会发送；结论以主管部门认定为准。",
    "Each condition of Art. 5 of 秦工信规〔2020〕2号. Nothing leaves this computer, and the authorities decide.",
  )
  return element("header", {}, element("h1", {}, document.title), button, element("p", {}, about))
}

const draw = (): void => {
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en"
  document.title = say("示范平台申报自查", "Self-check before an application")
  drawAnswer()
  document.body.replaceChildren(
    heading(),
    element(
      "main",
      {},
      element("form", {}, day(), ...fields.map(row), filesView({ application: () => application, last, opened: take })),
      result,
    ),
  )
}

draw()
if ("serviceWorker" in navigator && location.protocol !== "file:") void navigator.serviceWorker.register("./offline.js")
