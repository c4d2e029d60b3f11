/** Answers every failure as `application/problem+json` (RFC 9457), in the requested language. */
import type { Context } from "hono"
import { bilingual, type Bilingual, type FormIssue, type Language } from "@shifan/core"
import type { JsonFault } from "@shifan/core/json"
import { problem, problemOf, storageProblem, type Problem, type ProblemOptions } from "@shifan/schema"
import type { StoreError } from "@shifan/event-store"
import type { ServiceError } from "@shifan/service"
import type { Office } from "./office.js"

/** Codes that only the HTTP service has; all others are in the catalogue. A code without a text does not compile. */
type HttpCode = "Unauthenticated" | "Forbidden" | "NotFound" | "MethodNotAllowed" | "NotJson" | "Defect"

const httpProblems: { readonly [C in HttpCode]: { readonly status: number; readonly title: Bilingual } } = {
  Unauthenticated: { status: 401, title: bilingual("未登录，或令牌无效", "no token, or one that nobody has") },
  Forbidden: { status: 403, title: bilingual("无权查看", "these records are not yours to read") },
  NotFound: { status: 404, title: bilingual("没有所查的内容", "there is no such thing") },
  MethodNotAllowed: { status: 405, title: bilingual("此地址不接受这种请求", "not by this method") },
  NotJson: { status: 400, title: bilingual("内容不是JSON", "the body is not JSON") },
  Defect: { status: 500, title: bilingual("程序缺陷", "a defect of the program") },
}

/** As the catalogue gives its own codes. */
export const httpErrors = Object.entries(httpProblems).map(([code, { status, title }]) => ({
  code,
  status,
  meaning: title,
}))

export const languageOf = (c: Context): Language =>
  c.req.header("accept-language")?.toLowerCase().startsWith("en") === true ? "en" : "zh"

const answer = (c: Context, told: Problem): Response =>
  new Response(JSON.stringify(told), {
    status: told.status,
    headers: {
      "content-type": "application/problem+json",
      "content-language": languageOf(c),
      ...(told.status === 401 ? { "www-authenticate": "Bearer" } : {}),
      ...(told.status === 503 ? { "retry-after": "1" } : {}),
    },
  })

/** The address in `type` explains the code. */
export const problemsOf = ({ regulation }: Pick<Office, "regulation">) => {
  const options = (c: Context): ProblemOptions => ({ regulation, language: languageOf(c), base: "/errors/" })
  return {
    http: (c: Context, code: HttpCode, detail?: Bilingual): Response => {
      const language = languageOf(c)
      const { status, title } = httpProblems[code]
      const more = detail === undefined ? {} : { detail: detail[language] }
      return answer(c, { type: `/errors/${code}`, title: title[language], status, code, ...more })
    },
    /** `allowed`: the methods the address has, for the `Allow` header that RFC 9110 demands. */
    method: (c: Context, allowed: string): Response => {
      const { status, title } = httpProblems.MethodNotAllowed
      const told = { type: "/errors/MethodNotAllowed", title: title[languageOf(c)], status, code: "MethodNotAllowed" }
      const refused = answer(c, told)
      refused.headers.set("allow", allowed)
      return refused
    },
    notJson: (c: Context, { line, column, fault }: JsonFault): Response => {
      const language = languageOf(c)
      const { status, title } = httpProblems.NotJson
      const detail = bilingual(`第${line}行第${column}列：${fault.zh}`, `${line}:${column}: ${fault.en}`)[language]
      return answer(c, { type: "/errors/NotJson", title: title[language], status, code: "NotJson", detail })
    },
    ofService: (c: Context, error: ServiceError): Response => answer(c, problemOf(error, options(c))),
    ofStore: (c: Context, error: StoreError): Response => answer(c, storageProblem(error, options(c))),
    malformed: (c: Context, issues: ReadonlyArray<FormIssue>): Response =>
      answer(c, problem("Malformed", options(c), { issues })),
    /** The rest of the body is not read, so that the connection cannot serve another request. */
    tooLarge: (c: Context): Response => {
      const refused = answer(c, problem("TooLarge", options(c)))
      refused.headers.set("connection", "close")
      return refused
    },
    notReady: (c: Context): Response => answer(c, problem("Unavailable", options(c))),
  }
}

export type Problems = ReturnType<typeof problemsOf>
