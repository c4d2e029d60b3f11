/** `shifan demo`: from applications to a roster and a replayed history, in a fresh folder. */
import { existsSync, mkdirSync, readdirSync, rmSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import * as E from "fp-ts/lib/Either.js"
import { bilingual } from "@shifan/core"
import { auditVerify } from "../log/verify.js"
import { init } from "../keep/init.js"
import { history } from "../look/history.js"
import { rosterDiff, rosterList } from "../list/roster.js"
import { inSession } from "../session.js"
import { exits, type Exit, type Failure, type Output } from "../result.js"
import { paint, say, type CommandContext } from "../command-context.js"
import { readExamples, dossiersFolder } from "./example-dossiers.js"
import { stageOn, scenarioClock, type Stage } from "./scenario-runner.js"
import { scenario, type ScenarioOutcome } from "./scenario.js"
import type { Scenario } from "./scenario-step.js"
import { trail } from "./scenario-bundle.js"

export const demo = async (context: CommandContext, out: string): Promise<E.Either<Failure, Output>> => {
  const started = performance.now()
  const cleared = freshFolder(out)
  if (E.isLeft(cleared)) return cleared
  const cases = readExamples(dossiersFolder)
  if (E.isLeft(cases)) return cases
  const file = join(out, "shifan.db")
  const clock = scenarioClock()
  // The demo's vault lies beside the demo's store.
  const { vault: _, ...settings } = context.settings
  const staged: CommandContext = {
    ...context,
    clock: clock.now,
    settings: { ...settings, store: `sqlite:${file}`, yes: true, json: false },
  }
  const made = await init(staged, { officer: "SJ-01" })
  if (E.isLeft(made)) return made
  const told = await inSession(staged, {}, (session) =>
    perform(staged, stageOn(staged, session, clock), scenario(cases.right, session.regulation)),
  )
  if (E.isLeft(told)) return told
  const { platform } = told.right
  if (platform === undefined) return E.left(nothingCertified)
  const shown = await show(staged, platform)
  if (E.isLeft(shown)) return shown
  const verified = await trail(staged, out)
  if (E.isLeft(verified)) return verified
  const seconds = Math.round((performance.now() - started) / 100)
  return E.right({
    json: { store: file, ...told.right },
    text: farewell(context, file, platform, seconds),
    exit: shown.right === exits.done ? (verified.right.exit ?? exits.done) : shown.right,
  })
}

const nothingCertified: Failure = {
  exit: exits.failure,
  code: "NothingCertified",
  message: bilingual("没有平台获得认定", "no platform was certified"),
}

/** Goes through the story step by step, and stops where a step fails for want of store or vault. */
const perform = async (
  context: CommandContext,
  stage: Stage,
  told: Scenario<ScenarioOutcome>,
): Promise<E.Either<Failure, ScenarioOutcome>> => {
  let next = told.next(true)
  while (next.done !== true) {
    if ("zh" in next.value) {
      context.terminal.out(`\n${paint(context, "bold", say(context, next.value))}\n`)
      next = told.next(true)
    } else {
      const accepted = await stage(next.value)
      if (E.isLeft(accepted)) return accepted
      next = told.next(accepted.right)
    }
  }
  return E.right(next.value)
}

/** A folder that an earlier demo left is cleared; any other that is not empty is left alone. */
const freshFolder = (out: string): E.Either<Failure, void> => {
  const foreign = existsSync(out) && readdirSync(out).length > 0 && !existsSync(join(out, "shifan.db"))
  if (foreign)
    return E.left({
      exit: exits.usage,
      code: "FolderInUse",
      message: bilingual(`${out}不是空目录`, `${out} is not empty`),
      hint: bilingual("用--out另选目录", "choose another with --out"),
    })
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  return E.right(undefined)
}

const rosterDays = ["2021-06-30", "2023-06-30", "2024-12-31"]

/** What the finished store has to say, each by the command that says it. */
const show = async (context: CommandContext, platform: string): Promise<E.Either<Failure, Exit>> => {
  const { out } = context.terminal
  const heading = (zh: string, en: string): void =>
    out(`\n${paint(context, "bold", say(context, bilingual(zh, en)))}\n`)
  const asOf = (day: string): CommandContext => ({ ...context, settings: { ...context.settings, asOf: day } })
  for (const day of rosterDays) {
    heading(`${day}的名单（第十一条）`, `The list on ${day} (Art. 11)`)
    const list = await rosterList(asOf(day), "table")
    if (E.isLeft(list)) return list
    out(`${list.right.text}\n`)
  }
  heading("其间的变化", "What changed between the last two")
  const changes = await rosterDiff(context, "2023-06-30", "2024-12-31")
  if (E.isLeft(changes)) return changes
  out(`${changes.right.text}\n`)
  heading(`${platform}的全部记录`, `The history of ${platform}`)
  const timeline = await history(context, platform)
  if (E.isLeft(timeline)) return timeline
  out(`${timeline.right.text}\n`)
  heading("重放：每项决定重新裁决一次（第十六条）", "Replay: every decision is taken again (Art. 16)")
  const verdict = await auditVerify(context, undefined)
  if (E.isLeft(verdict)) return verdict
  out(`${verdict.right.text}\n`)
  return E.right(verdict.right.exit ?? exits.done)
}

const farewell = (context: CommandContext, file: string, platform: string, tenths: number): string => {
  const store = relative(process.cwd(), resolve(file)) || file
  const shifan = `npm run --silent shifan -- --store sqlite:${store}`
  const beside = (name: string): string => join(dirname(store), name)
  return [
    "",
    paint(
      context,
      "bold",
      say(
        context,
        bilingual(
          `用时${tenths / 10}秒。存储：${file}。接着可以试：`,
          `Done in ${tenths / 10} s. The store is ${file}. Try next:`,
        ),
      ),
    ),
    `  ${shifan} roster list --as-of 2021-06-30`,
    `  ${shifan} why ${platform}`,
    `  ${shifan} due --as-of 2024-12-31 --within 365d`,
    `  ${shifan} audit verify`,
    `  npm run --silent shifan -- audit verify ${beside("bundle")} --policy ${beside("policy")}`,
    `  npm run --silent shifan -- assess examples/dossiers/01-*`,
  ].join("\n")
}
