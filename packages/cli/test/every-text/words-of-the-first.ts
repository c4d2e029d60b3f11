/** What only the first text says, taken from its own value, and where it stands in somebody else's page. */
import type { Regulation, RegulationDraft } from "@shifan/core"
import { cite, textWords } from "@shifan/core/messages"
import { qinhuangdao2020 } from "@shifan/core/regulations"

/** Every text in a value, at any depth. */
const textsIn = (value: unknown): ReadonlyArray<string> => {
  if (typeof value === "string") return [value]
  if (typeof value !== "object" || value === null) return []
  return Object.values(value).flatMap(textsIn)
}

/** Words of the law that no city owns: each may stand anywhere. */
const everybodys: ReadonlyArray<string> = ["撤销", "县区", "county", "bureau", "platform", "three", "三年"]

const namesOf = (text: Regulation): ReadonlyArray<string> => {
  const { title, documentNumber, territory, issuer = "", revocationWords } = text
  const divisions = [territory.bureau, ...territory.counties].map(({ name }) => name)
  const { cycle, ...words } = textWords(text)
  return [
    ...textsIn([title, documentNumber, issuer, divisions, revocationWords]),
    ...textsIn(words),
    // The name of the city without what it is, and the divisions as forms ask for them.
    territory.bureau.name.slice(0, -1),
    ...(cycle === undefined ? [] : [`${cycle.zh}复核`, `${cycle.zh}后`, `每${cycle.zh}`, `${cycle.zh}工作总结`]),
    ...(cycle === undefined ? [] : [`every ${cycle.en}`, `another review in ${cycle.en}`, `${cycle.en}-year`]),
  ]
}

/** Computed once for each text, as it is asked of hundreds of pages. */
const oncePerText = <A>(compute: (text: RegulationDraft) => A): ((text: RegulationDraft) => A) => {
  const computed = new WeakMap<RegulationDraft, A>()
  return (text) => {
    const result = computed.get(text) ?? compute(text)
    computed.set(text, result)
    return result
  }
}

/** What the first text says of itself and the other does not. */
export const wordsOnlyOfTheFirst = oncePerText((other): ReadonlyArray<string> => {
  const others = [...textsIn(other), ...textsIn(textWords(other))].join("\n")
  return [...new Set(namesOf(qinhuangdao2020))].filter(
    (word) => word.length > 1 && !everybodys.includes(word) && !others.includes(word),
  )
})

/** Not 无（第一条）: the first record of a chain. */
const article = /(?<!无（)第[一二三四五六七八九十]+条|\bArts?\. \d+/gi

/** Articles that the other text has, as they are cited. */
const articlesOf = oncePerText((other): ReadonlySet<string> => {
  const ids = textsIn([Object.keys(other.texts), other.citations, other.materials, other.own, other.conditions])
  const cited = ids.flatMap((id) => /^(art_\d+)/.exec(id)?.[1] ?? []).map((id) => cite(id as `art_${number}`))
  return new Set(cited.flatMap(({ zh, en }) => [zh, en.toLowerCase()]))
})

/** A division's code by itself, not within a unit's or an officer's. */
const codes = new Set(
  [qinhuangdao2020.territory.bureau, ...qinhuangdao2020.territory.counties].map(({ code }): string => code),
)

const annex = /附件\d|\bAnnex \d/gi

/** Each word of the first text, and each citation of a provision the other lacks, with what stands around it. */
export const foreignIn = (page: string, other: RegulationDraft): ReadonlyArray<string> => {
  const around = (at: number, word: string): string =>
    `${word}: …${page.slice(Math.max(0, at - 25), at + word.length + 15).replaceAll(/\s+/g, " ")}…`
  const words = wordsOnlyOfTheFirst(other).flatMap((word) => {
    const at = page.indexOf(word)
    return at === -1 ? [] : [around(at, word)]
  })
  const known = articlesOf(other)
  const articles = [...page.matchAll(article)].filter(
    ([cited]) => !known.has(cited.toLowerCase().replace("arts.", "art.")),
  )
  const annexes = [...page.matchAll(annex)].filter(([cited]) => !hasAnnex(other, cited.replaceAll(/\D/g, "")))
  const divisions = [...page.matchAll(/(?<![\w.])\d{6}(?![\w-])/g)].filter(([code]) => codes.has(code))
  return [
    ...new Set([...words, ...[...articles, ...annexes, ...divisions].map((found) => around(found.index, found[0]))]),
  ]
}

const hasAnnex = ({ citations }: RegulationDraft, number: string): boolean =>
  Object.values(citations).some((cited) => cited.includes(`att_${Number(number)}`))
