/** Signing in and out, with the code that the desk printed at start and the officer's pseudonym. */
import { bilingual, type Bilingual, type Language } from "@shifan/core"
import { superiorsIn, roleName, textWords } from "@shifan/core/messages"
import { Actor } from "@shifan/core/registry"
import { documentOf, html, notice, type Markup } from "@shifan/html"
import * as E from "fp-ts/lib/Either.js"
import type { Hono } from "hono"
import { deleteCookie, getCookie, setCookie } from "hono/cookie"
import type { Desk, DeskEnv } from "../desk-environment.js"
import { largestBody, sentForm } from "../http/sent-form.js"
import type { Sessions } from "../http/sessions.js"
import { siteName } from "../parts/page.js"

export const cookieName = "shifan-desk"

/** In bytes: anybody may send this request. */
const mostBytes = 10_000

export const signInRoutes = (app: Hono<DeskEnv>, desk: Desk, sessions: Sessions): void => {
  app.get("/sign-in", (c) =>
    c.html(signInPage(desk, languageIn(c.req.query("language")), { code: c.req.query("code") ?? "" })),
  )
  app.post("/sign-in", largestBody(mostBytes), sentForm, async (c) => {
    const language = languageIn(c.req.query("language"))
    const filled = filledIn(c.get("form"))
    const [role, code] = filled.place.split(":")
    const officer = Actor.decode({ role, code: role === "unit" ? filled.unit : code, officer: filled.officer })
    if (E.isLeft(officer)) return c.html(signInPage(desk, language, { ...filled, fault: wrongOfficer }), 422)
    const cookie = sessions.begin(filled.code, officer.right)
    if (cookie === undefined) return c.html(signInPage(desk, language, { ...filled, fault: wrongCode }), 403)
    desk.office.note(officer.right)
    setCookie(c, cookieName, cookie, { httpOnly: true, sameSite: "Strict", path: "/" })
    return c.redirect(language === "en" ? "/?language=en" : "/", 303)
  })
  // Needs no token: the cookie is sent only from the desk's own pages, and at worst a session is lost.
  app.post("/sign-out", (c) => {
    sessions.end(getCookie(c, cookieName) ?? "")
    deleteCookie(c, cookieName, { path: "/" })
    return c.redirect("/sign-in", 303)
  })
}

const languageIn = (text: string | undefined): Language => (text === "en" ? "en" : "zh")

const wrongCode = bilingual(
  "登录码不对；登录码在启动办理台的窗口中",
  "wrong code; it is shown in the window where the desk was started",
)

const wrongOfficer = bilingual(
  "代号如SJ-01，用大写字母、数字和连字符，不用姓名；单位须填统一社会信用代码",
  "a pseudonym is like SJ-01 (capitals, digits and hyphens), not a name; a unit gives its social credit code",
)

interface SignIn {
  readonly code: string
  /** Such as `county:130302`. */
  readonly place: string
  readonly unit: string
  readonly officer: string
}

const filledIn = (form: FormData): SignIn => {
  const text = (name: string): string => {
    const entry = form.get(name)
    return typeof entry === "string" ? entry.trim() : ""
  }
  return { code: text("code"), place: text("place"), unit: text("unit"), officer: text("officer") }
}

const signInPage = (
  desk: Desk,
  language: Language,
  filled: Partial<SignIn> & { readonly fault?: Bilingual },
): string => {
  const say = (text: Bilingual): string => text[language]
  const { regulation } = desk.dependencies
  const { bureau, counties } = regulation.territory
  const county = say(roleName("county", regulation))
  const places = [
    [`bureau:${bureau.code}`, say(roleName("bureau", regulation))],
    ...counties.map(({ code, name }) => [`county:${code}`, `${name} ${county}`] as const),
    ...superiorsIn({ counties }).map(
      ({ code, name }) => [`county:${code}`, `${name} ${say(textWords(regulation).superior.name)}`] as const,
    ),
    ["unit:", say(roleName("unit", regulation))],
  ] as const
  const field = (name: keyof SignIn, label: Bilingual, more: Markup): Markup =>
    html`<p class="field"><label for="${name}">${say(label)}</label><input id="${name}" name="${name}" value="${filled[name] ?? ""}" autocomplete="off"${more}></p>\n`
  return documentOf({
    language,
    title: say(bilingual("登录", "Sign in")),
    site: { name: say(siteName(regulation)), href: "/" },
    style: "/desk.css",
    navigation: [],
    translation: language === "en" ? "/sign-in" : "/sign-in?language=en",
    body: html`${filled.fault !== undefined && notice("bad", say(filled.fault))}
<form method="post" action="${language === "en" ? "/sign-in?language=en" : "/sign-in"}">
${field("code", bilingual("登录码（在启动办理台的窗口中）", "The code (shown in the window where the desk was started)"), html` required`)}
<p class="field"><label for="place">${say(bilingual("办理身份", "Where you work"))}</label><select id="place" name="place">${places.map(
      ([value, text]) => html`<option value="${value}"${value === filled.place && html` selected`}>${text}</option>`,
    )}</select></p>
${field("unit", bilingual("统一社会信用代码（仅单位填写）", "Social credit code (units only)"), html``)}
${field("officer", bilingual("经办人代号，如SJ-01（不用姓名）", "Your pseudonym, such as SJ-01 (not a name)"), html` required`)}
<p class="buttons"><button class="primary">${say(bilingual("登录", "Sign in"))}</button></p>
</form>`,
  }).toString()
}
