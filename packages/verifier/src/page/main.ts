import { texts } from "../messages/page.js"
import { controls, languageSwitch } from "./controls.js"
import { element, language, languageTag, localized, onLanguage } from "./element.js"
import { resultRegion } from "./result.js"
import { newSession, serveJobs } from "./session.js"

const openPage = (body: HTMLElement): void => {
  onLanguage(() => {
    document.documentElement.lang = languageTag(language())
    document.title = texts.title[language()]
  })
  const { show, region } = resultRegion(() => cancel())
  const { cancel, ...handlers } = newSession(show)
  body.append(
    element("header", {}, localized(element("h1", {}), texts.title), languageSwitch()),
    element("main", {}, localized(element("p", { class: "lead" }), texts.lead), controls(handlers), region),
    howToTrustThisPage(),
  )
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll("details")) folded.open = true
  })
  void warnOfOldBrowser(body)
}

const hashCommands = [
  "sha256sum verifier.html",
  "certutil -hashfile verifier.html SHA256",
  "shasum -a 256 verifier.html",
] as const

const howToTrustThisPage = (): HTMLElement =>
  element(
    "footer",
    {},
    localized(element("h2", {}), texts.about),
    localized(element("p", {}), texts.aboutSource),
    element("ul", {}, ...hashCommands.map((command) => element("li", {}, element("code", {}, command)))),
    localized(element("p", {}), texts.aboutTools),
  )

/** The curve's base point (RFC 8032, 5.1), a valid key: only importing a key reveals whether Ed25519 is supported. */
const validKey = Uint8Array.from({ length: 32 }, (_, i) => (i === 0 ? 0x58 : 0x66))

const warnOfOldBrowser = async (body: HTMLElement): Promise<void> => {
  try {
    await crypto.subtle.importKey("raw", validKey, "Ed25519", false, ["verify"])
  } catch {
    body.prepend(localized(element("p", { class: "warning", role: "alert" }), texts.noEd25519))
  }
}

// The same script is the page and its worker; a worker has no document.
if (typeof document === "undefined") serveJobs()
else openPage(document.body)
