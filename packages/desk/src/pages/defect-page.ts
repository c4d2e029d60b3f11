/** The page for an unexpected error, which is also reported to the operator. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { defectPage as markupOf, defectReference } from "@shifan/html"
import type { ErrorHandler } from "hono"
import type { DeskDependencies } from "../dependencies.js"
import type { DeskEnv } from "../desk-environment.js"
import { siteName } from "../parts/page.js"

/** Uses neither the record nor the audit: either may have caused the failure. */
export const defectPage =
  ({
    random,
    reportDefect,
    regulation,
  }: Pick<DeskDependencies, "random" | "reportDefect" | "regulation">): ErrorHandler<DeskEnv> =>
  (thrown, c) => {
    const { pathname, searchParams } = new URL(c.req.url)
    const reference = defectReference(random)
    reportDefect({ reference, method: c.req.method, path: pathname, thrown })
    return c.html(pageIn(searchParams.get("language") === "en" ? "en" : "zh", reference, siteName(regulation)), 500)
  }

const advice = bilingual(
  "请将编号告知系统管理人员；启动办理台的窗口中有同一编号的说明。如正在登记事项，请先在单位的办理记录中核对是否已登记，再重新办理。",
  "Give the reference to whoever runs the desk: the window where it was started says more. If something was being recorded, check the unit's history before doing it again.",
)
const back = bilingual("返回待办", "Back to what waits")

const pageIn = (language: Language, reference: string, name: Bilingual): string =>
  markupOf({
    language,
    reference,
    site: { name: name[language], href: language === "en" ? "/?language=en" : "/" },
    style: "/desk.css",
    advice: advice[language],
    back: back[language],
  }).toString()
