/** What was published, as the log has it; and the list behind it, replayed from the leaves it was computed from. */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type CivilDate, type Publication } from "@shifan/core"
import { isPublicationEvent, rosterStream } from "@shifan/event-store"
import { rosterDigest, isVisible, rosterUnder, type RosterEntry, type RosterView } from "@shifan/roster"
import { eachEnvelope, readEnvelopes } from "../look/queries.js"
import { exits, failure, notFound, type Failure } from "../result.js"
import type { Session } from "../session.js"

export interface PublicationRecord extends Publication {
  readonly revision: number
  readonly effectiveOn: CivilDate
  readonly recordedAt: string
}

export const readPublications = async (
  { store, division }: Session,
  view: RosterView = {},
): Promise<E.Either<Failure, ReadonlyArray<PublicationRecord>>> => {
  const envelopes = await readEnvelopes(store, rosterStream(division))
  if (E.isLeft(envelopes)) return envelopes
  return E.right(
    envelopes.right
      .filter(isPublicationEvent)
      .filter((event) => isVisible(view, event))
      .map(({ data, revision, effectiveOn, recordedAt }) => ({ ...data, revision, effectiveOn, recordedAt })),
  )
}

/** `revision` where one was asked for. */
export const noPublication = (revision: number | undefined): Failure =>
  revision === undefined
    ? notFound("尚未公布过名单", "no list was published yet")
    : notFound(`没有第${revision}号公布记录`, `there is no publication at revision ${revision}`)

export interface ReplayedList {
  /** How many leaves of the log the list is computed from. */
  readonly logSize: number
  readonly list: ReadonlyArray<RosterEntry>
}

/** From the whole log, or from its first `maxLeaves`. */
export const replayList = async (
  { store }: Session,
  asOf: CivilDate,
  maxLeaves?: number,
): Promise<E.Either<Failure, ReplayedList>> => {
  const roster = rosterUnder({ asOf })
  let logSize = 0
  const read = await eachEnvelope(
    store,
    (envelope) => {
      logSize++
      roster.apply(envelope)
    },
    maxLeaves,
  )
  return E.isLeft(read) ? read : E.right({ logSize, list: roster.list() })
}

/** The list that a publication recorded; a failure where replay gives another. */
export const listAsRecorded = async (
  session: Session,
  { revision, asOf, logSize, rows, digest }: PublicationRecord,
): Promise<E.Either<Failure, ReadonlyArray<RosterEntry>>> => {
  const replayed = await replayList(session, asOf, logSize)
  if (E.isLeft(replayed)) return replayed
  const { list } = replayed.right
  const figures = rosterDigest(list)
  if (figures.rows === rows && figures.digest === digest) return E.right(list)
  return E.left({
    ...failure(
      exits.verificationFailed,
      "PublishedOtherwise",
      `第${revision}号公布记录与重放所得名单不同`,
      `the list published at revision ${revision} is not the one replayed`,
    ),
    figures: { published: { rows, digest }, replayed: figures },
    hint: bilingual("用audit verify核对全部记录", "audit verify checks the whole log"),
  })
}
