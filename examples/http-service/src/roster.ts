/** The public list: filtered pages of it as of any day, and a stream of its changes. */
import { once } from "node:events"
import type { Context } from "hono"
import { streamSSE } from "hono/streaming"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type CivilDate, type FormIssue } from "@shifan/core"
import { decode } from "@shifan/core/forms"
import { decodeEvents, type ReadError } from "@shifan/event-store"
import { rosterDifference, rosterDigest, rosterUnder, type RosterDifference, type RosterEntry } from "@shifan/roster"
import type { Office } from "./office.js"
import type { Problems } from "./problems.js"
import { queryOf, RosterQueryCodec, type RosterQuery } from "./requests.js"

type List = ReadonlyArray<RosterEntry>

const listNow = (office: Office): List | undefined => office.roster()?.list(office.today())

/** Today's list comes from the read model; for other days the store is read, since their lists are not kept. */
const listOn = async (office: Office, asOf: CivilDate): Promise<E.Either<ReadError, List> | undefined> => {
  if (asOf === office.today()) {
    const list = listNow(office)
    return list && E.right(list)
  }
  const roster = rosterUnder({ asOf })
  for await (const next of decodeEvents(office.store.readAll())) {
    if (E.isLeft(next)) return next
    roster.apply(next.right.envelope)
  }
  return E.right(roster.list())
}

const matches = ({ county, name }: Partial<RosterQuery>, entry: RosterEntry): boolean =>
  (county === undefined || entry.countyOrDistrict === county) &&
  (name === undefined || [entry.operatingUnitName, entry.platformName].some((text) => text.includes(name)))

export const rosterHandler =
  (office: Office, problems: Problems) =>
  async (c: Context): Promise<Response> => {
    const query = decode(RosterQueryCodec, queryOf(c))
    if (E.isLeft(query)) return problems.malformed(c, query.left)
    const { asOf = office.today(), limit = 20, after } = query.right
    const list = await listOn(office, asOf)
    if (list === undefined) return problems.notReady(c)
    if (E.isLeft(list)) return problems.ofStore(c, list.left)
    const found = list.right.filter((entry) => matches(query.right, entry))
    const cursor = found.findIndex(({ uscc }) => uscc === after)
    // Beginning anew would send a client that follows `next` round in circles.
    if (after !== undefined && cursor < 0) return problems.malformed(c, [notListed(after)])
    const start = cursor + 1
    const entries = found.slice(start, start + limit)
    const last = entries.at(-1)
    const next = last !== undefined && start + limit < found.length ? { next: last.uscc } : {}
    return c.json({ asOf, total: found.length, digest: rosterDigest(list.right).digest, entries, ...next })
  }

const notListed = (after: string): FormIssue => ({
  path: "after",
  expected: bilingual("所查名单上的平台的统一社会信用代码", "the code of a platform on the list asked for"),
  got: after,
})

const isNothing = ({ added, removed, changed }: RosterDifference): boolean =>
  added.length + removed.length + changed.length === 0

/** Sends the whole list first, as event `roster`; then each `change`. A client that reconnects gets the whole list again. */
export const rosterChangesHandler =
  (office: Office, problems: Problems) =>
  (c: Context): Response => {
    const first = listNow(office)
    if (first === undefined) return problems.notReady(c)
    return streamSSE(c, async (stream) => {
      let known = first
      const send = (event: string, data: unknown): Promise<void> =>
        stream.writeSSE({ event, id: rosterDigest(known).digest, data: JSON.stringify(data) })
      // Not awaited before listening: a change that came meanwhile would be missed. Writes keep their order.
      const sent = send("roster", known)
      const stopListening = office.changes.listen(() => {
        const now = listNow(office) ?? known
        const difference = rosterDifference(known, now)
        known = now
        if (!isNothing(difference)) void send("change", difference)
      })
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      await sent
      const ended = AbortSignal.any([gone.signal, office.stopping.signal])
      if (!ended.aborted) await once(ended, "abort")
      stopListening()
    })
  }
