/** The page for an unexpected error, which is also reported to the operator. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { documentOf, html, notice } from "@shifan/html"
import type { ErrorHandler } from "hono"
import type { DeskDependencies } from "../dependencies.js"
import type { DeskEnv } from "../desk-environment.js"
import { siteName } from "../parts/page.js"

/** Uses neither the record nor the audit: either may have caused the failure. */
export const defectPage =
  ({ random, reportDefect }: Pick<DeskDependencies, "random" | "reportDefect">): ErrorHandler<DeskEnv> =>
  (thrown, c) => {
    const { pathname, searchParams } = new URL(c.req.url)
    const reference = Buffer.from(random(4)).toString("hex").toUpperCase()
    reportDefect({ reference, method: c.req.method, path: pathname, thrown })
    return c.html(pageIn(searchParams.get("language") === "en" ? "en" : "zh", reference), 500)
  }

const pageIn = (language: Language, reference: string): string => {
  const say = (text: Bilingual): string => text[language]
  const home = language === "en" ? "/?language=en" : "/"
  const title = say(bilingual("程序出错，未能显示此页", "The program failed, and this page cannot be shown"))
  const number = bilingual(`错误编号：${reference}`, `Reference: ${reference}`)
  const advice = bilingual(
    "请将编号告知系统管理人员；启动办理台的窗口中有同一编号的说明。如正在登记事项，请先在单位的办理记录中核对是否已登记，再重新办理。",
    "Give the reference to whoever runs the desk: the window where it was started says more. If something was being recorded, check the unit's history before doing it again.",
  )
  return documentOf({
    language,
    title,
    site: { name: say(siteName), href: home },
    style: "/desk.css",
    navigation: [],
    body: html`${notice("bad", say(number), html`<p>${say(advice)}</p>`)}
<p><a href="${home}">${say(bilingual("返回待办", "Back to what waits"))}</a></p>`,
  }).toString()
}
