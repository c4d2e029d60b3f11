import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { encode, readEnvelope, type Envelope, type Events, type StoredEvent } from "@shifan/event-store"
import type { Target } from "@shifan/service"
import { auditPublications, publicationCollector, replay, withFaults, type ListProjector } from "../src/index.js"
import { given } from "./forged-history.js"
import { enact, library, lived, on, openCall } from "./recorded-history.js"

const digestOf = (types: ReadonlyArray<string>, asOf: string): string =>
  `sha256:${Buffer.from(`${asOf} ${types.length}`).toString("hex").padEnd(64, "0").slice(0, 64)}`

/** A projection of one's own: the "list" is how many leaves were read, and for which day. */
const counting: ListProjector = (publications, reached) => {
  const types: Array<string> = []
  let pending = [...publications].toSorted((a, b) => a.logSize - b.logSize)
  const end = (size: number): void => {
    for (const one of pending.filter(({ logSize }) => logSize <= size))
      reached(one, { rows: one.logSize, digest: digestOf(types.slice(0, one.logSize), one.asOf) })
    pending = pending.filter(({ logSize }) => logSize > size)
  }
  const take = ({ type }: Envelope, index: number): void => {
    end(index)
    types.push(type)
  }
  return { take, end }
}

const call = openCall(on)

const key = `example.cn/log+0000000a+${"A".repeat(44)}`

const keyed: Target = { aggregate: "log", key: "", command: { type: "IntroduceLogKey", data: { key, role: "log" } } }

const publish = (logSize: number, rows = logSize): Target => ({
  aggregate: "roster",
  key: "",
  command: {
    type: "PublishRoster",
    data: { asOf: on, logSize, rows, digest: digestOf(Array.from({ length: logSize }, String), on), medium: "示例" },
  },
})

const audited = async (events: ReadonlyArray<StoredEvent>) => {
  const publications = publicationCollector()
  const verdict = await replay(given(events), { library, each: publications.take })
  return withFaults(verdict, await auditPublications(() => given(events), publications.all(), counting))
}

describe("art_11__para_1: publications, audited", () => {
  it("hold where each list is the one of its day and size, none published before it was there", async () => {
    const verdict = await audited(await lived([enact, publish(1), call, publish(2), keyed, publish(5)]))
    expect(verdict).toMatchObject({ events: 6, streams: 4, decisions: 6, faultCount: 0, faults: [] })
  })

  it("read the log no second time where nothing was published", async () => {
    const events = await lived([enact, keyed])
    const seen = publicationCollector()
    await replay(given(events), { library, each: seen.take })
    const again = (): Events => {
      throw new Error("read again")
    }
    expect(await auditPublications(again, seen.all(), counting)).toEqual([])
  })

  it("are told by leaf, stream and revision where they were published otherwise, with both figures", async () => {
    const { faults, faultCount } = await audited(await lived([enact, publish(1), call, publish(3, 2)]))
    expect(faultCount).toBe(1)
    expect(faults).toMatchObject([
      { code: "PublishedOtherwise", place: { index: 3, stream: "roster-130300", revision: 1 } },
    ])
    expect(faults[0]?.expected.en).toMatch(/^3 rows, sha256:\w+ \(as of 2020-11-20, from 3 leaves\)$/)
    expect(faults[0]?.found.en).toMatch(/^2 rows, sha256:\w+$/)
  })

  it("are at fault where they claim leaves that came after them", async () => {
    const { faults } = await audited(await lived([enact, publish(2), call]))
    expect(faults).toMatchObject([{ code: "PublishedOtherwise", place: { index: 1 }, found: { en: "2 leaves" } }])
  })

  test.prop([fc.constantFrom("asOf", "logSize", "rows", "digest"), fc.nat(1)])(
    "are found out by any figure that was forged in the last event of their stream",
    async (field, less) => {
      const events = await lived([enact, call, publish(2)])
      const forgery = { asOf: "2020-11-19", logSize: less, rows: less, digest: `sha256:${"f".repeat(64)}` }
      const forged = events.map((event) => {
        const read = readEnvelope(event.leaf)
        if (E.isLeft(read) || read.right.type !== "RosterPublished") return event
        const data = { ...Object(read.right.data), [field]: forgery[field] }
        const leaf = encode({ ...read.right, data })
        return E.isRight(leaf) ? { ...event, leaf: leaf.right } : event
      })
      const { faults } = await audited(forged)
      expect(faults).toMatchObject([{ code: "PublishedOtherwise", place: { index: 2 } }])
    },
  )

  it("are audited to the end where a projection cannot take an event", async () => {
    const events = await lived([enact, publish(1), call, publish(3)])
    const seen = publicationCollector()
    await replay(given(events), { library, each: seen.take })
    const choking: ListProjector = (publications, reached) => {
      const { take, end } = counting(publications, reached)
      const chokes = (envelope: Envelope, index: number): void => {
        if (envelope.type === "CallOpened") throw new TypeError("no such field")
        take(envelope, index)
      }
      return { take: chokes, end }
    }
    const faults = await auditPublications(() => given(events), seen.all(), choking)
    expect(faults.map(({ place }) => place.index)).toEqual([3])
  })

  it("of another shape are the replay's to report", async () => {
    const events = await lived([enact, publish(1)])
    const forged = events.map((event) => {
      const read = readEnvelope(event.leaf)
      if (E.isLeft(read) || read.right.type !== "RosterPublished") return event
      const leaf = encode({ ...read.right, data: { asOf: "never", logSize: "many" } })
      return E.isRight(leaf) ? { ...event, leaf: leaf.right } : event
    })
    expect((await audited(forged)).faults.map(({ code }) => code)).toEqual(["Malformed"])
  })
})
