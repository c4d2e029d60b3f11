import * as E from "fp-ts/lib/Either.js"
import * as RNEA from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { ReadonlyNonEmptyArray } from "fp-ts/lib/ReadonlyNonEmptyArray.js"
import type { Envelope } from "./envelope.js"
import type { ReadError } from "./port.js"
import type { Events, StoredEvent } from "./port.js"

/** Groups the events of a log by the command that appended them. A command's events stand next to each other. */
export interface CommandGrouper<Event> {
  /** Takes the next event. Where it belongs to another command than those before, gives those: their command is complete. */
  readonly push: (event: Event) => ReadonlyNonEmptyArray<Event> | undefined
  /** Gives the events of the command under way, if there is one, and starts afresh. */
  readonly end: () => ReadonlyNonEmptyArray<Event> | undefined
  /** How many events of the command under way were taken. */
  readonly size: () => number
}

/** `belongs`: whether an event is of the same command as the one right before it. */
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

/** Whether two events that stand next to each other came from one command. */
export const isSameCommand = (
  one: Pick<Envelope, "stream" | "commandId">,
  other: Pick<Envelope, "stream" | "commandId">,
): boolean => one.stream === other.stream && one.commandId === other.commandId

type Append = ReadonlyNonEmptyArray<StoredEvent>

interface EventOfCommand {
  readonly event: StoredEvent
  /** `undefined` where the leaf names no command. */
  readonly commandId: string | undefined
}

/** The appends that a log came from. Ends after the first `Left`, and leaves out an append it cuts off. */
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

/** An event that names no command is an append by itself; one append has no gaps. */
const isOfSameAppend = ({ event, commandId }: EventOfCommand, previous: EventOfCommand): boolean =>
  commandId !== undefined &&
  commandId === previous.commandId &&
  event.stream === previous.event.stream &&
  event.revision === previous.event.revision + 1

const decoder = new TextDecoder()

/** Looks for nothing but the command id: a copy must not fail on events newer than this program. */
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
