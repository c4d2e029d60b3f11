/** Art. 16: everything is checked again, and the first thing that does not hold is named. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { auditFaultNames, publicationAudit, publicationsSeen, replay, withFaults, type LogFault } from "@shifan/audit"
import { leafHash } from "@shifan/event-store"
import { leafHashes } from "@shifan/sqlite/event-store"
import { rosterDigestsAt } from "@shifan/roster"
import { storeFailure } from "../failures.js"
import { inSession } from "../session.js"
import { exits, type Failure, type Output } from "../result.js"
import { progress } from "../progress.js"
import { paint, say, type CommandContext } from "../command-context.js"

/** Exit 4 when anything does not hold. */
export const auditVerify = (context: CommandContext, store: string | undefined): Promise<E.Either<Failure, Output>> => {
  const settings =
    store === undefined
      ? context.settings
      : { ...context.settings, store: store.includes(":") ? store : `sqlite:${store}` }
  return inSession({ ...context, settings }, { readOnly: true }, async ({ store: events, file, address, library }) => {
    const shown = progress(context, () => performance.now())
    let count = 0
    const integrity = file === undefined ? E.right([]) : await file.faults()
    if (E.isLeft(integrity)) return E.left(storeFailure(integrity.left))
    const publications = publicationsSeen()
    const replayed = await replay(events.readAll(), {
      library,
      each: (envelope, index) => {
        publications.see(envelope, index)
        shown.at(++count)
      },
      ...(address._tag === "Sqlite" ? { recorded: { hashes: leafHashes(address.file), hash: leafHash } } : {}),
    })
    const published = await publicationAudit(() => events.readAll(), publications.all(), rosterDigestsAt)
    shown.done()
    const verdict = withFaults(replayed, published)
    const holds = verdict.faultCount === 0 && integrity.right.length === 0
    const { faults, ...numbers } = verdict
    const lists = publications.all().length
    return E.right({
      json: { holds, ...numbers, publications: lists, integrity: integrity.right, faults: faults.map(faultJson) },
      text: [
        ...integrity.right.map((line) => paint(context, "red", line)),
        ...faults.map((fault) => faultLine(context, fault)),
        holds
          ? paint(
              context,
              "green",
              say(
                context,
                bilingual(
                  `✓ ${verdict.events}条事件、${verdict.streams}个流全部核对，${verdict.decisions}项决定重新裁决，${lists}份公布的名单重新计算，结果一致`,
                  `✓ ${verdict.events} events in ${verdict.streams} streams hold; ${verdict.decisions} decisions taken again and ${lists} published ${lists === 1 ? "list" : "lists"} computed again came out the same`,
                ),
              ),
            )
          : paint(
              context,
              "red",
              say(context, bilingual(`✗ ${verdict.faultCount}处不符`, `✗ ${verdict.faultCount} faults`)),
            ),
      ].join("\n"),
      exit: holds ? exits.done : exits.verificationFailed,
    })
  })
}

const faultJson = ({ code, place: { index, stream, revision }, expected, found }: LogFault) => ({
  index,
  stream,
  revision,
  code,
  expected: expected.en,
  found: found.en,
})

const faultLine = (context: CommandContext, { code, place, expected, found }: LogFault): string =>
  [
    `${paint(context, "red", "✗")} #${place.index} ${place.stream}@${place.revision} ${code}: ${say(context, auditFaultNames[code])}`,
    `    ${say(context, bilingual("应为", "expected"))}: ${say(context, expected)}`,
    `    ${say(context, bilingual("实为", "found"))}: ${say(context, found)}`,
  ].join("\n")
