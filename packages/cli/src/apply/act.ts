/** Previews, confirms and records a single command. */
import * as E from "fp-ts/lib/Either.js"
import {
  bilingual,
  isCivilDate,
  roles,
  shanghaiDate,
  type Actor,
  type Bilingual,
  type CivilDate,
  type CommandType,
} from "@shifan/core"
import { actNames } from "@shifan/core/messages"
import { parseRequest, requestWith, type CommandResult, type Request, type ServiceError } from "@shifan/service"
import type { CommandContext } from "../command-context.js"
import { confirm } from "../confirm.js"
import { serviceFailure } from "../failures.js"
import { fieldNamesOf } from "../field-names.js"
import { inputName } from "../input/read-file.js"
import { certainData, isFormFile, readFormFile } from "../input/form-file.js"
import { readJsonInput } from "../input/json.js"
import { noSuchName } from "../known-names.js"
import { previewOutput, recordedOutput } from "../look/recorded-events.js"
import { malformed, usage, type Failure, type Output } from "../result.js"
import type { ActOptions } from "../shared-options.js"
import { keysOf, readEnvelopes } from "../store/queries.js"
import { inSession, type Session } from "../store/session.js"
import { withFilesBeside } from "./files-beside.js"
import { readApplication, tellFiles } from "./dossier-folder.js"

/** The stream to act on, and data from the command line; data in the file override them. */
export interface ActSubject {
  /** For a designation. */
  readonly unit?: string
  /** For an instrument. */
  readonly slug?: string
  readonly data?: Readonly<Record<string, unknown>>
}

/** Output that a command adds to its events after they are written. */
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
  afterCommit?: AfterCommit,
): Promise<E.Either<Failure, Output>> => {
  const request = await requestOf(context, type, subject, options)
  if (E.isLeft(request)) return request
  return inSession(context, {}, async (session) => {
    const preview = await session.handle({ ...request.right, dryRun: true })
    if (E.isLeft(preview)) return E.left(await refusal(session, type, subject, preview.left))
    const history = await readEnvelopes(session.store, preview.right.stream)
    if (E.isLeft(history)) return history
    const previewed = previewOutput(context, preview.right, history.right)
    if (options.dryRun === true) return E.right(previewed)
    if (!preview.right.repeated) {
      const agreed = await confirm(context, previewed.text)
      if (E.isLeft(agreed)) return agreed
    }
    const done = await session.handle(request.right)
    if (E.isLeft(done)) return E.left(serviceFailure(done.left, session.regulation, type))
    return afterCommit === undefined
      ? E.right(recordedOutput(context, done.right))
      : afterCommit(session, request.right, done.right)
  })
}

/** For an unknown instrument, lists the existing ones; other refusals are passed on. */
const refusal = async (session: Session, type: string, { slug }: ActSubject, error: ServiceError): Promise<Failure> => {
  if (slug !== undefined) {
    const known = await keysOf(session.store, "instrument")
    if (E.isLeft(known)) return known.left
    if (!known.right.includes(slug))
      return noSuchName(`没有编号为“${slug}”的办法`, `there is no instrument ${slug}`, slug, known.right)
  }
  return serviceFailure(error, session.regulation, type)
}

/** Declines: a county to recommend (art. 6), the bureau to certify (art. 9). */
export const decline = (
  context: CommandContext,
  unit: string,
  options: ActOptions,
): Promise<E.Either<Failure, Output>> => {
  const type: CommandType = options.by.startsWith("bureau:") ? "DeclineCertification" : "DeclineRecommendation"
  return act(context, type, { unit }, options)
}

