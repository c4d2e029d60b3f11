/** Translates commander's own texts to Chinese: the headings of its help and its error messages. */
import { Help, type Argument, type Command } from "commander"
import stringWidth from "string-width"
import type { Localize } from "./shared-options.js"
import { wrapped } from "./wrapped.js"

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
      // Commander adds a space after "Usage:"; the full-width colon already includes one.
      formatHelp: (command, help) => {
        const text = Help.prototype.formatHelp.call(help, command, help)
        return localize(text.replace("： ", "："), text)
      },
      styleOptionDescription: (text) => localize(choicesInChinese(text), text),
    })
    .showHelpAfterError(localize("（用--help查看用法）", "(--help shows the usage)"))

const humanName = (argument: Argument): string => (argument.required ? `<${argument.name()}>` : `[${argument.name()}]`)

/** Joins a list as commander writes it, quoted or not (`"utf-8", "gb18030"`), the Chinese way. */
const listInChinese = (values: string): string => values.replaceAll('"', "").replaceAll(", ", "、")

const choicesInChinese = (text: string): string =>
  text.replace(/ \(((?:choices|default): .+)\)$/, (_, values: string) =>
    values
      .split(/(?:, )?(choices|default): /)
      .slice(1)
      .reduce(
        (said, part) => said + (part === "choices" ? "，可取" : part === "default" ? "，默认" : listInChinese(part)),
        "",
      )
      .replace(/^，(.*)$/, "（$1）"),
  )

/** Commander's error messages. Each is rebuilt in Chinese from the groups of its pattern. */
const errors: ReadonlyArray<readonly [RegExp, (...groups: ReadonlyArray<string>) => string]> = [
  [/^error: required option '(.+)' not specified/, (option) => `须给出选项${option}`],
  [/^error: unknown option '(.+?)'/, (option) => `没有选项${option}`],
  [/^error: unknown command '(.+?)'/, (command) => `没有命令${command}`],
  [/^error: missing required argument '(.+)'/, (argument) => `缺少参数${argument}`],
  [/^error: option '(.+)' argument missing/, (option) => `选项${option}缺少取值`],
  [
    /^error: option '(.+)' argument '(.*)' is invalid\. Allowed choices are (.+)\./,
    (option, value, choices = "") => `选项${option}不能取${value}，可取${listInChinese(choices)}`,
  ],
  [
    /^error: command-argument value '(.*)' is invalid for argument '(.+)'\. Allowed choices are (.+)\./,
    (value, argument, choices = "") => `参数${argument}不能取${value}，可取${listInChinese(choices)}`,
  ],
  [
    /^error: too many arguments for '(.+)'\. Expected (\d+) arguments? but got (\d+)\./,
    (command, expected, got) => `${command}只需${expected}个参数，给了${got}个`,
  ],
  [/\(Did you mean (?:one of )?(.+)\?\)/, (names = "") => `（是否指${listInChinese(names)}？）`],
]

/** Messages missing in the table above stay in English. */
export const localizeParserError = (text: string, localize: Localize): string =>
  localize(
    errors.reduce(
      (message, [pattern, chinese]) =>
        message.replace(pattern, (_, ...groups: ReadonlyArray<string>) => chinese(...groups)),
      text,
    ),
    text,
  )
