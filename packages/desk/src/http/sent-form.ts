/** Parses the form of a POST once for all handlers, and limits its size. */
import type { MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"

export interface FormEnv {
  readonly Variables: {
    /** Only set for a POST. */
    readonly form: FormData
  }
}

/** More than many units with every field of an act need. */
const mostFields = 20_000

/** Rejects row numbers above 999: the page would render all rows before them. */
export const hasRowBeyond = (name: string): boolean => /\.\d{4,}(?:\.|$)/.test(name)

const tooLarge: Parameters<typeof bodyLimit>[0]["onError"] = (c) => c.text("413 Content Too Large\n", 413)

/** @param maxSize of the body, in bytes */
export const largestBody = (maxSize: number): MiddlewareHandler<FormEnv> => bodyLimit({ maxSize, onError: tooLarge })

export const sentForm: MiddlewareHandler<FormEnv> = async (c, next) => {
  const type = c.req.header("Content-Type") ?? ""
  if (!/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(type))
    return c.text("415 Unsupported Media Type\n", 415)
  const form = await c.req.formData().catch(() => undefined)
  if (form === undefined) return c.text("400 Bad Request\n", 400)
  const names = [...form.keys()]
  if (names.length > mostFields || names.some(hasRowBeyond)) return c.text("413 Content Too Large\n", 413)
  c.set("form", form)
  return next()
}
