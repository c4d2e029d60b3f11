/** An office with a law, a call and cases on record, and its desk. */
import { civilDate as day, instantAt, type Instant } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { decodeEvents, memoryStore, type Envelope } from "@shifan/event-store"
import { handler, memoryVault, type Request } from "@shifan/service"
import { applicableLawFor, samplesFor, unit, type Attempt } from "@shifan/testkit"
import { right } from "@shifan/testkit/basics"
import { lawRequests, requestOf } from "@shifan/testkit/service"
import * as E from "fp-ts/lib/Either.js"
import { createHash } from "node:crypto"
import { desk, type AuditState, type DeskDependencies, type Publisher } from "../src/index.js"
import { visitor, type Visitor } from "./visitor.js"

export { unit }

export const signInCode = "7H3K-92QP"
export const host = "127.0.0.1:4176"

export const law = applicableLawFor(qinhuangdao2020, day("2020-11-12"), [2020])
export const town = samplesFor(qinhuangdao2020, unit)

export const applied = [town.apply(day("2020-12-01"))]
export const recommended = [...applied, town.recommend(day("2020-12-08"))]
export const certified = [...recommended, town.certify(day("2020-12-29"))]

export const sound: AuditState = {
  verdict: "sound",
  at: instantAt(Date.parse("2021-01-05T01:00:00Z")),
  events: 3,
  head: 2,
  faults: [],
}

export const digestOf = (text: string): string => `sha256:${createHash("sha256").update(text).digest("hex")}`

/** Lists with a single platform, whose files are named but not written. */
export const listsOf = (platformName: string): Publisher => ({
  prepare: ({ asOf }) => {
    const row = { uscc: unit, platformName, operatingUnitName: "示例有限公司", row: platformName }
    const data = { asOf, logSize: 5, rows: 1, digest: digestOf(platformName), units: { count: 1, root: digestOf("") } }
    const files = [`/srv/list/roster-${asOf}.json`]
    return Promise.resolve(E.right({ data, platforms: [row], before: null, files, notes: [] }))
  },
  write: (revision) => Promise.resolve(E.right([`/srv/list/of-${revision}.json`])),
})

let draws = 0
const random = (size: number): Uint8Array =>
  createHash("shake256", { outputLength: size }).update(String(draws++)).digest()

let ids = 0
const newId = (): string => `0190163d-8694-7000-8000-${String(ids++).padStart(12, "0")}`

export interface TestOffice {
  readonly visitor: Visitor
  readonly dependencies: DeskDependencies
  /** Carries out attempts on a unit without using the desk. */
  readonly carryOut: (attempts: ReadonlyArray<Attempt>, of?: typeof unit) => Promise<void>
}

export const officeWith = async (
  attempts: ReadonlyArray<Attempt> = [],
  change: Partial<DeskDependencies> = {},
): Promise<TestOffice> => {
  const store = memoryStore()
  let ticks = 0
  const clock = (): Instant => instantAt(Date.parse("2021-01-05T02:00:00Z") + ticks++)
  const division = qinhuangdao2020.territory.bureau.code
  const library = [qinhuangdao2020]
  const handle = handler({ store, vault: memoryVault(), division, library, clock, random })
  const must = async (request: Request): Promise<void> => void right(await handle(request))
  for (const request of lawRequests(law, newId)) await must(request)
  const carryOut: TestOffice["carryOut"] = async (more, of = unit) => {
    for (const attempt of more) await must(requestOf(of, attempt, newId()))
  }
  await carryOut(attempts)
  const dependencies: DeskDependencies = {
    store,
    handle,
    division,
    library,
    regulation: qinhuangdao2020,
    clock,
    random,
    newId,
    explainError: ({ _tag }) => ({ message: { zh: `错误${_tag}`, en: `failed: ${_tag}` } }),
    audit: () => Promise.resolve(sound),
    signInCode,
    publisher: listsOf(town.form(day("2020-12-01")).platformName),
    reportDefect: ({ thrown }) => {
      throw thrown
    },
    ...change,
  }
  return { visitor: visitor(desk(dependencies), host), dependencies, carryOut }
}

/** Signed in as the bureau's officer by default. */
export const signedIn = async (
  { visitor: browser }: TestOffice,
  place = "bureau:130300",
  officer = "SJ-01",
  of = "",
): Promise<Visitor> => {
  const page = await browser.open("/sign-in")
  const answer = await page.send({ code: signInCode, place, officer, unit: of })
  if (answer.status !== 200) throw new Error(`not signed in: ${answer.status} ${answer.text}`)
  return browser
}

/** Everything on record. */
export const eventsOf = async ({ dependencies }: TestOffice): Promise<ReadonlyArray<Envelope>> => {
  const events: Array<Envelope> = []
  for await (const next of decodeEvents(dependencies.store.readAll())) events.push(right(next).envelope)
  return events
}
