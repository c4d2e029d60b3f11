/** `POST /acts/{type}`: the only way to write. */
import { randomUUID } from "node:crypto"
import type { Context } from "hono"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Actor, type Bilingual } from "@shifan/core"
import { decode } from "@shifan/core/forms"
import { requestWith, type CommandResult } from "@shifan/service"
import type { Office } from "./office.js"
import type { Problems } from "./problems.js"
import { actBodies, bodyOf, DryRunQuery, entityTag, expectedRevisionOf, queryOf } from "./requests.js"

/**
 * The actor is the signed-in person. `Idempotency-Key` is the command's id: a repeated request gets the same answer and adds
 * nothing. `?dryRun=true` decides but writes nothing.
 */
export const actHandler =
  ({ handle }: Office, problems: Problems) =>
  async (c: Context, actor: Actor): Promise<Response> => {
    const type = c.req.param("type") ?? ""
    const codec = actBodies.get(type)
    if (codec === undefined) return problems.http(c, "NotFound", oneOf([...actBodies.keys()]))
    const body = await bodyOf(c)
    if (E.isLeft(body)) return problems.notJson(c, body.left)

    const query = decode(DryRunQuery, queryOf(c))
    const act = decode(codec, body.right)
    const expected = expectedRevisionOf(c)
    const issues = [query, act, expected].flatMap((part) => (E.isLeft(part) ? part.left : []))
    if (E.isLeft(query) || E.isLeft(act) || E.isLeft(expected)) return problems.malformed(c, issues)

    const { data, ...head } = act.right
    const request = requestWith(
      {
        ...head,
        type,
        actor,
        // Without the client's own key a request cannot be repeated safely.
        commandId: c.req.header("idempotency-key") ?? "",
      },
      data,
      randomUUID,
    )
    if (E.isLeft(request)) return problems.malformed(c, request.left.map(inHeaders))
    const revision = expected.right === undefined ? {} : { expectedRevision: expected.right }
    const answer = await handle({ ...request.right, ...revision, dryRun: query.right.dryRun === "true" })
    return E.isLeft(answer) ? problems.ofService(c, answer.left) : recorded(c, answer.right)
  }

const oneOf = (types: ReadonlyArray<string>): Bilingual =>
  bilingual(`应为下列之一：${types.join("、")}`, `one of ${types.join(", ")}`)

const inHeaders = <Issue extends { readonly path: string }>(issue: Issue): Issue =>
  issue.path === "commandId" ? { ...issue, path: "Idempotency-Key" } : issue

const recorded = (c: Context, { stream, repeated, events }: CommandResult): Response => {
  const last = events.at(-1)
  if (last !== undefined) c.header("etag", entityTag(last.revision))
  return c.json({ stream, repeated, events }, repeated ? 200 : 201)
}
