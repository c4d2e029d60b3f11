/** Reads JSON files with the parser that refuses JSON which programs interpret differently. */
import * as E from "fp-ts/lib/Either.js"
import type { Bilingual } from "@shifan/core"
import { parseJson, type JsonFault } from "@shifan/core/json"
import { exits, failure, type Failure } from "../result.js"
import { inputName, limits, readBytes, readInput, type StandardInput, type Whose } from "./read-file.js"
import { decodeText, type TextOptions } from "./text-encoding.js"

export const readJson = (file: string, options: TextOptions, whose: Whose = "ours"): E.Either<Failure, unknown> => {
  const bytes = readBytes(file, limits.form, whose)
  return E.isLeft(bytes) ? bytes : jsonIn(inputName(file), bytes.right, options)
}

/** `-` is standard input. */
export const readJsonInput = async (
  terminal: StandardInput,
  file: string,
  options: TextOptions,
): Promise<E.Either<Failure, unknown>> => {
  const bytes = await readInput(terminal, file, limits.form)
  return E.isLeft(bytes) ? bytes : jsonIn(inputName(file), bytes.right, options)
}

const jsonIn = (name: Bilingual, bytes: Uint8Array, options: TextOptions): E.Either<Failure, unknown> => {
  const decoded = decodeText(name, bytes, options)
  return E.isLeft(decoded) ? decoded : jsonInText(name, decoded.right.text)
}

/** `name`: the text's name in messages. */
const jsonInText = (name: Bilingual, text: string): E.Either<Failure, unknown> => {
  const json = parseJson(text)
  return E.isLeft(json) ? E.left(notJsonFailure(name, json.left)) : json
}

const notJsonFailure = (name: Bilingual, { line, column, fault }: JsonFault): Failure =>
  failure(
    exits.usage,
    "NotJson",
    `${name.zh}第${line}行第${column}列：${fault.zh}`,
    `${name.en}:${line}:${column}: ${fault.en}`,
    { line, column },
  )
