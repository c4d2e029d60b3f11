/** `GET /units/{unit}`: a unit's whole record. Its revision is the `ETag`, to send as `If-Match` with the next act. */
import type { Context } from "hono"
import * as E from "fp-ts/lib/Either.js"
import { Uscc, type Actor } from "@shifan/core"
import { decode } from "@shifan/core/forms"
import { collectStream, decodeEvents, designationStream } from "@shifan/event-store"
import type { Office } from "./office.js"
import type { Problems } from "./problems.js"
import { entityTag, isCurrent } from "./requests.js"

/** Authorities may read every unit's record, a unit only its own. The records contain no personal data. */
const mayRead = ({ role, code }: Actor, unit: Uscc): boolean => (role === "unit" ? code === unit : role !== "public")

export const unitHandler =
  ({ store, division }: Office, problems: Problems) =>
  async (c: Context, actor: Actor): Promise<Response> => {
    const unit = decode(Uscc, c.req.param("unit"))
    if (E.isLeft(unit))
      return problems.malformed(
        c,
        unit.left.map((issue) => ({ ...issue, path: "unit" })),
      )
    if (!mayRead(actor, unit.right)) return problems.http(c, "Forbidden")
    const read = await collectStream(decodeEvents(store.readStream(designationStream(division, unit.right))))
    if (E.isLeft(read)) return problems.ofStore(c, read.left)
    const events = read.right.map(({ envelope }) => envelope)
    if (events.length === 0) return problems.http(c, "NotFound")
    const revision = events.length - 1
    c.header("etag", entityTag(revision))
    if (isCurrent(c.req.header("if-none-match"), revision)) return c.body(null, 304)
    return c.json({ unit: unit.right, revision, events })
  }
