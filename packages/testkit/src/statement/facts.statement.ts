/** Objections to facts and to acts under other law: endings, succession, corrections, annulments. They rest on no reading. */
import type { Event } from "@shifan/core"
import type { Attempted } from "./act.statement.js"
import { againstAnnulling } from "./annullable.statement.js"
import { againstApprover, againstWhoseItIs } from "./competence.statement.js"
import { againstCorrecting } from "./correcting.statement.js"
import type { TitleOnFile } from "./file.statement.js"
import { againstEnding, againstReturning, falsificationPending } from "./titled.statement.js"

/** An order to rectify keeps a review in progress even if the unit has left the county that assessed it. */
export const isUnderWay = ({ review: { filed, assessed, ordered } }: TitleOnFile): boolean =>
  [filed, assessed, ordered].some((event) => event !== undefined)

/** `recorded`: all events. `undefined` for other acts. */
export const ofFact = (
  attempted: Attempted,
  recorded: ReadonlyArray<Event>,
  title: TitleOnFile | undefined,
): ReadonlyArray<string> | undefined => {
  const { command } = attempted
  switch (command.type) {
    case "SurrenderTitle":
      return title === undefined ? [] : falsificationPending(title)
    case "SucceedTitle":
      return title === undefined
        ? []
        : [
            ...falsificationPending(title),
            ...(isUnderWay(title) ? ["OutOfPlace"] : []),
            ...(attempted.text.legalPersonsOnly && command.data.successor.startsWith("92") ? ["NotLegalPerson"] : []),
            ...(command.data.successor === attempted.unit ? ["InvalidParticulars successor"] : []),
          ]
    case "ReturnPlaque":
      return title === undefined ? [] : againstReturning(attempted, title, command)
    case "RecordEndOfUnit":
      return againstEnding(attempted, recorded, title, command)
    case "ErasePersonalData":
      return againstApprover(command.data.approver, attempted.actor, recorded)
    case "Withdraw":
    case "OpenPersonalData":
    case "InheritTitle":
      return []
    case "ChangeParticulars": {
      const { countyOrDistrict: county } = command.data.after
      const isElsewhere = county !== undefined && !attempted.text.counties.includes(county)
      return [
        ...againstWhoseItIs(recorded, command, attempted.actor),
        ...(isElsewhere ? ["InvalidParticulars after.countyOrDistrict"] : []),
      ]
    }
    case "CorrectRecord":
      return unlessNothing(againstCorrecting(recorded, command, attempted.actor), attempted, recorded)
    case "AnnulDecision":
      return unlessNothing(againstAnnulling(recorded, attempted, command), attempted, recorded)
    default:
      return undefined
  }
}

/** If there is nothing to annul or to correct, whose it is does not matter. */
const unlessNothing = (
  objections: ReadonlyArray<string>,
  { command, actor }: Attempted,
  recorded: ReadonlyArray<Event>,
): ReadonlyArray<string> =>
  objections.some((one) => one.startsWith("NothingTo"))
    ? objections
    : [...againstWhoseItIs(recorded, command, actor), ...objections]
