/** Limits on the size of a log, because one may be made to exhaust its auditor. */
import { bilingual, type Bilingual } from "@shifan/core"
import { isCallEvent, isInstrumentEvent, type Envelope } from "@shifan/event-store"

/**
 * Limits on the events of an audit: of instruments and calls together, of one command, of one stream. These events are
 * kept, or copied as they grow. No bureau comes near the limits; only a log made to exhaust its auditor exceeds them.
 */
const limits = { law: 500, command: 100, stream: 2000 } as const

/** Takes the events in order; returns the limit that the event exceeds. */
export const limitsCheck = (): ((envelope: Envelope) => Bilingual | undefined) => {
  const streamLengths = new Map<string, number>()
  let lawEvents = 0
  let commandEvents = 0
  let last: Pick<Envelope, "stream" | "commandId"> | undefined
  return (envelope) => {
    const { stream, commandId } = envelope
    const streamLength = (streamLengths.get(stream) ?? 0) + 1
    streamLengths.set(stream, streamLength)
    if (isInstrumentEvent(envelope) || isCallEvent(envelope)) lawEvents++
    commandEvents = last?.stream === stream && last.commandId === commandId ? commandEvents + 1 : 1
    last = envelope
    if (lawEvents > limits.law) return formatLimit("规定和年度申报的事件", "of instruments and calls", limits.law)
    if (commandEvents > limits.command) return formatLimit("一项命令的事件", "of one command", limits.command)
    return streamLength > limits.stream ? formatLimit("一个流的事件", "of one stream", limits.stream) : undefined
  }
}

const formatLimit = (zh: string, en: string, limit: number): Bilingual =>
  bilingual(`${zh}不超过${limit}条`, `at most ${limit} events ${en}`)
