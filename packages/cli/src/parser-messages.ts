/** Translates commander's own texts to Chinese: the headings of its help and its error messages. */
import type { Argument, Command } from "commander"
import stringWidth from "string-width"
import type { Localize } from "./shared-options.js"

const headings: ReadonlyMap<string, string> = new Map([
  ["Usage:", "用法："],
  ["Arguments:", "参数："],
  ["Options:", "选项："],
  ["Global Options:", "全局选项："],
  ["Commands:", "命令："],
])

/** Call before adding commands: commander copies these settings to each child when it is added. */
export const localizeParser = (program: Command, localize: Localize): Command =>
  program
    .helpOption("-h, --help", localize("显示用法", "show the usage"))
    .helpCommand("help [command]", localize("显示一条命令的用法", "show the usage of a command"))
    .configureHelp({
      showGlobalOptions: true,
      minWidthToWrap: 10,
      displayWidth: (text) => stringWidth(text),
      boxWrap: (text, width) => wrapped(text, width),
      // Nearly every command has options; repeating that here would only take space. Its own usage says so.
      subcommandTerm: (command) => [command.name(), ...command.registeredArguments.map(humanName)].join(" "),
      styleUsage: (usage) => localize(usage.replace("[options]", "[选项]").replace("[command]", "[命令]"), usage),
      styleTitle: (title) => localize(headings.get(title) ?? title, title),
      styleOptionDescription: (text) => localize(choicesInChinese(text), text),
    })
    .showHelpAfterError(localize("（用--help查看用法）", "(--help shows the usage)"))

/**
 * Breaks lines between words and, in scripts without spaces, between any two characters; but not before closing
 * punctuation or within a Latin word.
 */
export const wrapped = (text: string, width: number): string => {
  const lines: Array<string> = []
  for (const part of text.split("\n")) {
    let line = ""
    for (const piece of part.match(
      /[^\p{Script=Han}\s，。；：、（）“”]+[，。；：、）”]*\s*|.[，。；：、）”]*\s*/gu,
    ) ?? [""])
      if (line !== "" && stringWidth((line + piece).trimEnd()) > width) {
        lines.push(line.trimEnd())
        line = piece
      } else line += piece
    lines.push(line.trimEnd())
  }
  return lines.join("\n")
}

const humanName = (argument: Argument): string => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`)

const choicesInChinese = (text: string): string =>
  text.replace(
    / \(((?:choices|default): .+)\)$/,
    (_, values: string) => `（${values.replace("choices: ", "可取").replace("default: ", "默认")}）`,
  )

const errors: ReadonlyArray<readonly [RegExp, string]> = [
  [/^error: required option '(.+)' not specified/, "须给出选项$1"],
  [/^error: unknown option '(.+?)'/, "没有选项$1"],
  [/^error: unknown command '(.+?)'/, "没有命令$1"],
  [/^error: missing required argument '(.+)'/, "缺少参数$1"],
  [/^error: option '(.+)' argument missing/, "选项$1缺少取值"],
  [/^error: option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\./, "选项$1不能取$2，可取$3"],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.+)'\. Allowed choices are (.+)\./,
    "参数$2不能取$1，可取$3",
  ],
  [/^error: too many arguments for '(.+)'\. Expected (\d+) arguments? but got (\d+)\./, "$1只需$2个参数，给了$3个"],
  [/\(Did you mean (?:one of )?(.+)\?\)/, "（是否指$1？）"],
]

/** Messages missing in the table above stay in English. */
export const localizeParserError = (text: string, localize: Localize): string =>
  localize(
    errors.reduce((message, [pattern, chinese]) => message.replace(pattern, chinese), text),
    text,
  )
