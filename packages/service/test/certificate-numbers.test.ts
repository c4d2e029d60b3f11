/** No two titles share a number, even if several services certify at once in one store (arts. 9 and 11). */
import { civilDate, type FilledCommand, type Uscc } from "@shifan/core"
import { aggregates } from "@shifan/core/registry"
import { memoryStore, type EventStore } from "@shifan/event-store"
import { bureau, document, samplesFor } from "@shifan/testkit"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { right } from "@shifan/testkit/basics"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import type { Handle, Request } from "../src/index.js"
import {
  accepted,
  application,
  eventsIn,
  freshId,
  interpretation,
  openService,
  request,
  serviceOver,
} from "./fixtures.js"

const [one, other, third] = ["91130302MA00010187", "91130324MA00010776", "91130371MA0001165N"] as unknown as readonly [
  Uscc,
  Uscc,
  Uscc,
]
const units = [one, other, third]

const applied = (uscc: Uscc): FilledCommand => {
  if (application.type !== "Apply") throw new Error(application.type)
  const { data } = application
  return { type: "Apply", data: { ...data, form: { ...data.form, uscc } } }
}

const certify = (key: Uscc, certificateNumber: string, on = "2020-12-29"): Request => {
  const { command } = samplesFor(qinhuangdao2020, key).certify(civilDate(on))
  if (command.type !== "Certify") throw new Error(command.type)
  const target = {
    aggregate: "designation",
    key,
    command: { ...command, data: { ...command.data, certificateNumber } },
  }
  return request(target as Request["target"], civilDate(on), bureau, freshId())
}

const correctNumber = (key: Uscc, from: string, to: string): Request => {
  const field = "Certified.certificateNumber"
  const data = { revision: 2, field, from, to, reason: "笔误", document, approver: "SJ-09" }
  const target = { aggregate: "designation", key, command: { type: "CorrectRecord", data } }
  return request(target as Request["target"], civilDate("2021-01-10"), bureau)
}

/** A store with three recommended units. */
const recommended = async (store: EventStore = memoryStore()) => {
  const { handle } = await openService(store)
  for (const key of units) {
    const { us, recommend } = samplesFor(qinhuangdao2020, key)
    await accepted(
      handle,
      request({ aggregate: "designation", key, command: applied(key) }, civilDate("2020-12-01"), us),
    )
    const { actor, command, effectiveOn } = recommend(civilDate("2020-12-08"))
    const target = { aggregate: "designation", key, command } as Request["target"]
    await accepted(handle, request(target, effectiveOn, actor))
  }
  return { handle, store }
}

const taken = (number: string, unit: Uscc, revision = 2) =>
  E.left({
    _tag: "Refused",
    refusals: [
      { code: "CertificateNumberTaken", number, unit, revision, provisions: ["art_9__para_1", "art_11__para_1"] },
    ],
  })

describe("the number of a certificate", () => {
  it("art_9__para_1: belongs to one title, which a refusal names", async () => {
    const { handle, store } = await recommended()
    await accepted(handle, certify(one, "示范-01"))
    const before = (await eventsIn(store)).length
    expect(await handle(certify(other, "示范-01"))).toEqual(taken("示范-01", one))
    expect(await handle({ ...certify(other, "示范-01"), dryRun: true })).toEqual(taken("示范-01", one))
    expect((await eventsIn(store)).length).toBe(before)
    await accepted(handle, certify(other, "示范-02"))
  })

  it("art_9__para_1: counts as the same in full width, in small letters and with blanks", async () => {
    const { handle } = await recommended()
    await accepted(handle, certify(one, "QHD-SF 01"))
    for (const number of ["ＱＨＤ－ＳＦ０１", "qhd-sf01", "QHD-SF01"])
      expect(await handle(certify(other, number))).toEqual(taken(number, one))
    await accepted(handle, certify(other, "QHD-SF02"))
  })

  it("art_9__para_1: is refused together with the other faults of a command", async () => {
    const { handle } = await recommended()
    await accepted(handle, certify(one, "1"))
    const answer = await handle(certify(other, "1", "2020-12-07"))
    expect(E.isLeft(answer) && answer.left._tag === "Refused" && answer.left.refusals.map(({ code }) => code)).toEqual([
      "EffectiveDateGoesBack",
      "CertificateNumberTaken",
    ])
  })

  it("art_9__para_1: is refused even if another service has given it to a title meanwhile", async () => {
    const { handle, store } = await recommended()
    const { handle: elsewhere } = serviceOver(store)
    await accepted(elsewhere, certify(third, "3"))
    // The clocks in this test advance with each reading.
    for (let i = 0; i < 20; i++) await handle({ ...certify(one, "1"), dryRun: true })
    await accepted(handle, certify(one, "1"))
    expect(await elsewhere(certify(other, "1"))).toEqual(taken("1", one))
    expect(await handle(certify(other, "3"))).toEqual(taken("3", third))
  })

  it("art_9__para_1: becomes free by a correction, which cannot take the number of another title", async () => {
    const { handle } = await recommended()
    await accepted(handle, certify(one, "1"))
    await accepted(handle, certify(third, "3"))
    expect(await handle(correctNumber(one, "1", "3"))).toEqual(taken("3", third))
    await accepted(handle, correctNumber(one, "1", "2"))
    expect(await handle(certify(other, "2"))).toEqual(taken("2", one, 3))
    await accepted(handle, certify(other, "1"))
  })

  it("art_9__para_1: is not refused to a repetition of the command that gave it", async () => {
    const { handle } = await recommended()
    const command = certify(one, "1")
    await accepted(handle, command)
    expect(right(await handle(command)).repeated).toBe(true)
  })

  it("art_9__para_1: hides no other reason why a certification is not recorded", async () => {
    const { handle } = await recommended()
    const elsewhere = interpretation(1)
    await accepted(handle, elsewhere)
    expect(await handle({ ...certify(one, "1"), commandId: elsewhere.commandId })).toMatchObject({
      left: { _tag: "CommandIdReused", event: { type: "InterpretationIssued" } },
    })
  })
})

