/** What was published, as the log has it; and the list behind it, computed from the leaves it was computed from. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type CivilDate, type Publication } from "@shifan/core"
import { collectStream, decodeEvents, isPublicationEvent, rosterStream, type Envelope } from "@shifan/event-store"
import { rosterDigest, isVisible, rosterUnder, type RosterEntry, type RosterView } from "@shifan/roster"
import { storeFailure } from "../failures.js"
import type { Session } from "../session.js"
import { exits, notFound, type Failure } from "../result.js"
import { eachEnvelope } from "../look/queries.js"

export interface PublicationRecord extends Publication {
  readonly revision: number
  readonly effectiveOn: CivilDate
  readonly recordedAt: string
}

export const publicationsOf = async (
  { store, division }: Session,
  view: RosterView = {},
): Promise<E.Either<Failure, ReadonlyArray<PublicationRecord>>> => {
  const events = await collectStream(decodeEvents(store.readStream(rosterStream(division))))
  if (E.isLeft(events)) return E.left(storeFailure(events.left))
  const all: Array<PublicationRecord> = []
  for (const { envelope } of events.right) {
    if (!isPublicationEvent(envelope) || !isVisible(view, envelope)) continue
    const { revision, effectiveOn, recordedAt, data } = envelope
    all.push({ ...data, revision, effectiveOn, recordedAt })
  }
  return E.right(all)
}

export const noPublication = (revision: number | undefined): Failure =>
  revision === undefined
    ? notFound("尚未公布过名单", "no list was published yet")
    : notFound(`没有第${revision}号公布记录`, `there is no publication at revision ${revision}`)

/** A list, and how many leaves of the log it rests on. */
export interface ReplayedList {
  readonly logSize: number
  readonly list: ReadonlyArray<RosterEntry>
}

/** From the first leaf to the last there is, or only so many. */
export const replayList = async (
  session: Session,
  asOf: CivilDate,
  atMost?: number,
): Promise<E.Either<Failure, ReplayedList>> => {
  const roster = rosterUnder({ asOf })
  let logSize = 0
  const take = (envelope: Envelope): void => {
    logSize++
    roster.apply(envelope)
  }
  const read = await eachEnvelope(session, take, atMost)
  return E.map((): ReplayedList => ({ logSize, list: roster.list() }))(read)
}

/** The list that a publication recorded, or the failure that replay gives another. */
export const listAsRecorded = async (
  session: Session,
  { revision, asOf, logSize, rows, digest }: PublicationRecord,
): Promise<E.Either<Failure, ReadonlyArray<RosterEntry>>> => {
  const again = await replayList(session, asOf, logSize)
  if (E.isLeft(again)) return again
  const figures = rosterDigest(again.right.list)
  if (figures.rows === rows && figures.digest === digest) return E.right(again.right.list)
  return E.left({
    exit: exits.verificationFailed,
    code: "PublishedOtherwise",
    message: bilingual(
      `第${revision}号公布记录与重放所得名单不同`,
      `the list published at revision ${revision} is not the one replayed`,
    ),
    figures: { published: { rows, digest }, replayed: figures },
    hint: bilingual("用audit verify核对全部记录", "audit verify checks the whole log"),
  })
}
