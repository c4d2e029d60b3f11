import type { Bilingual } from "@shifan/core"
import type { InputFile } from "../input/subject.js"
import { texts } from "../messages/page.js"
import { chosenFiles, onDrop } from "./drag-drop.js"
import { element, language, languageTag, localized, onLanguage, setLanguage, untrusted } from "./element.js"

export interface InputHandlers {
  /** What is to be verified. A promise, because a dropped folder takes a while to list. */
  readonly subject: (files: Promise<ReadonlyArray<InputFile>>) => void
  /** `undefined`: the reader took the file back. */
  readonly policy: (file: File | undefined) => void
  readonly kept: (file: File | undefined) => void
}

export const languageSwitch = (): HTMLElement => {
  const buttons = (["zh", "en"] as const).map((choice) => {
    const label = choice === "zh" ? "中文" : "English"
    const button = element("button", { type: "button", lang: languageTag(choice) }, label)
    button.addEventListener("click", () => setLanguage(choice))
    onLanguage(() => button.setAttribute("aria-pressed", String(language() === choice)))
    return button
  })
  const group = element("div", { class: "languages", role: "group" }, ...buttons)
  onLanguage(() => group.setAttribute("aria-label", texts.languages[language()]))
  return group
}

/** Where the reader hands over what is to be verified, and what they have from elsewhere. */
export const controls = ({ subject, policy, kept }: InputHandlers): HTMLElement => {
  const choose = (files: ReadonlyArray<File>): void => subject(Promise.resolve(chosenFiles(files)))
  const zone = element(
    "div",
    { class: "zone", id: "zone" },
    localized(element("p", {}), texts.drop),
    filesPicker("folder", texts.folder, { webkitdirectory: "" }, choose),
    filesPicker("files", texts.files, { multiple: "" }, choose),
  )
  onDrop(zone, subject)
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

/**
 * A file input with a label in the language of the page; the browser's own label is in the browser's.
 *
 * @param attributes `multiple`, or `webkitdirectory` for a folder.
 */
const filesPicker = (
  id: string,
  label: Bilingual,
  attributes: Readonly<Record<string, string>>,
  onChoice: (files: ReadonlyArray<File>) => void,
): HTMLElement => {
  const field = element("input", { type: "file", id, ...attributes })
  field.addEventListener("change", () => {
    const files = [...(field.files ?? [])]
    // Without this, choosing the same file again would raise no event.
    field.value = ""
    if (files.length > 0) onChoice(files)
  })
  return element("span", { class: "picker" }, field, localized(element("label", { for: id }), label))
}

/** One file, whose name stays visible and which can be taken back. */
const filePicker = (
  id: string,
  label: Bilingual,
  hint: Bilingual,
  onChoice: (file: File | undefined) => void,
): HTMLElement => {
  const name = element("span", { class: "chosen" })
  const clear = localized(element("button", { type: "button", hidden: "" }), texts.clear)
  const choose = (file: File | undefined): void => {
    name.replaceChildren(...(file === undefined ? [] : [untrusted(file.name)]))
    clear.hidden = file === undefined
    onChoice(file)
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
