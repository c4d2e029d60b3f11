/** `submit` of long files, compared with the handler alone: what reading, queueing and printing cost, and how long they stall. */
import { readFileSync } from "node:fs"
import { mkdir } from "node:fs/promises"
import { join } from "node:path"
import { monitorEventLoopDelay } from "node:perf_hooks"
import { setTimeout } from "node:timers/promises"
import { instantAt } from "@shifan/core"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { handler, parseRequest, type Request } from "@shifan/service"
import { leafLog } from "@shifan/sqlite/event-store"
import { openSqliteVault } from "@shifan/sqlite/vault"
import { document, samplesFor, usccOf } from "@shifan/testkit"
import { v7 } from "uuid"
import { officeIn, submitLines, type Line, type Office, type Run } from "../command-line.js"
import { inFolder, root, storeIn } from "../databases.js"
import { beginLifecycles, division, enactLaw, orThrow } from "../history.js"
import { centile, median, type Result } from "../measurement.js"

const inFlight = 64
const effectiveOn = "2020-12-01"

/** Commands of one kind, each of another unit. */
interface Batch {
  readonly name: string
  /** Lines in a round. */
  readonly count: number
  /** Whether the units hold a title before the first round; otherwise every round has units of its own. */
  readonly titled: boolean
  readonly lineOf: (unit: number, round: number) => Line
}

const spotChecks: Batch = {
  name: "spot checks",
  count: 3000,
  titled: true,
  lineOf: (index, round) => ({
    type: "SpotCheck",
    unit: usccOf(index),
    actor: samplesFor(qinhuangdao2020, usccOf(index)).bureau,
    effectiveOn,
    data: { regular: true, findings: `示例${round}`, falsificationFound: false, evidence: [document] },
  }),
}

interface Specimen {
  readonly type: string
  readonly data: { readonly form: Readonly<Record<string, unknown>> }
}

/** The data of a whole application as an office hands it in: 5 kB of form and dossier. */
const applicationData = (): Specimen["data"] => {
  const file = join(root, "packages/testkit/fixtures/commands-2.jsonl")
  const lines = readFileSync(file, "utf8").trim().split("\n")
  const found = lines.map((line): Specimen => JSON.parse(line)).find(({ type }) => type === "Apply")
  if (found === undefined) throw new Error(`no application in ${file}`)
  return found.data
}

/** The application of a unit. */
export const applicationOf = (index: number): Line => {
  const [unit, data] = [usccOf(index), applicationData()]
  const { us: actor } = samplesFor(qinhuangdao2020, unit)
  return { type: "Apply", unit, actor, effectiveOn, data: { ...data, form: { ...data.form, uscc: unit } } }
}

const applications: Batch = {
  name: "whole applications",
  count: 256,
  titled: false,
  lineOf: (index, round) => applicationOf(round * applications.count + index),
}

interface Timed {
  readonly perSecond: number
  /** In milliseconds. */
  readonly longestStall: number
}

/** Times work that handles `count` commands. */
export const timed = async (count: number, work: () => Promise<void>): Promise<Timed> => {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  // The first turn only starts the clock of the monitor, so it has to come before the work.
  await setTimeout(5)
  const since = performance.now()
  await work()
  const seconds = (performance.now() - since) / 1000
  // A stall is only recorded once the loop turns again.
  await setTimeout(5)
  delay.disable()
  return { perSecond: count / seconds, longestStall: delay.max / 1e6 }
}

/** Handles parsed requests on the office's store and vault, as many at a time as `submit` does. */
const handlerOf = async ({ vault: vaultFile }: Office, folder: string) => {
  const store = await storeIn(folder, { create: false, alongside: leafLog })
  const vault = orThrow(await openSqliteVault({ file: vaultFile }))
  const handle = handler({
    store,
    vault,
    division,
    library: [qinhuangdao2020],
    clock: () => instantAt(Date.parse("2020-12-01T01:00:00.000Z")),
    random: (size) => crypto.getRandomValues(new Uint8Array(size)),
  })
  return {
    /** Returns after how many milliseconds each was answered. */
    handleAll: async (requests: ReadonlyArray<Request>): Promise<ReadonlyArray<number>> => {
      const waits: Array<number> = []
      const answer = async (request: Request): Promise<void> => {
        const since = performance.now()
        orThrow(await handle(request))
        waits.push(performance.now() - since)
      }
      for (let at = 0; at < requests.length; at += inFlight)
        await Promise.all(requests.slice(at, at + inFlight).map(answer))
      return waits
    },
    close: async (): Promise<void> => {
      await store.close()
      await vault.close()
    },
  }
}

const requestOf = (line: Line): Request => orThrow(parseRequest(line, v7))

/** @param rounds the first is not counted */
export const measureBatch = (
  run: Run,
  { name, count, titled, lineOf }: Batch,
  rounds = 6,
): Promise<ReadonlyArray<Result>> =>
  inFolder(async (folder) => {
    const officeOf = async (side: string): Promise<Office> => {
      await mkdir(join(folder, side))
      return officeIn(join(folder, side), async (store) => {
        const law = await enactLaw(store)
        if (titled) await beginLifecycles(store, law, { from: 0, to: count, commands: 3 })
      })
    }
    const office = await officeOf("ours")
    const bare = await handlerOf(await officeOf("theirs"), join(folder, "theirs"))
    const times = { ours: new Array<Timed>(), theirs: new Array<Timed>() }
    const waits: Array<number> = []
    for (let round = 0; round < rounds; round++) {
      const lines = Array.from({ length: count }, (_, i) => lineOf(i, round))
      const requests = lines.map(requestOf)
      const works = {
        ours: () => submitLines(run, office, lines),
        theirs: async () => {
          const answered = await bare.handleAll(requests)
          if (round > 0) waits.push(...answered)
        },
      }
      for (const side of round % 2 === 0 ? (["ours", "theirs"] as const) : (["theirs", "ours"] as const)) {
        const time = await timed(count, works[side])
        if (round > 0) times[side].push(time)
      }
    }
    await bare.close()
    const speedOf = (side: ReadonlyArray<Timed>): number => median(side.map(({ perSecond }) => perSecond))
    const stallOf = (side: ReadonlyArray<Timed>): number => Math.max(...side.map(({ longestStall }) => longestStall))
    const [ours, theirs] = [speedOf(times.ours), speedOf(times.theirs)]
    const baseline = `the same requests to the handler, ${inFlight} at a time, neither read nor printed`
    const shown = { rounds: rounds - 1, target: null } as const
    return [
      {
        work: `\`submit\` of ${name}, FULL`,
        baseline,
        count,
        ours,
        theirs,
        unit: "/s",
        ratio: ours / theirs,
        ...shown,
      },
      {
        work: `\`submit\` of ${name}: the longest stall of the event loop`,
        baseline,
        count: 1,
        ours: stallOf(times.ours),
        theirs: stallOf(times.theirs),
        unit: "ms",
        ratio: null,
        ...shown,
      },
      {
        work: `${name} to the handler, ${inFlight} in flight, FULL: 99 of 100 are answered within`,
        baseline: "—",
        count: 1,
        ours: centile(99, waits),
        theirs: null,
        unit: "ms",
        ratio: null,
        ...shown,
      },
    ]
  })

export const batches: ReadonlyArray<Batch> = [spotChecks, applications]

export const measureSubmit = async (run: Run): Promise<ReadonlyArray<Result>> => {
  const results: Array<Result> = []
  for (const batch of batches) results.push(...(await measureBatch(run, batch)))
  return results
}
