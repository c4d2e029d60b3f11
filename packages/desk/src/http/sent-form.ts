/** What came with a POST, read once for all that asks for it: as a form, and no larger than any of the desk's own. */
import type { MiddlewareHandler } from "hono"
import { bodyLimit } from "hono/body-limit"

export interface FormEnv {
  readonly Variables: {
    /** Of a POST alone. */
    readonly form: FormData
  }
}

/** Many units with every field of an act are fewer. */
const mostFields = 20_000

/** No list of a form has rows numbered above 999: the page would be made of all that lie before. */
export const hasRowBeyond = (name: string): boolean => /\.\d{4,}(?:\.|$)/.test(name)

const tooLarge: Parameters<typeof bodyLimit>[0]["onError"] = (c) => c.text("413 Content Too Large\n", 413)

/** @param maxSize bytes of the body */
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
