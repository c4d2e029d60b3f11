/** A file input that speaks the language of the page, which the browser's own words may not. */
import type { Bilingual } from "@shifan/core"
import { texts } from "../words/page.js"
import { element, foreign } from "./element.js"
import { speaking } from "./language.js"

const input = (id: string, attributes: Readonly<Record<string, string>>): HTMLInputElement =>
  element("input", { type: "file", id, ...attributes })

const labelled = (field: HTMLInputElement, label: Bilingual): HTMLElement =>
  element("span", { class: "picker" }, field, speaking(element("label", { for: field.id }), label))

/** `attributes`: `multiple`, or `webkitdirectory` for a folder. The same files may be chosen twice in a row. */
export const filesPicker = (
  id: string,
  label: Bilingual,
  attributes: Readonly<Record<string, string>>,
  chosen: (files: ReadonlyArray<File>) => void,
): HTMLElement => {
  const field = input(id, attributes)
  field.addEventListener("change", () => {
    const files = [...(field.files ?? [])]
    field.value = ""
    if (files.length > 0) chosen(files)
  })
  return labelled(field, label)
}

/** One file beside the subject, whose name stays in sight and which can be left out again. */
export const filePicker = (
  id: string,
  label: Bilingual,
  hint: Bilingual,
  chosen: (file: File | undefined) => void,
): HTMLElement => {
  const name = element("span", { class: "chosen" })
  const clear = speaking(element("button", { type: "button", hidden: "" }), texts.clear)
  const choose = (file: File | undefined): void => {
    name.replaceChildren(...(file === undefined ? [] : [foreign(file.name)]))
    clear.hidden = file === undefined
    chosen(file)
  }
  clear.addEventListener("click", () => choose(undefined))
  return element(
    "div",
    { class: "row" },
    filesPicker(id, label, { "aria-describedby": `${id}-hint` }, ([file]) => choose(file)),
    name,
    clear,
    speaking(element("p", { class: "hint", id: `${id}-hint` }), hint),
  )
}
