/** `demo`: a complete cycle in a fresh folder, from applications to a bundle that is verified without its store. */
import { existsSync, rmSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { stripVTControlCharacters } from "node:util"
import * as E from "fp-ts/lib/Either.js"
import { bilingual, civilDate } from "@shifan/core"
import { paint, say, type CommandContext } from "../command-context.js"
import { init } from "../keep/init.js"
import { rosterPublish } from "../list/publish.js"
import { rosterDiff, rosterList } from "../list/roster.js"
import { auditCheckpoint } from "../log/checkpoint.js"
import { auditExport } from "../log/export.js"
import { auditVerify } from "../log/verify.js"
import { history } from "../look/history.js"
import { attempt, makeFolder, checkTakesFiles } from "../files.js"
import { exits, failure, type Exit, type Failure, type Output } from "../result.js"
import { inSession } from "../store/session.js"
import { withPlan, type Plan, type WriteOptions } from "../writing.js"
import { readExampleDossiers } from "./example-dossiers.js"
import { runScenario, scenarioClock } from "./scenario-runner.js"
import { scenario } from "./scenario.js"
import { namesIn } from "../input/read-file.js"

export interface DemoOptions extends WriteOptions {
  readonly out: string
}

export const demo = async (context: CommandContext, options: DemoOptions): Promise<E.Either<Failure, Output>> => {
  const { out } = options
  const foreign = checkOwn(out)
  if (E.isLeft(foreign)) return foreign
  const takes = checkTakesFiles(out)
  if (E.isLeft(takes)) return takes
  const plan: Plan = {
    says: bilingual(
      "将演示一个完整周期，数据均为虚构，重新建立：",
      "a whole cycle with invented data, in a fresh folder:",
    ),
    files: [out],
  }
  return withPlan(context, options, plan, () => demoIn(context, out))
}

const demoIn = async (context: CommandContext, folder: string): Promise<E.Either<Failure, Output>> => {
  const started = performance.now()
  const cleared = clearFolder(folder)
  if (E.isLeft(cleared)) return cleared
  const dossiers = await readExampleDossiers()
  if (E.isLeft(dossiers)) return dossiers
  const file = join(folder, "shifan.db")
  const clock = scenarioClock(civilDate("2020-11-12"))
  // Without its own vault the demo would seal its invented data into the vault in use.
  const { vault: _, ...settings } = context.settings
  const { terminal } = context
  const demoContext: CommandContext = {
    ...context,
    clock: clock.now,
    settings: { ...settings, store: `sqlite:${file}`, yes: true, json: false },
    // With `--json`, standard output contains only the single object.
    terminal: context.settings.json === false ? terminal : { ...terminal, out: terminal.err, coloured: false },
  }
  const initialised = await init(demoContext, { officer: "SJ-01" })
  if (E.isLeft(initialised)) return initialised
  const outcome = await inSession(demoContext, {}, (session) =>
    runScenario(demoContext, session, clock, scenario(dossiers.right, session.regulation)),
  )
  if (E.isLeft(outcome)) return outcome
  const { platform } = outcome.right
  if (platform === undefined)
    return E.left(failure(exits.failure, "NothingCertified", "没有平台获得认定", "no platform was certified"))
  const exit = await showAll(demoContext, folder, platform)
  if (E.isLeft(exit)) return exit
  const tenths = Math.round((performance.now() - started) / 100)
  return E.right({
    json: { store: file, ...outcome.right },
    text: farewell(context, file, platform, tenths / 10),
    exit: exit.right,
  })
}

/** Refuses a folder that contains anything other than an earlier demo. */
const checkOwn = (folder: string): E.Either<Failure, void> => {
  const names = existsSync(folder) ? namesIn(folder) : E.right([])
  if (E.isLeft(names)) return names
  const isForeign = names.right.length > 0 && !existsSync(join(folder, "shifan.db"))
  return isForeign
    ? E.left({
        ...failure(exits.usage, "FolderInUse", `${folder}不是空目录`, `${folder} is not empty`),
        hint: bilingual("用--out另选目录", "choose another with --out"),
      })
    : E.right(undefined)
}

/** Deletes an earlier demo. */
const clearFolder = (folder: string): E.Either<Failure, void> => {
  const cleared = attempt(folder, () => rmSync(folder, { recursive: true, force: true }))
  return E.isLeft(cleared) ? cleared : makeFolder(folder)
}

interface Part {
  readonly zh: string
  readonly en: string
  readonly run: () => Promise<E.Either<Failure, Output>>
}

/** Runs the commands that present the finished store. Returns the first exit code other than 0. */
const showAll = async (context: CommandContext, folder: string, platform: string): Promise<E.Either<Failure, Exit>> => {
  const { out } = context.terminal
  let exit: Exit = exits.done
  for (const { zh, en, run } of [...storeParts(context, platform), ...trailParts(context, folder)]) {
    out(`\n${paint(context, "bold", say(context, bilingual(zh, en)))}\n`)
    const output = await run()
    if (E.isLeft(output)) return output
    out(`${withoutObservations(output.right.text)}\n`)
    if (exit === exits.done) exit = output.right.exit ?? exits.done
  }
  return E.right(exit)
}

const storeParts = (context: CommandContext, platform: string): ReadonlyArray<Part> => {
  const asOf = (day: string): CommandContext => ({ ...context, settings: { ...context.settings, asOf: day } })
  return [
    ...["2021-06-30", "2023-06-30", "2024-12-31"].map((day) => ({
      zh: `${day}的名单（第十一条）`,
      en: `The list on ${day} (Art. 11)`,
      run: () => rosterList(asOf(day), "table"),
    })),
    {
      zh: "其间的变化",
      en: "What changed between the last two",
      run: () => rosterDiff(context, "2023-06-30", "2024-12-31"),
    },
    { zh: `${platform}的全部记录`, en: `The history of ${platform}`, run: () => history(context, platform) },
    {
      zh: "重放：每项决定重新裁决一次（第十六条）",
      en: "Replay: every decision is taken again (Art. 16)",
      run: () => auditVerify(context, undefined, {}),
    },
  ]
}

/** Publishes the list, signs the log, exports and verifies a bundle: `published/` and `bundle/` in the folder. */
const trailParts = (context: CommandContext, folder: string): ReadonlyArray<Part> => {
  const bundle = join(folder, "bundle")
  const quiet: CommandContext = { ...context, settings: { ...context.settings, quiet: true } }
  const publication = { by: "bureau:130300:SJ-01", medium: "示例网站", out: join(folder, "published") }
  const publicReaders = { audience: "public", openings: [], field: [], unit: [] } as const
  return [
    {
      zh: "公布名单（第十一条）",
      en: "The list is published (Art. 11)",
      run: () => rosterPublish(context, publication),
    },
    {
      zh: "签署检查点",
      en: "A checkpoint of the log is signed",
      run: () => auditCheckpoint(quiet, { since: "0" }),
    },
    { zh: "导出核验包", en: "The log as a bundle", run: () => auditExport(context, bundle, publicReaders) },
    {
      zh: "不用存储，核对核验包",
      en: "The bundle, verified without the store",
      run: () => auditVerify(context, bundle, { policy: join(folder, "policy") }),
    },
  ]
}

/** Removes the last line, which counts observations; this scenario of hard cases has dozens. */
const withoutObservations = (text: string): string =>
  text
    .split("\n")
    .filter((line) => !stripVTControlCharacters(line).startsWith("! "))
    .join("\n")

const farewell = (context: CommandContext, file: string, platform: string, seconds: number): string => {
  const store = relative(process.cwd(), resolve(file)) || file
  const shifan = "npm run --silent shifan --"
  const onStore = `${shifan} --store sqlite:${store}`
  const folder = dirname(store)
  const heading = bilingual(
    `用时${seconds}秒。存储：${file}。接着可以试：`,
    `Done in ${seconds} s. The store is ${file}. Try next:`,
  )
  return [
    "",
    paint(context, "bold", say(context, heading)),
    `  ${onStore} roster list --as-of 2021-06-30`,
    `  ${onStore} why ${platform}`,
    `  ${onStore} due --as-of 2024-12-31 --within 365d`,
    `  ${onStore} audit verify`,
    `  ${shifan} audit verify ${join(folder, "bundle")} --policy ${join(folder, "policy")}`,
    `  ${shifan} assess examples/dossiers/01-*`,
  ].join("\n")
}
