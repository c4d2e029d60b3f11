import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { disclosuresOf, matchesCommitment, type Request, type Vault } from "../src/index.js"
import { civilDate as day, type FilledCommand } from "@shifan/core"
import { collectStream, designationStream, type Envelope, memoryStore, readEnvelope } from "@shifan/event-store"
import { apply, bureau, enact, officeOver, openCall, personal, request, unit } from "./test-service.js"

const about = (command: FilledCommand, on = day("2020-12-02")): Request =>
  request({ aggregate: "designation", key: unit, command }, on, bureau)

const erase = (): Request =>
  about({ type: "ErasePersonalData", data: { basis: "个人信息保护法第四十七条", scope: "全部", approver: "SJ-09" } })

const open = (...paths: ReadonlyArray<string>): Request =>
  about({ type: "OpenPersonalData", data: { openedTo: "市审计局", purpose: "审计", paths } })

const withdraw: FilledCommand = { type: "Withdraw", data: { reason: "示例" } }

const applied = async () => {
  const office = officeOver(memoryStore())
  for (const one of [enact, openCall, apply()]) {
    const done = await office.handle(one)
    if (E.isLeft(done)) throw new Error(JSON.stringify(done.left))
  }
  const history = async (): Promise<ReadonlyArray<Envelope>> => {
    const stored = await collectStream(office.store.readStream(designationStream("130300", unit)))
    if (E.isLeft(stored)) throw new Error(stored.left._tag)
    return stored.right.flatMap(({ leaf }) => {
      const envelope = readEnvelope(leaf)
      return E.isRight(envelope) ? [envelope.right] : []
    })
  }
  const values = async () => {
    const paths = ["legalRepresentative", "contactPerson", "phone", "mobile", "email"].map((at) => `form.basic.${at}`)
    const openings = await disclosuresOf(office.vault, unit, await history(), paths)
    return E.isRight(openings) ? openings.right : []
  }
  return { ...office, history, values }
}

const keys = async ({ keys: all }: Vault): Promise<ReadonlyArray<number>> => {
  const known = await all()()
  return E.isRight(known) ? known.right.map(({ era }) => era) : []
}

describe("art_16__para_1: an opening", () => {
  it("shows what was sealed, and it holds against the log; another value or salt does not", async () => {
    const { values } = await applied()
    const openings = await values()
    expect(openings.map(({ value }) => value).toSorted()).toEqual([...personal].toSorted())
    for (const one of openings) {
      expect(matchesCommitment(one)).toBe(true)
      expect(matchesCommitment({ ...one, value: `${one.value}0` })).toBe(false)
      expect(matchesCommitment({ ...one, salt: "00".repeat(32) })).toBe(false)
    }
  })

  it("is on record, with to whom and why; of what is not there it is refused, and nothing is written", async () => {
    const { handle, history } = await applied()
    expect(await handle(open("form.basic.phone", "form.basic.telephone"))).toMatchObject({
      left: { _tag: "Malformed", issues: [{ path: "paths.1", got: "form.basic.telephone" }] },
    })
    expect(await history()).toHaveLength(1)
    expect(E.isRight(await handle(open("form.basic.phone")))).toBe(true)
    expect((await history()).at(-1)).toMatchObject({
      type: "PersonalDataOpened",
      data: { openedTo: "市审计局", paths: ["form.basic.phone"] },
      provisions: ["art_16__para_1"],
    })
  })
})

describe("an erasure", () => {
  it("16: destroys the key, after which nothing can be opened, and no event before it is touched", async () => {
    const { handle, history, values, vault } = await applied()
    const before = await history()
    expect(E.isRight(await handle(erase()))).toBe(true)
    expect(await keys(vault)).toEqual([])
    expect(await values()).toEqual([])
    expect((await history()).slice(0, -1)).toEqual(before)
    expect(await handle(open("form.basic.phone"))).toMatchObject({ left: { _tag: "Malformed" } })
  })

  it("does nothing by a dry run", async () => {
    const { handle, vault } = await applied()
    await handle({ ...erase(), dryRun: true })
    expect(await keys(vault)).toEqual([0])
  })

  it("cut off between log and vault is finished when the command is given again, whatever came in between", async () => {
    const { handle, history, values, vault, store } = await applied()
    const cutOff = officeOver(store)
    const command = erase()
    await cutOff.handle(command)
    expect(await keys(vault)).toEqual([0])
    await handle({
      ...apply(),
      target: { aggregate: "designation", key: unit, command: withdraw },
      effectiveOn: day("2020-12-02"),
    })
    expect(E.isRight(await handle({ ...apply(), effectiveOn: day("2020-12-03") }))).toBe(true)
    expect(new Set(await keys(vault))).toEqual(new Set([0, 1]))
    const later = (await values()).filter(({ revision }) => revision > 1)
    expect(await handle(command)).toMatchObject({ right: { repeated: true } })
    expect(await keys(vault)).toEqual([1])
    expect(await values()).toEqual(later)
    expect(later).toHaveLength(personal.length)
    expect((await history()).filter(({ type }) => type === "PersonalDataErased")).toHaveLength(1)
  })

  it("does not lose what a unit files again afterwards", async () => {
    const { handle, values, vault } = await applied()
    await handle(erase())
    await handle({
      ...apply(),
      target: { aggregate: "designation", key: unit, command: withdraw },
      effectiveOn: day("2020-12-02"),
    })
    await handle({ ...apply(), effectiveOn: day("2020-12-03") })
    expect(await keys(vault)).toEqual([1])
    expect((await values()).map(({ value }) => value).toSorted()).toEqual([...personal].toSorted())
  })
})
