/** One script for both sides: where there is a document it is the page, otherwise the page's worker. */
import { texts } from "../messages/page.js"
import { controls, languageSwitch } from "./controls.js"
import { element, language, localized, languageTag, onLanguage } from "./element.js"
import { resultRegion } from "./result.js"
import { newSession } from "./session.js"
import { serveJobs } from "./worker.js"

/** The whole page: heading, controls, result, and how to trust it. */

const openPage = (body: HTMLElement): void => {
  onLanguage(() => {
    document.documentElement.lang = languageTag(language())
    document.title = texts.title[language()]
  })
  const { show, region } = resultRegion(() => stop())
  const { cancel: stop, ...giving } = newSession(show)
  body.append(
    element("header", {}, localized(element("h1", {}), texts.title), languageSwitch()),
    element("main", {}, localized(element("p", { class: "lead" }), texts.lead), controls(giving), region),
    about(),
  )
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details")) folded.open = true
  })
  void warnOfOldBrowser(body)
}

const about = (): HTMLElement =>
  element(
    "footer",
    {},
    localized(element("h2", {}), texts.about),
    localized(element("p", {}), texts.aboutSource),
    element(
      "ul",
      {},
      ...["sha256sum verifier.html", "certutil -hashfile verifier.html SHA256", "shasum -a 256 verifier.html"].map(
        (command) => element("li", {}, element("code", {}, command)),
      ),
    ),
    localized(element("p", {}), texts.aboutTools),
  )

/** A point of the curve, the generator: whether a browser knows the algorithm shows when it is given a key. */
const generator = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 0x58 : 0x66))

const warnOfOldBrowser = async (body: HTMLElement): Promise<void> => {
  try {
    await crypto.subtle.importKey("raw", generator, "Ed25519", false, ["verify"])
  } catch {
    body.prepend(localized(element("p", { class: "warning", role: "alert" }), texts.noEd25519))
  }
}

if (typeof document === "undefined") serveJobs()
else openPage(document.body)
