/** `POST /self-check`: assesses an application before it is filed. None of it is stored. */
import type { Context } from "hono"
import * as E from "fp-ts/lib/Either.js"
import { selfCheck } from "@shifan/core"
import { decode } from "@shifan/core/forms"
import type { Office } from "./office.js"
import type { Problems } from "./problems.js"
import { Application, bodyOf } from "./requests.js"

/** As of the form's date, under the default readings, which apply until the bureau interprets them. */
export const selfCheckHandler =
  ({ regulation }: Office, problems: Problems) =>
  async (c: Context): Promise<Response> => {
    const body = await bodyOf(c)
    if (E.isLeft(body)) return problems.notJson(c, body.left)
    const application = decode(Application, body.right)
    if (E.isLeft(application)) return problems.malformed(c, application.left)
    const { form, dossier } = application.right
    return c.json(selfCheck({ regulation, readings: regulation.readings }, form, dossier, form.filledOn))
  }
