/** A log as the appends it came from: the events of one command, which stand together, go together. */
import * as E from "fp-ts/lib/Either.js"
import * as RA from "fp-ts/lib/ReadonlyArray.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { ReadError } from "./errors.js"
import type { Events, StoredEvent } from "./port.js"

type Batch = RNEA.ReadonlyNonEmptyArray<StoredEvent>

/** Ends after the first `Left`; what was read of a batch by then is left out. */
export async function* appendsIn(events: Events): AsyncGenerator<E.Either<ReadError, Batch>> {
  let batch: Batch | undefined
  let command: string | undefined
  for await (const next of events) {
    if (E.isLeft(next)) return yield next
    const event = next.right
    const itsCommand = commandOf(event.leaf)
    if (batch !== undefined && command !== undefined && command === itsCommand && follows(event, RNEA.last(batch)))
      batch = RA.append(event)(batch)
    else {
      if (batch !== undefined) yield E.right(batch)
      batch = [event]
      command = itsCommand
    }
  }
  if (batch !== undefined) yield E.right(batch)
}

const follows = ({ stream, revision }: StoredEvent, last: StoredEvent): boolean =>
  stream === last.stream && revision === last.revision + 1

const decoder = new TextDecoder()

/** Asked of leaves this program may be too old to read as well. What names no command is an append by itself. */
const commandOf = (leaf: Uint8Array): string | undefined => {
  try {
    const parsed: unknown = JSON.parse(decoder.decode(leaf))
    return typeof parsed === "object" &&
      parsed !== null &&
      "commandId" in parsed &&
      typeof parsed.commandId === "string"
      ? parsed.commandId
      : undefined
  } catch {
    return undefined
  }
}
