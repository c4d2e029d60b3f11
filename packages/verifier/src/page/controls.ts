/** Where the reader gives what is to be verified, and what they have from elsewhere. */
import type { GivenFile } from "../given/subject.js"
import { texts } from "../words/page.js"
import { dropped, listed } from "./dropped.js"
import { element } from "./element.js"
import { language, speak, speaking, tag, whenSpoken } from "./language.js"
import { filePicker, filesPicker } from "./picker.js"

export interface Giving {
  readonly subject: (files: Promise<ReadonlyArray<GivenFile>>) => void
  readonly policy: (file: File | undefined) => void
  readonly kept: (file: File | undefined) => void
}

export const languageSwitch = (): HTMLElement => {
  const choices = (["zh", "en"] as const).map((one) => {
    const button = element("button", { type: "button", lang: tag(one) }, one === "zh" ? "中文" : "English")
    button.addEventListener("click", () => speak(one))
    whenSpoken(() => button.setAttribute("aria-pressed", String(language() === one)))
    return button
  })
  const group = element("div", { class: "languages", role: "group" }, ...choices)
  whenSpoken(() => group.setAttribute("aria-label", texts.languages[language()]))
  return group
}

export const controls = ({ subject, policy, kept }: Giving): HTMLElement => {
  const give = (files: ReadonlyArray<File>): void => subject(Promise.resolve(listed(files)))
  const zone = element(
    "div",
    { class: "zone", id: "zone" },
    speaking(element("p", {}), texts.drop),
    filesPicker("folder", texts.folder, { webkitdirectory: "" }, give),
    filesPicker("files", texts.files, { multiple: "" }, give),
  )
  takeDrops(zone, subject)
  return element(
    "div",
    { class: "controls" },
    element("section", {}, speaking(element("h2", {}), texts.subject), zone),
    element(
      "section",
      {},
      speaking(element("h2", {}), texts.trusted),
      filePicker("policy", texts.policy, texts.policyHint, policy),
      filePicker("kept", texts.kept, texts.keptHint, kept),
    ),
  )
}

/** Anywhere on the page: a file that missed the zone would otherwise be opened in its stead. */
const takeDrops = (zone: HTMLElement, subject: Giving["subject"]): void => {
  const over = (is: boolean) => (event: DragEvent) => {
    event.preventDefault()
    zone.classList.toggle("over", is)
  }
  document.addEventListener("dragover", over(true))
  document.addEventListener("dragleave", over(false))
  document.addEventListener("drop", (event) => {
    over(false)(event)
    if (event.dataTransfer !== null) subject(dropped(event.dataTransfer))
  })
}
