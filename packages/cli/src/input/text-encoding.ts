/**
 * Decodes bytes to text. Never guesses if the guess could be wrong: UTF-8, with or without a byte order mark; GB 18030 only
 * if requested, or if the reader recognises the content. A refusal names the encoding and the offending byte.
 */
import * as E from "fp-ts/lib/Either.js"
import { bilingual, type Bilingual } from "@shifan/core"
import { binaryFormatText } from "@shifan/forms/format"
import { exits, failure, type Failure } from "../result.js"
import { inputName, readBytes } from "./read-file.js"

export const encodings = ["utf-8", "gb18030"] as const

export type Encoding = (typeof encodings)[number]

export interface TextOptions {
  /** As requested with `--encoding`. */
  readonly encoding?: Encoding | undefined
  /** Whether a text is the expected kind, such as a list with the right column heads. */
  readonly recognise?: (text: string) => boolean
}

export interface DecodedText {
  readonly text: string
  readonly encoding: Encoding
}

export const decodeText = (
  name: Bilingual,
  bytes: Uint8Array,
  { encoding: asked, recognise }: TextOptions = {},
): E.Either<Failure, DecodedText> => {
  const mark = markOf(bytes)
  if (mark !== undefined)
    return mark.encoding === undefined
      ? E.left(otherEncoding(name, mark.name))
      : decodeAs(name, mark.encoding, bytes.subarray(mark.bytes.length))
  const zero = bytes.indexOf(0)
  if (zero >= 0) return E.left(zeroByte(name, bytes, zero))
  if (asked !== undefined) return decodeAs(name, asked, bytes)
  const text = decoded("utf-8", bytes)
  if (text !== undefined)
    return isAmbiguous(text, bytes) ? E.left(ambiguous(name)) : E.right({ text, encoding: "utf-8" })
  return isRecognised(bytes, recognise) ? decodeAs(name, "gb18030", bytes) : E.left(notUtf8(name, bytes))
}

/** Whether the content is recognised in GB 18030, even if the text is damaged further on. */
const isRecognised = (bytes: Uint8Array, recognise: TextOptions["recognise"]): boolean => {
  if (recognise === undefined) return false
  const sound = bytes.subarray(0, firstFault("gb18030", bytes))
  return recognise(decoderOf("gb18030").decode(sound, { stream: true }))
}

/** Reads a small text with LF line ends, as our own formats require; removes CRLF and byte order marks from editors. */
export const readOwnText = (file: string): E.Either<Failure, string> => {
  const bytes = readBytes(file)
  if (E.isLeft(bytes)) return bytes
  const decoded = decodeText(inputName(file), bytes.right, { encoding: "utf-8" })
  return E.isLeft(decoded) ? decoded : E.right(decoded.right.text.replaceAll("\r\n", "\n"))
}

/** Byte order marks; those without `encoding` belong to unsupported encodings. If one is a prefix of another, longer first. */
const marks: ReadonlyArray<{
  readonly name: string
  readonly encoding?: Encoding
  readonly bytes: ReadonlyArray<number>
}> = [
  { name: "UTF-8", encoding: "utf-8", bytes: [0xef, 0xbb, 0xbf] },
  { name: "GB 18030", encoding: "gb18030", bytes: [0x84, 0x31, 0x95, 0x33] },
  { name: "UTF-32LE", bytes: [0xff, 0xfe, 0, 0] },
  { name: "UTF-32BE", bytes: [0, 0, 0xfe, 0xff] },
  { name: "UTF-16LE", bytes: [0xff, 0xfe] },
  { name: "UTF-16BE", bytes: [0xfe, 0xff] },
]

export const markOf = (bytes: Uint8Array): (typeof marks)[number] | undefined =>
  marks.find(({ bytes: first }) => first.every((byte, i) => bytes[i] === byte))

/** Text contains no zero byte, except in UTF-16: there every Western character has one, after or before it. */
const wideEncodingOf = (bytes: Uint8Array, zero: number): string | undefined => {
  if (bytes.length % 2 === 1) return undefined
  return zero % 2 === 1 ? "UTF-16LE" : "UTF-16BE"
}

export const decoderOf = (encoding: Encoding) => new TextDecoder(encoding, { fatal: true, ignoreBOM: true })

const decoded = (encoding: Encoding, bytes: Uint8Array): string | undefined => {
  try {
    return decoderOf(encoding).decode(bytes)
  } catch {
    return undefined
  }
}

const decodeAs = (name: Bilingual, encoding: Encoding, bytes: Uint8Array): E.Either<Failure, DecodedText> => {
  const text = decoded(encoding, bytes)
  if (text !== undefined) return E.right({ text, encoding })
  return E.left(notIn(name, encoding, bytes))
}

export const encodingNames: { readonly [E in Encoding]: string } = { "utf-8": "UTF-8", gb18030: "GB 18030" }

/** In bytes. */
const chunk = 4096

/** Offset of the first invalid byte, or the length if a character is cut off at the end. */
export const firstFault = (encoding: Encoding, bytes: Uint8Array): number => {
  const start = firstFaultBySteps(encoding, bytes, 0, chunk)
  return firstFaultBySteps(encoding, bytes, start, 1)
}

