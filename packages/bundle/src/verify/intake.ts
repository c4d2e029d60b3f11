/**
 * How much of a kind an audit takes on. Law, a command's events and a unit's history are kept or copied as they grow; no
 * bureau comes near these numbers, and a log made to exhaust its auditor goes past them.
 */
import { bilingual, type Bilingual } from "@shifan/core"
import { isCallEvent, isInstrumentEvent, type Envelope } from "@shifan/event-store"

/** In events: of instruments and calls together, of one command, of one stream. */
export const most = { law: 500, command: 100, stream: 2000 } as const

export interface Excess {
  readonly expected: Bilingual
  readonly found: Bilingual
}

const beyond = (zh: string, en: string, limit: number): Excess => ({
  expected: bilingual(`${zh}不超过${limit}条`, `at most ${limit} events ${en}`),
  found: bilingual("更多", "more"),
})

/** Takes the next event; answers with the first excess. */
export const intake = (): ((envelope: Envelope) => Excess | undefined) => {
  const lengths = new Map<string, number>()
  let [law, ofCommand, command] = [0, 0, ""]
  return (envelope) => {
    const { stream, commandId } = envelope
    const length = (lengths.get(stream) ?? 0) + 1
    const current = JSON.stringify([stream, commandId])
    lengths.set(stream, length)
    law += isInstrumentEvent(envelope) || isCallEvent(envelope) ? 1 : 0
    ofCommand = current === command ? ofCommand + 1 : 1
    command = current
    if (law > most.law) return beyond("规定和年度申报的事件", "of instruments and calls", most.law)
    if (ofCommand > most.command) return beyond("一项命令的事件", "of one command", most.command)
    return length > most.stream ? beyond("一个流的事件", "of one stream", most.stream) : undefined
  }
}
