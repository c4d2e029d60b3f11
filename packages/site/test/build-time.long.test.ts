/** Scale: 1 000 platforms with 20 000 events, from the events to the bytes of every file. */
import { cpuUsage } from "node:process"
import { expect, it } from "vitest"
import { isUscc } from "@shifan/core"
import type { LogEvent } from "@shifan/site"
import { usccOf } from "@shifan/testkit"
import { filesOf, frozenHistory, logEventOf } from "./sample.js"

const platforms = 1000
const eventsOfEach = 20

/** The recorded history of this unit: from the application to the plaque, and yearly summaries. */
const certifiedUnit = "91130371MA0001165N"

/** Matches the envelope's own revision: fields are sorted by name. */
const topRevision = /("recordedAt":"[^"]*","revision":)\d+/

const bureauOf = (count: number): ReadonlyArray<LogEvent> => {
  const lines = frozenHistory(2)
    .filter(({ envelope }) => envelope.stream.endsWith(certifiedUnit))
    .map(({ leaf }) => new TextDecoder().decode(leaf))
  const [last = ""] = lines.slice(-1)
  const padded = Array.from({ length: eventsOfEach }, (_, i) => lines[i] ?? last)
  return Array.from({ length: count }, (_, unit) => usccOf(unit))
    .filter(isUscc)
    .flatMap((uscc) =>
      padded.map((line, revision) =>
        logEventOf(line.replaceAll(certifiedUnit, uscc).replace(topRevision, `$1${revision}`)),
      ),
    )
}

it(`the site is built in under 10 s for ${platforms} platforms and ${platforms * eventsOfEach} events`, () => {
  const events = bureauOf(platforms)
  expect(events.length).toBe(platforms * eventsOfEach)
  const before = cpuUsage()
  const files = filesOf(events)
  // Processor time, so that other programs on the machine do not count.
  const { user, system } = cpuUsage(before)
  const seconds = (user + system) / 1e6
  console.log(`${files.size} files, ${seconds.toFixed(1)} s of the processor`)
  expect([...files.keys()].filter((path) => /^units\/\w+\.html$/.test(path)).length).toBe(platforms)
  expect(seconds).toBeLessThan(10)
})
