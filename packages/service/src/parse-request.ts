/** A command as it stands in a file or a line: decoded in full, every fault at once, before anything is done with it. */
import * as E from "fp-ts/lib/Either.js"
import * as t from "io-ts"
import {
  Actor,
  asFilled,
  bilingual,
  callCommandCodecs,
  CivilDate,
  commandCodecs,
  Count,
  decode,
  instrumentCommandCodecs,
  Line,
  logKeyCommandCodecs,
  oneOf,
  publicationCommandCodecs,
  recordWith,
  Uscc,
  Year,
  type FormIssue,
} from "@shifan/core"
import { validate } from "uuid"
import type { Request, Target } from "./request.js"

interface Head {
  readonly type: string
  readonly actor: Actor
  readonly effectiveOn: CivilDate
  readonly data: unknown
  readonly commandId?: string
  /** Of the unit, for a command about its designation; an application has it in its form. */
  readonly unit?: Uscc
  /** Of the instrument. */
  readonly slug?: string
  readonly expectedRevision?: number
}

type Codecs = Readonly<Record<string, t.Decoder<unknown, unknown>>>

const designation: Codecs = commandCodecs(asFilled)
const instrument: Codecs = instrumentCommandCodecs
const call: Codecs = callCommandCodecs
const roster: Codecs = publicationCommandCodecs
const log: Codecs = logKeyCommandCodecs
const codecs: Codecs = { ...designation, ...instrument, ...call, ...roster, ...log }

export const commandTypes: ReadonlyArray<string> = Object.keys(codecs)

const Uuid: t.Type<string, string> = new t.Type(
  "Uuid",
  (u): u is string => validate(u),
  (u, context) => (validate(u) && typeof u === "string" ? t.success(u) : t.failure(u, context)),
  t.identity,
)

const Head: t.Type<Head, unknown> = recordWith<
  Pick<Head, "type" | "actor" | "effectiveOn" | "data">,
  Required<Pick<Head, "commandId" | "unit" | "slug" | "expectedRevision">>
>(
  "Command",
  { type: oneOf("CommandType", commandTypes), actor: Actor, effectiveOn: CivilDate, data: t.unknown },
  { commandId: Uuid, unit: Uscc, slug: Line, expectedRevision: Count },
)

/** `idFor` gives the id of a command that brings none. */
export const parseRequest = (input: unknown, idFor: () => string): E.Either<ReadonlyArray<FormIssue>, Request> => {
  const head = decode(Head, input)
  const type = typeOf(input)
  const codec = type === undefined ? undefined : codecs[type]
  const given: unknown = typeof input === "object" && input !== null ? Reflect.get(input, "data") : undefined
  const data = codec === undefined ? E.right(given) : E.mapLeft(under("data"))(decode(codec, given))
  if (E.isLeft(head) || E.isLeft(data))
    return E.left([...(E.isLeft(head) ? head.left : []), ...(E.isLeft(data) ? data.left : [])])
  const target = targetOf(head.right, data.right)
  if (E.isLeft(target)) return target
  const { actor, effectiveOn, commandId, expectedRevision } = head.right
  return E.right({
    commandId: commandId ?? idFor(),
    actor,
    effectiveOn,
    target: target.right,
    ...(expectedRevision === undefined ? {} : { expectedRevision }),
  })
}

const typeOf = (input: unknown): string | undefined => {
  const type: unknown = typeof input === "object" && input !== null ? Reflect.get(input, "type") : undefined
  return typeof type === "string" && Object.hasOwn(codecs, type) ? type : undefined
}

const under =
  (path: string) =>
  (issues: ReadonlyArray<FormIssue>): ReadonlyArray<FormIssue> =>
    issues.map((issue) => ({ ...issue, path: issue.path === "" ? path : `${path}.${issue.path}` }))

/** The codec of the type has decoded the data, which the compiler cannot carry from one to the other. */
const targetOf = ({ type, unit, slug }: Head, data: unknown): E.Either<ReadonlyArray<FormIssue>, Target> => {
  if (type in call) return E.right({ aggregate: "call", year: yearOf(data), command: { type, data } } as Target)
  if (type in roster) return E.right({ aggregate: "roster", command: { type, data } } as Target)
  if (type in log) return E.right({ aggregate: "log", command: { type, data } } as Target)
  if (type in instrument)
    return slug === undefined
      ? missing("slug", bilingual("规定的代号", "the instrument's slug"))
      : E.right({ aggregate: "instrument", slug, command: { type, data } } as Target)
  const of = unit ?? unitOf(data)
  return of === undefined
    ? missing("unit", bilingual("单位的统一社会信用代码", "the unit's social credit code"))
    : E.right({ aggregate: "designation", unit: of, command: { type, data } } as Target)
}

const missing = (path: string, expected: FormIssue["expected"]): E.Either<ReadonlyArray<FormIssue>, never> =>
  E.left([{ path, expected, got: "nothing" }])

const yearOf = (data: unknown): number => {
  const year: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "year") : undefined
  return Year.is(year) ? year : 0
}

const unitOf = (data: unknown): Uscc | undefined => {
  const form: unknown = typeof data === "object" && data !== null ? Reflect.get(data, "form") : undefined
  const uscc: unknown = typeof form === "object" && form !== null ? Reflect.get(form, "uscc") : undefined
  return Uscc.is(uscc) ? uscc : undefined
}
