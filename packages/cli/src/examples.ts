/** An example of every command, printed below its help. The typed text is the same in both languages. */
import type { Command } from "commander"
import type { Localize } from "./shared-options.js"

const unit = "91130302MA00010187"
const byBureau = "--by bureau:130300:SJ-01"
const byCounty = "--by county:130302:HG-01"
const byUnit = `--by unit:${unit}:U-01`
const slug = "qinhuangdao-2020-2"

/** By the words of the command, without `shifan`. A test walks the tree and parses each. */
export const examples: Readonly<Record<string, string>> = {
  init: "--origin gxj.example.gov.cn/shifan",
  assess: "dossier --exit-code",
  apply: `dossier ${byUnit} --on 2020-12-01`,
  recommend: `${unit} --file recommendation.json ${byCounty} --on 2020-12-08`,
  "request-supplement": `${unit} --file request.json ${byCounty} --on 2020-12-03`,
  supplement: `${unit} --file dossier ${byUnit} --on 2020-12-05`,
  certify: `${unit} --file certification.json ${byBureau} --on 2020-12-29 --dry-run`,
  withdraw: `${unit} --file reason.json ${byUnit} --on 2020-12-04`,
  "award-plaque": `${unit} --file plaque.json ${byBureau} --on 2021-01-15`,
  nominate: `${unit} --file nomination.json ${byBureau} --on 2021-06-01`,
  summary: `${unit} --file summary.json ${byUnit} --on 2022-01-10`,
  inspect: `${unit} --file findings.json ${byBureau} --on 2022-05-10`,
  support: `${unit} --file support.json ${byBureau} --on 2021-11-22`,
  change: `${unit} --file change.json ${byBureau} --on 2021-11-21`,
  revoke: `${unit} --file revocation.json ${byBureau} --on 2022-06-01`,
  surrender: `${unit} --file reason.json ${byUnit} --on 2021-07-01`,
  "end-unit": `${unit} --file end.json ${byBureau} --on 2021-09-30`,
  "return-plaque": `${unit} --file plaque.json ${byBureau} --on 2021-07-10`,
  succeed: `${unit} --file succession.json ${byBureau} --on 2021-06-01`,
  inherit: `${unit} --file inheritance.json ${byBureau} --on 2021-06-02`,
  correct: `${unit} --file correction.json ${byBureau} --on 2021-02-01`,
  annul: `${unit} --file annulment.json ${byBureau} --on 2021-08-01`,
  step: `${unit} --file step.json ${byBureau} --on 2020-12-10`,
  notice: `${unit} --file notice.json ${byBureau} --on 2020-12-15`,
  erase: `${unit} --file erasure.json ${byBureau} --dry-run`,
  decline: `${unit} --file reasons.json ${byBureau} --on 2020-12-29`,
  "review file": `${unit} --file report.json ${byUnit} --on 2023-09-08`,
  "review supplement": `${unit} --file report.json ${byUnit} --on 2023-09-20`,
  "review assess": `${unit} --file assessment.json ${byCounty} --on 2023-10-10`,
  "review rectify": `${unit} --file order.json ${byBureau} --on 2023-10-20`,
  "review conclude": `${unit} --file conclusion.json ${byBureau} --on 2023-11-06`,
  serve: "--port 0",
  open: `${unit} --file opening.json ${byBureau}`,
  import: `titles.csv ${byBureau} --on 2020-11-20 --dry-run`,
  submit: "commands.jsonl",
  "call open": `2020 --from 2020-11-20 --to 2020-12-20 --document 秦工信〔2020〕1号 ${byBureau} --on 2020-11-20`,
  "call close": `2020 ${byBureau} --on 2020-12-21`,
  "call correct": `2020 --file correction.json ${byBureau} --on 2020-11-25`,
  "call show": "--json",
  "instrument show": "--as-of 2021-06-30",
  "instrument check": "--exit-code",
  "instrument extend": `${slug} --file extension.json ${byBureau} --on 2022-11-01`,
  "instrument supersede": `${slug} --file successor.json ${byBureau} --on 2022-11-01`,
  "instrument repeal": `${slug} --file repeal.json ${byBureau} --on 2022-11-01`,
  "instrument interpret": `${slug} --file interpretation.json ${byBureau} --on 2021-01-04`,
  "instrument correct": `${slug} --file correction.json ${byBureau} --on 2021-02-01`,
  "form blank": `file-review --unit ${unit} --out review.docx`,
  "form fill": "apply application.json --out application.docx",
  "form draft": "titles --year 2020 --out titles.docx",
  "form read": "application.docx --out application.json",
  "form check": "application.docx --exit-code",
  "roster list": "--as-of 2021-06-30 --format csv",
  "roster show": unit,
  "roster diff": "2021-06-30 2024-12-31",
  "roster publish": `--as-of 2021-06-30 --medium 市局官方网站 --out web ${byBureau} --on 2021-07-01`,
  "roster publications": "--json",
  "roster write": "0 --out web",
  "site build": "--out site",
  due: "--within 365d --exit-code",
  worklist: "--for county --county 130302 --within 30d",
  history: unit,
  why: `${unit} --event 2`,
  replay: "--stats",
  regulation: "art_5__para_1__point_3",
  schema: "application",
  coverage: "--json",
  doctor: "--json",
  demo: "--out out/demo",
  completion: "bash > /etc/bash_completion.d/shifan",
  "audit verify": "bundle --policy policy --kept checkpoint-2021",
  "audit view": "bundle --policy policy",
  "audit export": "bundle --checkpoint checkpoint --policy policy",
  "audit prove": `${unit} --event 2 --out event.tlog-proof`,
  "audit record": `${unit} --event 2 --out event.json`,
  "audit statement": `${unit} --out unit.statement`,
  "audit published": "web/roster-2021-06-30.csv",
  "audit verifier": "--out verifier.html",
  "audit checkpoint": "--request-witness request --since 0",
  "audit witness": "request cosigned --key witness.key",
  "audit cosigned": "cosigned",
  "audit timestamp": "head.tsr --checkpoint head --request head.tsq",
  "audit key list": "--json",
  "audit key new": `${byBureau} --origin gxj.example.gov.cn/shifan`,
  "audit key add": `${byBureau} --sm2`,
  "audit key retire": `2e82e40a ${byBureau}`,
  "audit key witness": "sjj.example.gov.cn/witness witness.key",
  "audit policy show": "--json",
  "audit policy witness": "sjj sjj.example.gov.cn/witness+c1f0a5d2+BKZ… --url https://sjj.example.gov.cn/witness",
  "audit receipt issue": `${unit} --within 7d --out application.receipt`,
  "audit receipt verify": "application.receipt --against bundle --policy policy",
  "audit what-if": "--reading staff.qualified=both",
  copy: "sqlite:shifan.db - --dry-run",
  backup: "/backup/2024-12.db",
  restore: "/backup/2024-12.db --dry-run",
}

/** The words of a command, without the program's name. */
export const wordsOf = (command: Command): ReadonlyArray<string> =>
  command.parent === null ? [] : [...wordsOf(command.parent), command.name()]

/** All commands that do something, so no groups. */
export const commandsIn = (command: Command): ReadonlyArray<Command> =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(commandsIn)

export const addExamples = (program: Command, localize: Localize): void => {
  for (const command of commandsIn(program)) {
    const words = wordsOf(command).join(" ")
    const example = examples[words]
    if (example !== undefined)
      command.addHelpText("after", `\n${localize("示例：", "Example:")}\n  shifan ${words} ${example}`)
  }
}
