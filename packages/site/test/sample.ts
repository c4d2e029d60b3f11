/** Sites of the frozen histories. */
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { civilDate, type CivilDate, type Event, type EventOf, type EventType } from "@shifan/core"
import { qinhuangdao2020, qinhuangdao2020Text } from "@shifan/core/regulations"
import { readEnvelope, type Envelope } from "@shifan/event-store"
import { publicRecord, siteFiles, type Files, type LogEvent, type Site } from "@shifan/site"
import { right } from "@shifan/testkit/basics"

export const regulation = qinhuangdao2020

/** @param number of the history in `packages/testkit/fixtures` */
export const frozenHistory = (number: number): ReadonlyArray<LogEvent> =>
  readFileSync(join(import.meta.dirname, `../../testkit/fixtures/history-${number}.ndjson`), "utf8")
    .split("\n")
    .slice(0, -1)
    .map(logEventOf)

export const logEventOf = (line: string): LogEvent => {
  const leaf = new TextEncoder().encode(line)
  return { envelope: right(readEnvelope(leaf)), leaf }
}

export const siteOf = (events: ReadonlyArray<LogEvent>, asOf: CivilDate = civilDate("2026-11-30")): Site => ({
  record: publicRecord(events, { asOf, regulation }),
  regulation,
  text: qinhuangdao2020Text,
  tests: new Map(),
  handedOut: {},
})

export const filesOf = (events: ReadonlyArray<LogEvent>, asOf?: CivilDate): Files => siteFiles(siteOf(events, asOf))

export const textOf = (files: Files, path: string): string => {
  const bytes = files.get(path)
  if (bytes === undefined) throw new Error(`no ${path}`)
  return new TextDecoder().decode(bytes)
}

/** Events of units as in a log, each recorded at noon of its effective date. */
export const logOf = (
  ...units: ReadonlyArray<{ readonly uscc: string; readonly events: ReadonlyArray<Event> }>
): ReadonlyArray<LogEvent> =>
  units.flatMap(({ uscc, events }) =>
    events.map((event, revision) => {
      const envelope: Envelope = {
        ...event,
        id: `00000000-0000-5000-8000-${uscc.slice(-9)}${String(revision).padStart(3, "0")}`.toLowerCase(),
        schemaVersion: 1,
        stream: `designation-130300-${uscc}`,
        revision,
        previous: null,
        recordedAt: `${event.effectiveOn}T04:00:00.000Z`,
        basis: [],
        commandId: String(revision),
        correlationId: "",
        causationId: null,
      }
      return { envelope, leaf: new Uint8Array() }
    }),
  )

const act = (on: string) => ({
  effectiveOn: civilDate(on),
  actor: { role: "bureau", code: "130300", officer: "SJ-01" } as const,
  provisions: ["art_18__para_1"] as const,
  rule: null,
  readings: {},
})

/** An event of the bureau. */
export const eventOf = <T extends EventType>(on: string, type: T, data: EventOf<T>["data"]): Event =>
  ({ ...act(on), type, data }) as unknown as Event

export const imported = (more: Partial<EventOf<"TitleImported">["data"]> = {}): Event =>
  eventOf("2020-12-01", "TitleImported", {
    operatingUnitName: "示例公司",
    platformName: "示例平台",
    countyOrDistrict: regulation.territory.counties[0]?.code ?? regulation.territory.bureau.code,
    grantedOn: civilDate("2018-12-01"),
    grantingDocument: "示例〔2018〕1号",
    ...more,
  })
