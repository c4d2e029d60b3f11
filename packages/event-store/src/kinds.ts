/** Which aggregate's event an envelope holds. The type decides: names are unique over all aggregates. */
import {
  callEventTypes,
  eventTypes,
  instrumentEventTypes,
  logKeyEventTypes,
  publicationEventTypes,
  type CallEvent,
  type Event,
  type InstrumentEvent,
  type LogKeyEvent,
  type PublicationEvent,
} from "@shifan/core"
import type { Envelope } from "./envelope.js"

const among = (types: ReadonlyArray<string>, { type }: Envelope): boolean => types.includes(type)

export const isDesignationEvent = (envelope: Envelope): envelope is Envelope & Event => among(eventTypes, envelope)

export const isInstrumentEvent = (envelope: Envelope): envelope is Envelope & InstrumentEvent =>
  among(instrumentEventTypes, envelope)

export const isCallEvent = (envelope: Envelope): envelope is Envelope & CallEvent => among(callEventTypes, envelope)

export const isPublicationEvent = (envelope: Envelope): envelope is Envelope & PublicationEvent =>
  among(publicationEventTypes, envelope)

export const isLogKeyEvent = (envelope: Envelope): envelope is Envelope & LogKeyEvent =>
  among(logKeyEventTypes, envelope)
