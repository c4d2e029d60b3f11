/** From a target and its history to a decision: the one place that knows which decider belongs to which stream. */
import * as E from "fp-ts/lib/Either.js"
import {
  decide,
  decideCall,
  decideInstrument,
  decideLogKeys,
  decidePublication,
  evolve,
  evolveCall,
  evolveInstrument,
  evolveLogKeys,
  evolvePublication,
  initialCall,
  initialInstrument,
  initialLogKeys,
  initialPublication,
  initialState,
  sealApplicationForm,
  sealOperationReport,
  type Act,
  type Command,
  type Context,
  type Refusal,
  type Seal,
} from "@shifan/core"
import {
  callStream,
  designationStream,
  instrumentStream,
  isCallEvent,
  isDesignationEvent,
  isInstrumentEvent,
  isLogKeyEvent,
  isPublicationEvent,
  logStream,
  rosterStream,
  type Envelope,
} from "@shifan/event-store"
import type { FilledCommand, Target } from "./request.js"

/** An event as decided, before it has its place in a stream. */
export type Decided = Act & { readonly type: string; readonly data: unknown }

export const streamOf = (division: string, target: Target): string => {
  switch (target.aggregate) {
    case "designation":
      return designationStream(division, target.unit)
    case "instrument":
      return instrumentStream(division, target.slug)
    case "call":
      return callStream(division, target.year)
    case "roster":
      return rosterStream(division)
    case "log":
      return logStream(division)
  }
}

export const decideTarget = (
  target: Target,
  context: Context,
  history: ReadonlyArray<Envelope>,
  seal: Seal,
): E.Either<ReadonlyArray<Refusal>, ReadonlyArray<Decided>> => {
  switch (target.aggregate) {
    case "designation": {
      const state = history.filter(isDesignationEvent).reduce(evolve, initialState(target.unit))
      return decide(context)(sealed(target.command, seal))(state)
    }
    case "instrument": {
      const state = history.filter(isInstrumentEvent).reduce(evolveInstrument, initialInstrument(target.slug))
      return decideInstrument(context)(target.command)(state)
    }
    case "call": {
      const state = history.filter(isCallEvent).reduce(evolveCall, initialCall(target.year))
      return decideCall(context)(target.command)(state)
    }
    case "roster": {
      const state = history.filter(isPublicationEvent).reduce(evolvePublication, initialPublication)
      return decidePublication(context)(target.command)(state)
    }
    case "log": {
      const state = history.filter(isLogKeyEvent).reduce(evolveLogKeys, initialLogKeys)
      return decideLogKeys(context)(target.command)(state)
    }
  }
}

/** The command as the domain sees it: no personal datum in it any more. */
const sealed = (command: FilledCommand, seal: Seal): Command => {
  switch (command.type) {
    case "Apply":
      return { type: "Apply", data: { ...command.data, form: sealApplicationForm(seal, command.data.form) } }
    case "FileReview":
      return { type: "FileReview", data: { ...command.data, report: sealOperationReport(seal, command.data.report) } }
    default:
      return command
  }
}

/** Whether a target's command has anything to seal. */
export const holdsPersonalData = (target: Target): boolean =>
  target.aggregate === "designation" && (target.command.type === "Apply" || target.command.type === "FileReview")
