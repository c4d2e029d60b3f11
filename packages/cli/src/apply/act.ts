/** One command through `decide`: previewed, confirmed, and told with its provisions and what comes next. */
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  cite,
  isCivilDate,
  roles,
  shanghaiDate,
  type Actor,
  type Bilingual,
  type CivilDate,
  type CommandType,
} from "@shifan/core"
import { parseRequest, type CommandResult, type Request } from "@shifan/service"
import { readApplication, readJson } from "./dossier-folder.js"
import { serviceFailure } from "../failures.js"
import { inSession, type Session } from "../session.js"
import { malformed, usage, type Failure, type Output } from "../result.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { eventName } from "../look/event-view.js"

export interface ActOptions {
  readonly file?: string
  readonly by: string
  readonly on?: string
  readonly expectRevision?: string
  readonly commandId?: string
  readonly dryRun?: boolean
}

/** The unit for a designation, the slug for an instrument; data beside what the file gives. */
export interface ActSubject {
  readonly unit?: string
  readonly slug?: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** `bureau:130300:SJ-01` */
export const parseActor = (by: string): E.Either<Failure, Actor> => {
  const [, role, code, officer] = /^(\w+):([0-9A-Z]+):(.+)$/.exec(by) ?? []
  const known = roles.find((one) => one === role)
  return known === undefined || code === undefined || officer === undefined
    ? E.left(
        usage(
          `--by应为“角色:代码:经办人”：${by}`,
          `--by wants ROLE:CODE:OFFICER, got ${by}`,
          bilingual(`角色为${roles.join("、")}`, `roles: ${roles.join(", ")}`),
        ),
      )
    : E.right({ role: known, code, officer })
}

/** What `--on` says, and today where nothing does. */
export const parseDay = (context: CommandContext, on: string = today(context)): E.Either<Failure, CivilDate> =>
  isCivilDate(on) ? E.right(on) : E.left(usage(`--on应为日期：${on}`, `--on wants a date, got ${on}`))

/** Art. 6 or art. 9: who declines is told by the actor's role. */
export const declining = (by: string): CommandType =>
  by.startsWith("bureau:") ? "DeclineCertification" : "DeclineRecommendation"

/** What a command gives to see beyond its events, once they are written. */
export type AfterCommit = (
  session: Session,
  request: Request,
  done: CommandResult,
) => Promise<E.Either<Failure, Output>>

export const act = async (
  context: CommandContext,
  type: string,
  subject: ActSubject,
  options: ActOptions,
  also: AfterCommit = (_office, _request, done) => Promise.resolve(E.right(doneOutput(context, done, false))),
): Promise<E.Either<Failure, Output>> => {
  const request = await requestOf(context, type, subject, options)
  if (E.isLeft(request)) return request
  return inSession(context, {}, async (session) => {
    const preview = await session.handle({ ...request.right, dryRun: true })
    if (E.isLeft(preview)) return E.left(serviceFailure(preview.left, session.regulation))
    if (options.dryRun === true) return E.right(doneOutput(context, preview.right, true))
    const agreed = preview.right.repeated
      ? E.right(undefined)
      : await confirm(context, doneOutput(context, preview.right, true).text)
    if (E.isLeft(agreed)) return agreed
    const done = await session.handle(request.right)
    return E.isLeft(done)
      ? E.left(serviceFailure(done.left, session.regulation))
      : also(session, request.right, done.right)
  })
}

const requestOf = async (
  context: CommandContext,
  type: string,
  { unit, slug, data }: ActSubject,
  { file, by, on, expectRevision, commandId }: ActOptions,
): Promise<E.Either<Failure, Request>> => {
  const actor = parseActor(by)
  if (E.isLeft(actor)) return actor
  const effectiveOn = parseDay(context, on)
  if (E.isLeft(effectiveOn)) return effectiveOn
  if (expectRevision !== undefined && !/^(-1|\d+)$/.test(expectRevision))
    return E.left(
      usage(
        `--expect-revision应为整数：${expectRevision}`,
        `--expect-revision wants an integer, got ${expectRevision}`,
      ),
    )
  const given = await dataFrom(context, type, file, data)
  if (E.isLeft(given)) return given
  const request = parseRequest(
    {
      type,
      actor: actor.right,
      effectiveOn: effectiveOn.right,
      data: given.right,
      ...(unit === undefined ? {} : { unit }),
      ...(slug === undefined ? {} : { slug }),
      ...(commandId === undefined ? {} : { commandId }),
    },
    context.newId,
  )
  if (E.isLeft(request)) return E.left(malformed(file ?? type, request.left))
  return E.right({
    ...request.right,
    ...(expectRevision === undefined ? {} : { expectedRevision: Number(expectRevision) }),
  })
}

/** An application's folder is checked with its materials, then read again as filled in. */
const dataFrom = async (
  { terminal }: CommandContext,
  type: string,
  file: string | undefined,
  data: Readonly<Record<string, unknown>> = {},
): Promise<E.Either<Failure, unknown>> => {
  if (file === undefined) return E.right(data)
  if (type === "Apply" && file !== "-") {
    const checked = readApplication(file)
    if (E.isLeft(checked)) return checked
    return readJson(file.endsWith(".json") ? file : `${file}/application.json`)
  }
  const json = readJson(file === "-" ? "standard input" : file, file === "-" ? await terminal.input() : undefined)
  return E.map((read: unknown) => (typeof read === "object" && read !== null ? { ...data, ...read } : read))(json)
}

/** A write asks on a terminal, and wants `--yes` elsewhere. */
export const confirm = async (context: CommandContext, preview: string): Promise<E.Either<Failure, void>> => {
  if (context.settings.yes) return E.right(undefined)
  const { ask, err } = context.terminal
  if (ask === undefined)
    return E.left(
      usage(
        "非终端环境下写入须加--yes",
        "a write needs --yes where there is no terminal",
        bilingual("先用--dry-run预览", "look first with --dry-run"),
      ),
    )
  err(`${preview}\n`)
  return (await ask(say(context, bilingual("确认办理？[y/N] ", "Go on? [y/N] "))))
    ? E.right(undefined)
    : E.left(usage("未确认，未写入", "not confirmed; nothing was written"))
}

export const doneOutput = (
  context: CommandContext,
  { stream, events, repeated }: CommandResult,
  dryRun: boolean,
): Output => {
  const lines = events.map(({ type, revision, provisions, effectiveOn }) => {
    const cited = provisions.map((id) => say(context, cite(id))).join(", ")
    return `${paint(context, "green", dryRun ? "·" : "✓")} ${say(context, eventName(type))}  ${effectiveOn}  ${stream}@${revision}  ${cited}`
  })
  const last = events.at(-1)
  const next = last === undefined ? undefined : nextStep(last.type)
  const remark = repeated
    ? bilingual("此前已办理，未重复写入", "done before; nothing was added")
    : dryRun
      ? bilingual("预览，未写入", "a preview; nothing was written")
      : undefined
  return {
    json: { stream, repeated, dryRun, events },
    text: [
      ...lines,
      ...(remark === undefined ? [] : [say(context, remark)]),
      ...(next === undefined ? [] : [`${paint(context, "dim", "→")} ${say(context, next)}`]),
    ].join("\n"),
  }
}

const next = new Map([
  [
    "NoticePublished",
    bilingual(
      "下一步：公示期满后认定（certify）或不予认定（decline）",
      "next: once the notice is over, the bureau certifies or declines",
    ),
  ],
  [
    "RectificationOrdered",
    bilingual(
      "下一步：单位整改后重新提交（review file），或期满后作出结论（review conclude）",
      "next: the unit sets things right and files again (review file), or the bureau concludes once the time is over (review conclude)",
    ),
  ],
  [
    "Reviewed",
    bilingual("下一步：每年报送工作总结，三年后再次复核", "next: a summary every year, and another review in three"),
  ],
  [
    "Applied",
    bilingual("下一步：县区测评并推荐（recommend）或不予推荐（decline）", "next: the county recommends or declines"),
  ],
  [
    "Recommended",
    bilingual("下一步：市局评审认定（certify）或不予认定（decline）", "next: the bureau certifies or declines"),
  ],
  [
    "Certified",
    bilingual(
      "下一步：授牌（award-plaque）；每年报送工作总结，三年复核",
      "next: the plaque; a summary every year, a review every three",
    ),
  ],
  ["ReviewFiled", bilingual("下一步：县区复核测评（review assess）", "next: the county assesses (review assess)")],
  [
    "ReviewAssessed",
    bilingual("下一步：市局作出复核结论（review conclude）", "next: the bureau concludes (review conclude)"),
  ],
  ["SpotChecked", bilingual("发现弄虚作假的，下一步：撤销称号（revoke）", "if falsification was found, next: revoke")],
  [
    "PersonalDataErased",
    bilingual(
      "密钥已销毁；此前另存的个人信息库副本仍可开启，须一并销毁",
      "the key is gone; a copy of the vault that was made before still opens, and has to be destroyed as well",
    ),
  ],
  ["RecommendationDeclined", bilingual("可在以后年度再次申报", "the unit may apply again in a later call")],
  ["CertificationDeclined", bilingual("可在以后年度再次申报", "the unit may apply again in a later call")],
])

const nextStep = (type: string): Bilingual | undefined => next.get(type)

export const today = ({ clock }: CommandContext): CivilDate => shanghaiDate(clock())