/** Accepts `folder` instead of `--file`. */
export const apply = async (
  context: CommandContext,
  folder: string | undefined,
  options: ActOptions,
): Promise<E.Either<Failure, Output>> => {
  if (folder === undefined) return act(context, "Apply", {}, options)
  return options.file === undefined
    ? act(context, "Apply", {}, { ...options, file: folder })
    : E.left(usage("文件夹与--file只能给出一个", "give the folder or --file, not both"))
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
        `--expect-revision needs an integer, got ${expectRevision}`,
      ),
    )
  const command = {
    type,
    actor: actor.right,
    effectiveOn: effectiveOn.right,
    ...(unit === undefined ? {} : { unit }),
    ...(slug === undefined ? {} : { slug }),
    ...(commandId === undefined ? {} : { commandId }),
  }
  const commandData = await readData(context, type, file, data)
  if (E.isLeft(commandData)) return commandData
  const request =
    "decoded" in commandData.right
      ? requestWith(command, commandData.right.decoded, context.newId)
      : parseRequest({ ...command, data: commandData.right.json }, context.newId)
  const names = fieldNamesOf(type)
  if (E.isLeft(request))
    return E.left(
      malformed(file === undefined ? nameOf(type) : inputName(file), request.left, ({ path }) => names(path)),
    )
  return E.right({
    ...request.right,
    ...(expectRevision === undefined ? {} : { expectedRevision: Number(expectRevision) }),
  })
}

const names: Readonly<Record<string, Bilingual>> = actNames

const nameOf = (type: string): Bilingual => names[type] ?? bilingual("命令", type)

/** An application is decoded while it is read, because its materials are checked against it. */
type CommandData = { readonly json: unknown } | { readonly decoded: unknown }

/**
 * Reads `file`: JSON, `-` for standard input, or a filled-in form. For an application it may also be its folder, whose
 * materials are checked.
 */
const readData = async (
  context: CommandContext,
  type: string,
  file: string | undefined,
  data: Readonly<Record<string, unknown>> = {},
): Promise<E.Either<Failure, CommandData>> => {
  const { terminal, settings } = context
  if (file === undefined) return E.right({ json: data })
  if ((type === "Apply" || type === "SupplementApplication") && file !== "-") {
    const handedIn = await readApplication(file, type, settings)
    if (E.isLeft(handedIn)) return handedIn
    tellFiles(context, handedIn.right)
    return E.right({ decoded: handedIn.right.application })
  }
  const json = isFormFile(file) ? await readForm(file, type) : await readJsonInput(terminal, file, settings)
  if (E.isLeft(json)) return json
  const isObject = typeof json.right === "object" && json.right !== null
  return E.right({ json: isObject ? { ...data, ...json.right } : json.right })
}

/** Reads a form; fails if any field is doubtful. */
const readForm = async (file: string, type: string): Promise<E.Either<Failure, unknown>> => {
  const read = await readFormFile(file, type)
  if (E.isLeft(read)) return read
  const whole = withFilesBeside(file, read.right)
  return E.isLeft(whole) ? whole : certainData(file, whole.right)
}

/** Parses `bureau:130300:SJ-01`. */
export const parseActor = (by: string): E.Either<Failure, Actor> => {
  const [, name, code, officer] = /^(\w+):([0-9A-Z]+):(.+)$/.exec(by) ?? []
  const role = roles.find((known) => known === name)
  return role === undefined || code === undefined || officer === undefined
    ? E.left(
        usage(
          `--by应为“角色:代码:经办人”：${by}`,
          `--by needs ROLE:CODE:OFFICER, got ${by}`,
          bilingual(`角色为${roles.join("、")}`, `roles: ${roles.join(", ")}`),
        ),
      )
    : E.right({ role, code, officer })
}

/** Parses the value of `--on`; today by default. */
export const parseDay = (context: CommandContext, on: string = today(context)): E.Either<Failure, CivilDate> =>
  isCivilDate(on) ? E.right(on) : E.left(usage(`--on应为日期：${on}`, `--on needs a date, got ${on}`))

/** The current day in Shanghai. */
export const today = ({ clock }: Pick<CommandContext, "clock">): CivilDate => shanghaiDate(clock())
