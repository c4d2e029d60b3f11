/** One script for both sides: where there is a document it is the page, otherwise the page's worker. */
import { texts } from "../messages/page.js"
import { controls, languageSwitch } from "./controls.js"
import { element, language, speaking, tag, whenSpoken } from "./element.js"
import { outlook } from "./result.js"
import { desk } from "./session.js"
import { serve } from "./worker.js"

/** The whole page: heading, controls, result, and how to trust it. */

const openPage = (body: HTMLElement): void => {
  whenSpoken(() => {
    document.documentElement.lang = tag(language())
    document.title = texts.title[language()]
  })
  const { show, region } = outlook(() => stop())
  const { cancel: stop, ...giving } = desk(show)
  body.append(
    element("header", {}, speaking(element("h1", {}), texts.title), languageSwitch()),
    element("main", {}, speaking(element("p", { class: "lead" }), texts.lead), controls(giving), region),
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
    speaking(element("h2", {}), texts.about),
    speaking(element("p", {}), texts.aboutSource),
    element(
      "ul",
      {},
      ...["sha256sum verifier.html", "certutil -hashfile verifier.html SHA256", "shasum -a 256 verifier.html"].map(
        (command) => element("li", {}, element("code", {}, command)),
      ),
    ),
    speaking(element("p", {}), texts.aboutTools),
  )

/** A point of the curve, the generator: whether a browser knows the algorithm shows when it is given a key. */
const generator = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 0x58 : 0x66))

const warnOfOldBrowser = async (body: HTMLElement): Promise<void> => {
  try {
    await crypto.subtle.importKey("raw", generator, "Ed25519", false, ["verify"])
  } catch {
    body.prepend(speaking(element("p", { class: "warning", role: "alert" }), texts.noEd25519))
  }
}

if (typeof document === "undefined") serve()
else openPage(document.body)
