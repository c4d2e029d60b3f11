/** The command line for a pending act, with placeholders for information that only the officer has. */
import { bilingual, yearOf, type Bilingual, type CivilDate } from "@shifan/core"
import type { Waiting } from "@shifan/core/registry"

type NextAct = NonNullable<Waiting["act"]>

/** Every act that something can wait for needs a line here; a test compares them with the commands. */
export const verbs: { readonly [A in NextAct]?: string } = {
  SupplementApplication: "supplement",
  TakeStep: "step",
  Recommend: "recommend",
  PublishNotice: "notice",
  Certify: "certify",
  AwardPlaque: "award-plaque",
  FileAnnualSummary: "summary",
  SpotCheck: "inspect",
  OpenCall: "call open",
  FileReview: "review file",
  SupplementReview: "review supplement",
  AssessReview: "review assess",
  ConcludeReview: "review conclude",
  Revoke: "revoke",
  InheritTitle: "inherit",
  ReturnPlaque: "return-plaque",
}

/** `code`: of the actor. A late call is opened in the current year. `undefined` if nothing can be done yet. */
export const nextCommand = (
  { act, owedBy, dueOn, recordedOf }: Pick<Waiting, "act" | "owedBy" | "dueOn" | "recordedOf">,
  code: string,
  on: CivilDate,
): Bilingual | undefined => {
  const verb = act === null ? undefined : verbs[act]
  if (verb === undefined) return undefined
  const by = `--by ${owedBy}:${code}`
  if (act === "OpenCall") {
    const year = yearOf(dueOn === null || dueOn < on ? on : dueOn)
    return bilingual(
      `shifan ${verb} ${year} --from 首日 --to 末日 --document 文号 ${by}:经办人`,
      `shifan ${verb} ${year} --from DATE --to DATE --document NUMBER ${by}:OFFICER`,
    )
  }
  return bilingual(
    `shifan ${verb} ${recordedOf ?? "统一社会信用代码"} --file 文件 ${by}:经办人`,
    `shifan ${verb} ${recordedOf ?? "USCC"} --file FILE ${by}:OFFICER`,
  )
}