/** Of the steps of this size after `start`, the beginning of the first that does not decode. */
const firstFaultBySteps = (encoding: Encoding, bytes: Uint8Array, start: number, size: number): number => {
  const decoder = decoderOf(encoding)
  decoder.decode(bytes.subarray(0, start), { stream: true })
  for (let at = start; at < bytes.length; at += size) {
    try {
      decoder.decode(bytes.subarray(at, at + size), { stream: true })
    } catch {
      return at
    }
  }
  return bytes.length - (size === 1 ? 0 : bytes.length % size)
}

/** Line number, from 1. */
export const lineAt = (bytes: Uint8Array, offset: number): number => {
  let line = 1
  for (let at = bytes.indexOf(lineFeed); at >= 0 && at < offset; at = bytes.indexOf(lineFeed, at + 1)) line++
  return line
}

export const lineFeed = 0x0a

/**
 * Some Chinese words in GB 18030 are also valid UTF-8 with two bytes per character: accented Latin, Greek, Cyrillic. A text
 * with such characters, and otherwise only ASCII, may be either.
 */
const isAmbiguous = (text: string, bytes: Uint8Array): boolean =>
  europeanCharacter.test(text) && !otherCharacter.test(text) && decoded("gb18030", bytes) !== undefined

/** Characters with two bytes in UTF-8. */
export const europeanCharacter = /[\u0080-\u07ff]/

/** Characters with three or four bytes in UTF-8. */
export const otherCharacter = /[^\0-\u07ff]/

interface Place {
  /** Byte offset, from 0. */
  readonly at: number
  readonly line: number
}

const refused = (message: Bilingual, figures: Place & { readonly encoding: string }, hint?: Bilingual): Failure => ({
  ...failure(exits.usage, "WrongEncoding", message.zh, message.en, {
    encoding: figures.encoding,
    byte: figures.at + 1,
    line: figures.line,
  }),
  ...(hint === undefined ? {} : { hint }),
})

const placeOf = (bytes: Uint8Array, at: number): Place => ({ at, line: lineAt(bytes, at) })

const placeText = ({ at, line }: Place): Bilingual =>
  bilingual(`第${at + 1}字节（第${line}行）`, `byte ${at + 1} (line ${line})`)

const notText = (name: Bilingual, format: Bilingual): Failure =>
  refused(bilingual(`${name.zh}：${format.zh}`, `${name.en}: ${format.en}`), { encoding: "binary", at: 0, line: 1 })

const saveAsUtf8 = bilingual("另存为UTF-8后再试", "save it as UTF-8")

const otherEncoding = (name: Bilingual, encoding: string): Failure =>
  refused(
    bilingual(`${name.zh}为${encoding}编码，应为UTF-8`, `${name.en} is in ${encoding}; UTF-8 is expected`),
    { encoding, at: 0, line: 1 },
    saveAsUtf8,
  )

const zeroByte = (name: Bilingual, bytes: Uint8Array, at: number): Failure => {
  const format = binaryFormatText(bytes)
  if (format !== undefined) return notText(name, format)
  const place = placeOf(bytes, at)
  const encoding = wideEncodingOf(bytes, at)
  const [zh, en] =
    encoding === undefined ? ["不是文本", "it is not text"] : [`应为${encoding}编码`, `it seems to be in ${encoding}`]
  const where = placeText(place)
  return refused(
    bilingual(`${name.zh}${where.zh}为零字节，${zh}`, `${name.en} has a zero byte at ${where.en}: ${en}`),
    { encoding: encoding ?? "binary", ...place },
    saveAsUtf8,
  )
}

const notIn = (name: Bilingual, encoding: Encoding, bytes: Uint8Array): Failure => {
  const place = placeOf(bytes, firstFault(encoding, bytes))
  const where = placeText(place)
  const called = encodingNames[encoding]
  return refused(bilingual(`${name.zh}${where.zh}处不是${called}编码`, `${name.en} is not ${called} at ${where.en}`), {
    encoding: called,
    ...place,
  })
}

/** Not UTF-8, nor, as far as can be determined, any other supported encoding. */
const notUtf8 = (name: Bilingual, bytes: Uint8Array): Failure => {
  const format = binaryFormatText(bytes)
  if (format !== undefined) return notText(name, format)
  const hint =
    decoded("gb18030", bytes) === undefined
      ? saveAsUtf8
      : bilingual(
          "如为GB 18030（GBK）编码，加--encoding gb18030；否则另存为UTF-8",
          "if it is GB 18030 (GBK), pass --encoding gb18030; otherwise save it as UTF-8",
        )
  return { ...notIn(name, "utf-8", bytes), hint }
}

const ambiguous = (name: Bilingual): Failure =>
  refused(
    bilingual(`${name.zh}按UTF-8和GB 18030都能读出，内容不同`, `${name.en} reads differently as UTF-8 and as GB 18030`),
    { encoding: "UTF-8 | GB 18030", at: 0, line: 1 },
    bilingual("用--encoding utf-8或--encoding gb18030指明", "choose one: --encoding utf-8 or --encoding gb18030"),
  )
