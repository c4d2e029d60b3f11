/** The word before a failure's message. Codes are for programs; a Chinese reader sees the kind of failure instead. */
import { bilingual, type Bilingual } from "@shifan/core"
import { exits, type Exit, type Failure } from "./result.js"

const byExit: { readonly [E in Exit]: string } = {
  [exits.done]: "已办理",
  [exits.failure]: "未能办理",
  [exits.usage]: "填写有误",
  [exits.refused]: "不予办理",
  [exits.verificationFailed]: "核对不符",
  [exits.conflict]: "登记冲突",
  [exits.notFound]: "未找到",
  [exits.findings]: "有待办事项",
  [exits.interrupted]: "中断",
}

/** Used if the exit code is not specific enough. */
const byCode: Readonly<Record<string, string>> = {
  Usage: "用法",
  FileExists: "文件已存在",
  FolderInUse: "文件已存在",
  StoreExists: "存储已存在",
  FileTooLarge: "文件有误",
  NotAFile: "文件有误",
  NotAFolder: "文件有误",
  NotJson: "文件有误",
  NotAForm: "文件有误",
  WrongEncoding: "文件有误",
}

/** `WrongState` in English, 不予办理 in Chinese. */
export const failureName = ({ code, exit }: Pick<Failure, "code" | "exit">): Bilingual =>
  bilingual(byCode[code] ?? byExit[exit], code)
