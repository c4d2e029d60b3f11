/** What arts. 11 and 16 make of a finished story: the list is published, the log signed, and a bundle verified without the store. */
import { join } from "node:path"
import { stripVTControlCharacters } from "node:util"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { auditEither } from "../log/verify-bundle.js"
import { auditCheckpoint } from "../log/checkpoint.js"
import { auditExport } from "../log/export.js"
import { rosterPublish } from "../list/publish.js"
import type { Failure, Output } from "../result.js"
import { paint, say, type CommandContext } from "../command-context.js"

const publicReaders = { audience: "public", openings: [], field: [], unit: [] } as const

/** In the demo's folder: `published/` and `bundle/`. Gives what the verification of the bundle said. */
export const trail = async (context: CommandContext, out: string): Promise<E.Either<Failure, Output>> => {
  const bundle = join(out, "bundle")
  const quiet: CommandContext = { ...context, settings: { ...context.settings, quiet: true } }
  const show = async (zh: string, en: string, step: Promise<E.Either<Failure, Output>>) => {
    context.terminal.out(`\n${paint(context, "bold", say(context, bilingual(zh, en)))}\n`)
    const done = await step
    if (E.isRight(done)) context.terminal.out(`${withoutObservations(done.right.text)}\n`)
    return done
  }
  const list = { by: "bureau:130300:SJ-01", medium: "示例网站", out: join(out, "published") }
  const published = await show("公布名单（第十一条）", "The list is published (Art. 11)", rosterPublish(context, list))
  if (E.isLeft(published)) return published
  const signed = await show("签署检查点", "A checkpoint of the log is signed", auditCheckpoint(quiet, { since: "0" }))
  if (E.isLeft(signed)) return signed
  const exported = await show("导出核验包", "The log as a bundle", auditExport(context, bundle, publicReaders))
  if (E.isLeft(exported)) return exported
  const flags = { policy: join(out, "policy") }
  return show("不用存储，核对核验包", "The bundle, verified without the store", auditEither(context, bundle, flags))
}

/** They are counted in the last line; there are dozens in a story made of hard cases. */
const withoutObservations = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !stripVTControlCharacters(line).startsWith("! "))
    .join("\n")
