/** Where the reader gives what is to be verified, and what they have from elsewhere. */
import type { Bilingual } from "@shifan/core"
import type { InputFile } from "../input/subject.js"
import { texts } from "../messages/page.js"
import { droppedFiles, chosenFiles } from "./drag-drop.js"
import { element, untrusted, language, setLanguage, localized, languageTag, onLanguage } from "./element.js"

export interface InputHandlers {
  readonly subject: (files: Promise<ReadonlyArray<InputFile>>) => void
  readonly policy: (file: File | undefined) => void
  readonly kept: (file: File | undefined) => void
}

export const languageSwitch = (): HTMLElement => {
  const choices = (["zh", "en"] as const).map((one) => {
    const button = element("button", { type: "button", lang: languageTag(one) }, one === "zh" ? "中文" : "English")
    button.addEventListener("click", () => setLanguage(one))
    onLanguage(() => button.setAttribute("aria-pressed", String(language() === one)))
    return button
  })
  const group = element("div", { class: "languages", role: "group" }, ...choices)
  onLanguage(() => group.setAttribute("aria-label", texts.languages[language()]))
  return group
}

export const controls = ({ subject, policy, kept }: InputHandlers): HTMLElement => {
  const give = (files: ReadonlyArray<File>): void => subject(Promise.resolve(chosenFiles(files)))
  const zone = element(
    "div",
    { class: "zone", id: "zone" },
    localized(element("p", {}), texts.drop),
    filesPicker("folder", texts.folder, { webkitdirectory: "" }, give),
    filesPicker("files", texts.files, { multiple: "" }, give),
  )
  takeDrops(zone, subject)
  return element(
    "div",
    { class: "controls" },
    element("section", {}, localized(element("h2", {}), texts.subject), zone),
    element(
      "section",
      {},
      localized(element("h2", {}), texts.trusted),
      filePicker("policy", texts.policy, texts.policyHint, policy),
      filePicker("kept", texts.kept, texts.keptHint, kept),
    ),
  )
}

/** Anywhere on the page: a file that missed the zone would otherwise be opened in its stead. */
const takeDrops = (zone: HTMLElement, subject: InputHandlers["subject"]): void => {
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault()
    zone.classList.toggle("over", is)
  }
  document.addEventListener("dragover", over(true))
  document.addEventListener("dragleave", over(false))
  document.addEventListener("drop", (event) => {
    over(false)(event)
    if (event.dataTransfer !== null) subject(droppedFiles(event.dataTransfer))
  })
}

/** A file input that speaks the language of the page, which the browser's own words may not. */

const input = (id: string, attributes: Readonly<Record<string, string>>): HTMLInputElement =>
  element("input", { type: "file", id, ...attributes })

const labelled = (field: HTMLInputElement, label: Bilingual): HTMLElement =>
  element("span", { class: "picker" }, field, localized(element("label", { for: field.id }), label))

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
  const clear = localized(element("button", { type: "button", hidden: "" }), texts.clear)
  const choose = (file: File | undefined): void => {
    name.replaceChildren(...(file === undefined ? [] : [untrusted(file.name)]))
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
    localized(element("p", { class: "hint", id: `${id}-hint` }), hint),
  )
}
