/** Accepts several names for each act: apply, FileReview, file-review, 认定, 附件1, annex-1. */
import * as E from "fp-ts/lib/Either.js"
import { actName, acts } from "@shifan/forms"
import { noSuchName } from "../known-names.js"
import type { Failure } from "../result.js"

/** The act with which each annex is first submitted. */
const annexes: Readonly<Record<string, string>> = { "1": "Recommend", "2": "Apply", "3": "FileReview" }

export const parseAct = (name: string): E.Either<Failure, string> => {
  const [, annex] = /^(?:附件|annex-?)([123])$/i.exec(name) ?? []
  const found = annex === undefined ? acts.find((act) => isCalled(act, name)) : annexes[annex]
  return found === undefined
    ? E.left(
        noSuchName(
          `没有“${name}”这一办理事项`,
          `there is no act ${name}`,
          name,
          acts.map((act) => (/\p{Script=Han}/u.test(name) ? actName(act) : kebab(act))),
        ),
      )
    : E.right(found)
}

const isCalled = (act: string, name: string): boolean =>
  act.toLowerCase() === name.replaceAll(/[-\s]/g, "").toLowerCase() || actName(act) === name

const kebab = (act: string): string => act.replace(/(?<=.)[A-Z]/g, "-$&").toLowerCase()
