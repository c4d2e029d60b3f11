import { sealApplicationForm } from "../../forms/application.js"
import { sealOperationReport } from "../../forms/operation-report.js"
import { asFilled, asStored, type Seal } from "../../forms/representation.js"
import { isUscc, Uscc } from "../../forms/uscc.js"
import type { Aggregate } from "../../kernel/aggregate.js"
import { bilingual } from "../../law/bilingual.js"
import { certificateNumbers } from "./certificate-numbers.js"
import { commandCodecs, type FilledCommand } from "./codecs.js"
import { commandOf, type Command } from "./commands.js"
import { decide } from "./decide.js"
import { eventTypes, type Event } from "./events.js"
import { evolve } from "./evolve.js"
import { callQuotas } from "./call-quotas.js"
import { personalParticulars, sealParticularsChange } from "./decision-parts.js"
import { successorOf } from "./succession.js"
import { initialState, type DesignationPhase, type State } from "./state.js"

const unitOfForm = (data: unknown): Uscc | undefined => {
  const form: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "form") : undefined
  const uscc: unknown = typeof form === "object" && form !== null ? Reflect.get(form, "uscc") : undefined
  return Uscc.is(uscc) ? uscc : undefined
}

/** Replaces all personal data of a command by commitments. */
const sealed = (command: FilledCommand, seal: Seal): Command => {
  switch (command.type) {
    case "Apply":
      return { ...command, data: { ...command.data, form: sealApplicationForm(seal, command.data.form) } }
    case "SupplementApplication":
      return { ...command, data: { ...command.data, form: sealApplicationForm(seal, command.data.form) } }
    case "FileReview":
      return { ...command, data: { ...command.data, report: sealOperationReport(seal, command.data.report) } }
    case "SupplementReview":
      return { ...command, data: { ...command.data, report: sealOperationReport(seal, command.data.report) } }
    case "ChangeParticulars":
      return { ...command, data: { ...command.data, after: sealParticularsChange(seal, command.data.after) } }
    default:
      return command
  }
}

const withPersonalData: ReadonlyArray<FilledCommand["type"]> = [
  "Apply",
  "SupplementApplication",
  "FileReview",
  "SupplementReview",
]

/** The aggregate of designations. The key is the unit's social credit code: one stream per unit, so at most one live title. */
export const designation: Aggregate<Uscc, Command, Event, State, DesignationPhase, FilledCommand> = {
  name: "designation",
  eventTypes,
  commandCodecs: { filled: commandCodecs(asFilled), stored: commandCodecs(asStored) },
  key: {
    parse: (text) => (isUscc(text) ? text : undefined),
    inData: unitOfForm,
    field: { name: "unit", codec: Uscc, label: bilingual("单位的统一社会信用代码", "the unit's social credit code") },
  },
  initial: initialState,
  evolve,
  readsOthers: ["InheritTitle", "AnnulDecision"],
  alsoReads: (command, state) => {
    if (command.type === "InheritTitle") return [command.data.predecessor]
    const successor = command.type === "AnnulDecision" ? successorOf(state) : undefined
    return successor === undefined ? [] : [successor]
  },
  decide: (context, command, state) => decide(context)(command)(state),
  unique: certificateNumbers,
  quotas: callQuotas,
  commandOf,
  sealing: {
    holdsPersonalData: (command) =>
      withPersonalData.includes(command.type) ||
      (command.type === "ChangeParticulars" && personalParticulars.some((field) => field in command.data.after)),
    seal: sealed,
  },
}
