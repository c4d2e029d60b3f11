/** Refuses arguments that commander would accept, but that nobody means. */
import type { Command, Option } from "commander"
import type { Localize } from "./shared-options.js"

/**
 * An empty argument is a variable of the shell without a value: `--out "$FOLDER"` would write into the present folder.
 * Returns the message.
 */
export const emptyArgument = (argv: ReadonlyArray<string>, localize: Localize): string | undefined => {
  const at = argv.findIndex((arg) => arg === "" || (/^--[\w-]+=$/.test(arg) && arg !== "--json="))
  if (at < 0) return undefined
  const option = [argv[at]?.slice(0, -1), argv[at - 1]].find((one) => one !== undefined && /^--?\w/.test(one))
  return option === undefined
    ? localize(`错误：第${at + 1}个参数是空的`, `error: argument ${at + 1} is empty`)
    : localize(`错误：选项${option}的取值是空的`, `error: the value of option ${option} is empty`)
}

/**
 * Refuses an option of a command that is given twice: the second would silently win, also for the officer or the day of an
 * act. Options of the program itself may be overridden, as after an alias.
 */
export const refuseRepeated = (group: Command, localize: Localize): void => {
  for (const command of group.commands) {
    for (const option of command.options) refuseSecond(command, option, localize)
    refuseRepeated(command, localize)
  }
}

const refuseSecond = (command: Command, option: Option, localize: Localize): void => {
  if (!option.required || option.variadic || option.parseArg !== undefined) return
  let isGiven = false
  command.on(`option:${option.name()}`, () => {
    const text = localize(`错误：选项${option.long ?? ""}给了两次`, `error: option ${option.long ?? ""} is given twice`)
    if (isGiven) command.error(text)
    isGiven = true
  })
}
