/** Converts a command's data between JSON and the texts in a form's cells. */
import type { RegulationDraft } from "@shifan/core"
import { described, type CodecsByName } from "@shifan/core/forms"
import { entryName, entryValue } from "./fields.js"
import { leafKind, shown, understood, type AnyCodec } from "./leaf.js"
import { wordsOf, wordsOfCases } from "./words.js"

/**
 * Texts by field path; for a question with boxes by path and word, `form.seal#true`, where any non-empty text is a tick.
 */
export type Values = ReadonlyMap<string, string>

/** Text of a ticked box. */
export const tick = "■"
export const noTick = "□"

/** Key of the box for an answer. */
export const boxOf = (path: string, word: string): string => `${path}#${word}`

/** `json`: valid for the codec; everything else in it is ignored. `text`: the one whose form it is, for its names of words. */
export const valuesOf = (codec: AnyCodec, json: unknown, text: RegulationDraft): Values => {
  const written = new Map<string, string>()
  spread(codec, json, "", { written, text })
  return written
}

/** Values being collected. */
interface Spread {
  readonly written: Map<string, string>
  readonly text: RegulationDraft
}

const joined = (above: string, name: string | number): string => (above === "" ? String(name) : `${above}.${name}`)

const spread = (codec: AnyCodec, json: unknown, path: string, values: Spread): void => {
  if (json === undefined || json === null) return
  const { composition } = described(codec)
  switch (composition._tag) {
    case "Atom":
    case "Choice":
    case "Itself":
      return spreadLeaf(codec, json, path, values)
    case "Nullable":
      return spread(composition.inner, json, path, values)
    case "Record":
      return spreadRecord(composition.fields, json, path, values)
    case "List": {
      const items: ReadonlyArray<unknown> = Array.isArray(json) ? json : []
      if (leafKind(composition.item) === "choice")
        for (const word of wordsOf(composition.item, values.text).keys())
          values.written.set(boxOf(path, word), items.includes(word) ? tick : "")
      else for (const [i, item] of items.entries()) spread(composition.item, item, joined(path, i), values)
      return
    }
    case "Dictionary":
      for (const [i, [name, value]] of Object.entries(Object(json)).entries()) {
        values.written.set(joined(joined(path, i), entryName), name)
        spread(composition.value, value, joined(joined(path, i), entryValue), values)
      }
      return
    case "Union": {
      const { tag, cases } = composition
      const word = fieldOf(json, tag)
      if (typeof word !== "string") return
      const words = wordsOfCases(codec.name, tag, Object.keys(cases), values.text)
      spreadChoice(words, word, joined(path, tag), values)
      const chosen = cases[word]
      if (chosen !== undefined) spreadRecord(fieldsBeside(chosen, tag), json, path, values)
      return
    }
  }
}

const spreadRecord = (codecs: CodecsByName, json: unknown, path: string, values: Spread): void => {
  for (const [name, codec] of Object.entries(codecs)) spread(codec, fieldOf(json, name), joined(path, name), values)
}

const fieldOf = (json: unknown, name: string): unknown =>
  typeof json === "object" && json !== null && Object.hasOwn(json, name) ? Reflect.get(json, name) : undefined

const fieldsBeside = (codec: AnyCodec, tag: string): CodecsByName => {
  const { composition } = described(codec)
  if (composition._tag !== "Record") return {}
  const { [tag]: _, ...others } = composition.fields
  return others
}

const spreadLeaf = (codec: AnyCodec, json: unknown, path: string, values: Spread): void => {
  const kind = leafKind(codec)
  if (kind === "boolean")
    for (const answer of ["true", "false"]) values.written.set(boxOf(path, answer), String(json) === answer ? tick : "")
  else if (kind === "choice") spreadChoice(wordsOf(codec, values.text), String(json), path, values)
  else values.written.set(path, shown(kind, undefined, json, values.text))
}

const spreadChoice = (words: ReadonlyMap<string, string>, chosen: string, path: string, values: Spread): void => {
  values.written.set(path, shown("choice", words, chosen, values.text))
  for (const word of words.keys()) values.written.set(boxOf(path, word), word === chosen ? tick : "")
}

/**
 * The written values as JSON for the codec; `undefined` for an empty field. Values that are not understood are included as
 * written, so that the codec reports them with all others. An empty row of a list is dropped.
 */
export const jsonOf = (codec: AnyCodec, values: Values, text: RegulationDraft): unknown =>
  gather(codec, "", new Gathered(values, text)).json

interface Found {
  readonly json: unknown
  /** Whether anything is written, even only a tick. */
  readonly filled: boolean
}

const nothing: Found = { json: undefined, filled: false }

/** The values, and the set of paths with any value below them. */
class Gathered {
  readonly values: Values
  readonly regulation: RegulationDraft
  readonly #written = new Set<string>()
  readonly #rows = new Map<string, Set<number>>()

