/** What a witness says over HTTP (C2SP tlog-witness, add-checkpoint). */
import * as E from "fp-ts/lib/Either.js"
import { printNoteSignature } from "./note.js"
import type { WitnessRefusal } from "./witness-refusal.js"
import type { WitnessedCheckpoint } from "./witness.js"

export interface WitnessResponse {
  readonly status: 200 | 400 | 403 | 404 | 409 | 422 | 500
  readonly contentType: string
  readonly body: string
}

/** The signature line; after a conflict the size kept here; otherwise the name of what was wrong. */
export const witnessResponse = (outcome: E.Either<WitnessRefusal, WitnessedCheckpoint>): WitnessResponse => {
  if (E.isRight(outcome)) return plain(200, printNoteSignature(outcome.right.cosignature))
  const refusal = outcome.left
  switch (refusal._tag) {
    case "UnknownOrigin":
      return plain(404, refusal._tag)
    case "AmbiguousKey":
    case "InvalidSignature":
    case "NoKnownSignature":
      return plain(403, refusal._tag)
    case "OtherSizeKept":
      return { ...plain(409, String(refusal.kept)), contentType: "text/x.tlog.size" }
    case "Inconsistent":
      return plain(422, refusal.fault._tag)
    case "HeadsUnavailable":
    case "DamagedHead":
    case "CryptoUnavailable":
    case "NotACount":
      return plain(500, refusal._tag)
    default:
      return plain(400, refusal._tag)
  }
}

const plain = (status: WitnessResponse["status"], line: string): WitnessResponse => ({
  status,
  contentType: "text/plain; charset=utf-8",
  body: `${line}\n`,
})