/** Calls `between` before each append of a certification, by any service. */
const interrupted = (store: EventStore, between: () => Promise<void>): EventStore => ({
  ...store,
  append: (stream, expected, events, follows) => async () => {
    if (events[0].type === "Certified") await between()
    return store.append(stream, expected, events, follows)()
  },
})

describe("two certifications at once", () => {
  it("art_9__para_1: cannot both succeed with one number, even if both are decided before either is written", async () => {
    const { store } = await recommended()
    let waiting: Array<() => void> = []
    const bothHere = (): Promise<void> =>
      new Promise((resolve) => {
        waiting.push(resolve)
        if (waiting.length < 2) return
        waiting.forEach((go) => go())
        waiting = []
      })
    const first = interrupted(store, once(bothHere))
    const second = interrupted(store, once(bothHere))
    const answers = await Promise.all([
      serviceOver(first).handle(certify(one, "1")),
      serviceOver(second).handle(certify(other, "1")),
    ])
    expect(answers.filter(E.isRight)).toHaveLength(1)
    expect(answers.filter(E.isLeft).map(({ left }) => left._tag)).toEqual(["Refused"])
    expect((await eventsIn(store)).filter(({ type }) => type === "Certified")).toHaveLength(1)
  })

  it("art_9__para_1: both succeed with two numbers, even while others write", async () => {
    const { store, handle } = await recommended()
    const others: Array<Promise<unknown>> = []
    let left = 5
    const busy = interrupted(store, async () => {
      if (left-- <= 0) return
      others.push(writeSomething(handle))
      await others.at(-1)
    })
    const answers = await Promise.all([
      serviceOver(busy).handle(certify(one, "1")),
      serviceOver(busy).handle(certify(other, "2")),
    ])
    expect(answers.filter(E.isLeft)).toEqual([])
  })
})

/** Runs `act` only the first time. */
const once = (act: () => Promise<void>): (() => Promise<void>) => {
  let done = false
  return async () => {
    if (done) return
    done = true
    await act()
  }
}

let year = 2021

const writeSomething = async (handle: Handle): Promise<void> => {
  const data = { year: year++, opensOn: civilDate("2020-12-30"), closesOn: civilDate("2020-12-31"), document: "示例" }
  await handle(
    request(
      { aggregate: "call", key: String(data.year), command: { type: "OpenCall", data } },
      civilDate("2020-12-29"),
      bureau,
    ),
  )
}

describe("a number that a program without this check has given twice", () => {
  it("art_9__para_1: is refused by a service the third time", async () => {
    const { store, handle } = await recommended()
    const { unique: _, ...designation } = aggregates.designation
    const careless = serviceOver(store, { ...aggregates, designation }).handle
    await accepted(careless, certify(one, "1"))
    await accepted(careless, certify(other, "1"))
    expect(await handle(certify(third, "1"))).toEqual(taken("1", one))
    const later = serviceOver(store).handle
    await accepted(later, correctNumber(one, "1", "2"))
    await accepted(later, correctNumber(other, "1", "3"))
    await accepted(later, certify(third, "1"))
  })
})