  constructor(values: Values, regulation: RegulationDraft) {
    this.values = values
    this.regulation = regulation
    for (const [path, text] of values) {
      if (text.trim() === "") continue
      this.#written.add(path)
      const parts = path.split(/[.#]/)
      for (const [i, part] of parts.entries()) {
        if (!/^\d+$/.test(part)) continue
        const list = parts.slice(0, i).join(".")
        const rows = this.#rows.get(list) ?? new Set()
        this.#rows.set(list, rows.add(Number(part)))
      }
    }
  }

  text(path: string): string {
    return (this.values.get(path) ?? "").trim()
  }

  has(path: string): boolean {
    return this.#written.has(path)
  }

  rows(path: string): ReadonlyArray<number> {
    return [...(this.#rows.get(path) ?? [])].toSorted((a, b) => a - b)
  }
}

const gather = (codec: AnyCodec, path: string, written: Gathered): Found => {
  const { composition } = described(codec)
  switch (composition._tag) {
    case "Atom":
    case "Choice":
    case "Itself":
      return gatherLeaf(codec, path, written)
    case "Nullable": {
      const inner = gather(composition.inner, path, written)
      return inner.filled ? inner : { json: null, filled: false }
    }
    case "Record":
      return gatherRecord(composition.fields, path, written, composition.required)
    case "List": {
      const { item } = composition
      const items =
        leafKind(item) === "choice"
          ? [...wordsOf(item, written.regulation).keys()].filter((word) => written.has(boxOf(path, word)))
          : written.rows(path).flatMap((i) => {
              const found = gather(item, joined(path, i), written)
              return found.filled ? [found.json] : []
            })
      return { json: items, filled: items.length > 0 }
    }
    case "Dictionary": {
      const entries = written.rows(path).map((i): readonly [string, unknown] => {
        const entry = joined(path, i)
        return [
          written.text(joined(entry, entryName)),
          gather(composition.value, joined(entry, entryValue), written).json,
        ]
      })
      return { json: Object.fromEntries(entries), filled: entries.length > 0 }
    }
    case "Union":
      return gatherUnion(codec.name, composition, path, written)
  }
}

/** Builds even an empty record, so that the codec reports each missing field. An optional empty record is omitted. */
const gatherRecord = (codecs: CodecsByName, path: string, written: Gathered, required: CodecsByName): Found => {
  const found = Object.entries(codecs).map(([name, codec]) => ({ name, ...gather(codec, joined(path, name), written) }))
  const kept = found.filter((field) => field.filled || (field.json !== undefined && field.name in required))
  return {
    json: Object.fromEntries(kept.map(({ name, json }) => [name, json])),
    filled: found.some((field) => field.filled),
  }
}

const gatherUnion = (
  name: string,
  { tag, cases }: { readonly tag: string; readonly cases: CodecsByName },
  path: string,
  written: Gathered,
): Found => {
  const tagPath = joined(path, tag)
  const word = chosen(wordsOfCases(name, tag, Object.keys(cases), written.regulation), tagPath, written)
  const known = typeof word.json === "string" ? cases[word.json] : undefined
  if (known !== undefined) {
    const beside = fieldsBeside(known, tag)
    const rest = gatherRecord(beside, path === "" ? "" : path, written, beside)
    return { json: { [tag]: word.json, ...Object(rest.json) }, filled: true }
  }
  const any = Object.values(cases).some((codec) => {
    const beside = fieldsBeside(codec, tag)
    return gatherRecord(beside, path, written, beside).filled
  })
  return word.filled || any || path === "" ? { json: { [tag]: word.json }, filled: true } : nothing
}

const gatherLeaf = (codec: AnyCodec, path: string, written: Gathered): Found => {
  const kind = leafKind(codec)
  if (kind === "boolean") return gatherBoolean(path, written)
  if (kind === "choice") return chosen(wordsOf(codec, written.regulation), path, written)
  const text = written.text(path)
  return text === ""
    ? nothing
    : { json: understood(kind, undefined, text, written.regulation, codec.name), filled: true }
}

/** Two boxes for yes and no, or a single box, where empty means no. */
const gatherBoolean = (path: string, written: Gathered): Found => {
  const yes = written.has(boxOf(path, "true"))
  const no = written.has(boxOf(path, "false"))
  if (yes && no) return { json: "是、否", filled: true }
  if (yes || no) return { json: yes, filled: true }
  const isOneBox = written.values.has(boxOf(path, "true")) && !written.values.has(boxOf(path, "false"))
  return isOneBox ? { json: false, filled: false } : nothing
}

/** A word in a cell, or one ticked box. */
const chosen = (words: ReadonlyMap<string, string>, path: string, written: Gathered): Found => {
  const ticked = [...words.keys()].filter((word) => written.has(boxOf(path, word)))
  if (ticked.length > 0)
    return { json: ticked.length === 1 ? ticked[0] : ticked.map((word) => words.get(word)).join("、"), filled: true }
  const text = written.text(path)
  return text === "" ? nothing : { json: understood("choice", words, text, written.regulation), filled: true }
}
