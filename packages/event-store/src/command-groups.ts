import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Envelope } from "./envelope.js"
import type { ReadError } from "./port.js"
import type { Events, StoredEvent } from "./port.js"

/** Groups the events of a log by the command that appended them. The events of one command are adjacent. */
export interface CommandGrouper<Event> {
  /** Takes the next event. If it starts a new command, returns the events of the previous command, which is now complete. */
  readonly push: (event: Event) => ReadonlyNonEmptyArray<Event> | undefined
  /** Returns the events collected for the current command, if any, and starts over. */
  readonly end: () => ReadonlyNonEmptyArray<Event> | undefined
  /** Number of events collected for the current command. */
  readonly size: () => number
}

/** Makes a grouper. `belongs` tells whether an event comes from the same command as the event right before it. */
export const commandGrouper = <Event>(belongs: (event: Event, previous: Event) => boolean): CommandGrouper<Event> => {
  let group: [Event, ...Array<Event>] | undefined

  const end = (): ReadonlyNonEmptyArray<Event> | undefined => {
    const finished = group
    group = undefined
    return finished
  }

  const push = (event: Event): ReadonlyNonEmptyArray<Event> | undefined => {
    if (group !== undefined && belongs(event, RNEA.last(group))) {
      group.push(event)
      return undefined
    }
    const finished = end()
    group = [event]
    return finished
  }

  return { push, end, size: () => group?.length ?? 0 }
}

/** Whether two adjacent events came from the same command. */
export const isSameCommand = (
  one: Pick<Envelope, "stream" | "commandId">,
  other: Pick<Envelope, "stream" | "commandId">,
): boolean => one.stream === other.stream && one.commandId === other.commandId

type Append = ReadonlyNonEmptyArray<StoredEvent>

interface EventOfCommand {
  readonly event: StoredEvent
  /** `undefined` if the leaf has no command id. */
  readonly commandId: string | undefined
}

/** Splits a log into the appends it was written by. Ends after the first `Left`; an append cut off by it is not yielded. */
export async function* appendsIn(events: Events): AsyncGenerator<E.Either<ReadError, Append>> {
  const grouper = commandGrouper(isOfSameAppend)
  for await (const next of events) {
    if (E.isLeft(next)) return yield next
    const finished = grouper.push({ event: next.right, commandId: commandIdIn(next.right.leaf) })
    if (finished !== undefined) yield E.right(appendOf(finished))
  }
  const last = grouper.end()
  if (last !== undefined) yield E.right(appendOf(last))
}

const appendOf = ([first, ...rest]: ReadonlyNonEmptyArray<EventOfCommand>): Append => [
  first.event,
  ...rest.map(({ event }) => event),
]

/** An event without a command id counts as an append of its own. Revisions within an append have no gaps. */
const isOfSameAppend = ({ event, commandId }: EventOfCommand, previous: EventOfCommand): boolean =>
  commandId !== undefined &&
  commandId === previous.commandId &&
  event.stream === previous.event.stream &&
  event.revision === previous.event.revision + 1

const decoder = new TextDecoder()

/** Reads only the command id, so copying also works for events newer than this program. */
const commandIdIn = (leaf: Uint8Array): string | undefined => {
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
