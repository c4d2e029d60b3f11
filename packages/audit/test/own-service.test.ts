/** Whole histories by a forger who runs our own service: with a false clock, a false text, or beside another bureau. */
import * as E from "fp-ts/lib/Either.js"
import { fc, test } from "@fast-check/vitest"
import { describe, expect, it } from "vitest"
import { instantAt, type Library, type Regulation } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { collect, memoryStore, type EventStore } from "@shifan/event-store"
import { handler, memoryVault, type Handle, type Request } from "@shifan/service"
import { must } from "@shifan/testkit/basics"
import { alterationsOf } from "@shifan/testkit/forger"
import { replay } from "../src/index.js"
import { envelopeOf } from "./forged-history.js"
import { histories } from "./forgeries.js"
import { library } from "./recorded-history.js"
import { commandBehind } from "./requests-behind.js"

interface Recorded {
  readonly request: Request
  /** In milliseconds since 1970. */
  readonly time: number
}

/** The commands of the demo up to the first revocation, which the vault of a fresh service can carry out. */
const commands: ReadonlyArray<Recorded> = (histories[0] ?? []).slice(0, 40).flatMap((event, index, history) => {
  const request = commandBehind({ history, index })
  return request === undefined ? [] : [{ request, time: Date.parse(envelopeOf(event).recordedAt) }]
})

interface Office {
  readonly store: EventStore
  readonly handle: Handle
  readonly clock: { now: number }
}

const officeWith = (texts: Library, store: EventStore = memoryStore(), division = "130300"): Office => {
  const clock = { now: 0 }
  const handle = handler({
    store,
    vault: memoryVault(),
    division,
    library: texts,
    clock: () => instantAt(clock.now),
    random: (size) => new Uint8Array(size).fill(7),
  })
  return { store, handle, clock }
}

const carryOut = ({ handle, clock }: Office, request: Request, time: number) => {
  clock.now = time
  return handle(request)
}

const faultsOf = async ({ store }: Office) => (await replay(store.readAll(), { library })).faults

const lengthOf = async ({ store }: Office): Promise<number> => (await must(() => collect(store.readAll()))).length

const falseTexts: ReadonlyArray<readonly [string, Regulation]> = alterationsOf(qinhuangdao2020).map(
  ({ path, how, value }) => [`${path}, ${how}`, value as Regulation],
)

/** Sends the commands to both offices until they differ. Returns whether the forger's took what the other did not. */
const differs = async (forger: Office, honest: Office): Promise<boolean> => {
  for (const { request, time } of commands) {
    const forged = await carryOut(forger, request, time).catch(() => E.left(undefined))
    if (E.isLeft(forged)) return false
    const answer = await carryOut(honest, request, time)
    if (E.isLeft(answer)) return true
    if (JSON.stringify(answer.right.events) !== JSON.stringify(forged.right.events)) return true
  }
  return false
}

describe("art_16__para_1: a forger who runs our own service", () => {
  it("has the frozen history anew, if nothing is false", async () => {
    const honest = officeWith(library)
    for (const { request, time } of commands)
      expect(await carryOut(honest, request, time)).toMatchObject({ _tag: "Right" })
    expect(await faultsOf(honest)).toEqual([])
    expect(await lengthOf(honest)).toBeGreaterThan(30)
  })

  test.prop([fc.constantFrom(...falseTexts)], { numRuns: 25 })(
    "under a false text is found out as soon as it takes what the text does not allow",
    async ([, text]) => {
      const [forger, honest] = [officeWith([text]), officeWith(library)]
      const isForged = await differs(forger, honest)
      expect((await faultsOf(forger)).length > 0).toBe(isForged)
    },
  )

  test.prop(
    [fc.array(fc.integer({ min: -400, max: 400 }), { minLength: commands.length, maxLength: commands.length })],
    {
      numRuns: 30,
    },
  )("with any clock, also one that goes back, records nothing that is unsound", async (days) => {
    const office = officeWith(library)
    for (const [i, { request, time }] of commands.entries())
      await carryOut(office, request, time + (days[i] ?? 0) * 86_400_000)
    expect(await faultsOf(office)).toEqual([])
  })

  it("beside a bureau that its reader does not know, is found out at the first event of that bureau", async () => {
    const { territory } = qinhuangdao2020
    const elsewhere = { ...territory, bureau: { ...territory.bureau, code: "130200" as const } }
    const text = { ...qinhuangdao2020, id: "elsewhere-2020-1", territory: elsewhere } as Regulation
    const own = officeWith(library)
    const other = officeWith([text], own.store, "130200")
    const [enact, ...rest] = commands
    if (enact === undefined) throw new Error("the demo enacts a text")
    await carryOut(own, enact.request, enact.time)
    const foreign = JSON.parse(
      JSON.stringify({ ...enact.request, commandId: "0190163d-8694-7000-8000-00000000aaaa" })
        .replaceAll("130300", "130200")
        .replaceAll(`"regulation":"${qinhuangdao2020.id}"`, `"regulation":"${text.id}"`),
    ) as Request
    expect(await carryOut(other, foreign, enact.time)).toMatchObject({ _tag: "Right" })
    for (const { request, time } of rest) await carryOut(own, request, time)
    const faults = await faultsOf(own)
    expect(faults.map(({ code, place }) => [code, place.index])).toEqual([["Undecidable", 1]])
    expect(await lengthOf(own)).toBeGreaterThan(30)
  })
})
