import { qinhuangdao2020 } from "@shifan/core/regulations"
import { described } from "@shifan/core/forms"
import { aggregates } from "@shifan/core/registry"
import { partsOf } from "@shifan/core/schema"
import { describe, expect, it } from "vitest"
import { acts, codecOfAct, sheetOf } from "../src/index.js"
import { blanksIn, blanksOf, type Sheet } from "../src/sheet/sheet.js"
import { fullestSheetOf } from "../src/sheet/sheets.js"
import { fieldLabels } from "../src/value/labels.js"
import type { AnyCodec } from "../src/value/leaf.js"
import { wordsOf, wordsOfCases } from "../src/value/words.js"
import { tagOf } from "../src/write/tag.js"
import { emptyText } from "../src/write/blank-text.js"

const ofCodec = (codec: AnyCodec) => {
  const { composition } = described(codec)
  return {
    composition,
    parts: partsOf(codec),
    fields: composition._tag === "Record" ? Object.keys(composition.fields) : undefined,
    words: composition._tag === "Choice" ? composition.words : undefined,
  }
}

/** All paths, from the codec's parts and names alone; items of lists and dictionaries are `*`. */
const pathsIn = (codec: AnyCodec, path: string, found: Set<string>): Set<string> => {
  const { fields, parts, composition, words } = ofCodec(codec)
  const below = (name: string): string => (path === "" ? name : `${path}.${name}`)
  if (fields !== undefined) for (const [i, name] of fields.entries()) pathsIn(partAt(parts, i), below(name), found)
  else if (composition._tag === "Union") for (const part of parts) pathsIn(part, path, found)
  else if (composition._tag === "Dictionary") {
    found.add(below("*.@name"))
    pathsIn(partAt(parts, 0), below("*.@value"), found)
  } else if (composition._tag === "List") {
    const item = partAt(parts, 0)
    pathsIn(item, ofCodec(item).words === undefined ? below("*") : path, found)
  } else if (parts.length > 0) for (const part of parts) pathsIn(part, path, found)
  else if (words === undefined || path !== "") found.add(path)
  return found
}

const partAt = (parts: ReadonlyArray<AnyCodec>, i: number): AnyCodec => {
  const part = parts[i]
  if (part === undefined) throw new Error(`no part ${i}`)
  return part
}

const withoutPlaces = (key: string): string => key.replace(/#.*$/, "").replace(/\.\d+(?=\.|$)/g, ".*")

const readKeys = (sheet: Sheet): ReadonlyArray<string> =>
  blanksOf(sheet).flatMap(({ inert, key }) => (inert === true ? [] : [key]))

describe.each(acts)("the sheet of %s", (act) => {
  it("has a place for every field of the command, and for nothing else", () => {
    const placed = new Set(readKeys(fullestSheetOf(act, qinhuangdao2020)).map(withoutPlaces))
    expect([...placed].toSorted()).toEqual([...pathsIn(codecOfAct(act, qinhuangdao2020), "", new Set())].toSorted())
  })

  it("has each place once, with a unique tag", () => {
    const keys = readKeys(fullestSheetOf(act, qinhuangdao2020))
    expect(new Set(keys).size).toBe(keys.length)
    expect(new Set(keys.map(tagOf)).size).toBe(keys.length)
  })

  it("labels every place in Chinese", () => {
    for (const { label } of blanksOf(sheetOf(act, new Map(), qinhuangdao2020))) expect(label).toMatch(/\p{Script=Han}/u)
  })
})

/** The records of all commands, each once. */
const recordsIn = (codec: AnyCodec, found: Map<string, Set<string>>, inUnion?: string): Map<string, Set<string>> => {
  const { composition, parts, fields } = ofCodec(codec)
  if (fields !== undefined) {
    const name = inUnion ?? codec.name
    found.set(name, new Set([...(found.get(name) ?? []), ...fields]))
  }
  const union = composition._tag === "Union" ? codec.name : undefined
  for (const part of parts) recordsIn(part, found, union)
  return found
}

const everyCodec: ReadonlyArray<AnyCodec> = Object.values(aggregates).flatMap(({ commandCodecs }) =>
  Object.values<AnyCodec>(commandCodecs.filled),
)

describe("the labels of fields", () => {
  it("exist for every field of every record, and for no other", () => {
    const records = new Map<string, Set<string>>()
    for (const codec of everyCodec) recordsIn(codec, records)
    const known = Object.entries(fieldLabels).map(([record, labels]) => [record, Object.keys(labels).toSorted()])
    const wanted = [...records].map(([record, fields]) => [record, [...fields].toSorted()])
    expect(Object.fromEntries(known)).toEqual(Object.fromEntries(wanted.filter(([, fields]) => fields?.length !== 0)))
  })

  it("distinguish the fields of a sheet", () => {
    for (const act of acts) {
      const labels = blanksOf(sheetOf(act, new Map(), qinhuangdao2020)).flatMap(({ inert, label, key }) =>
        inert === true || /\.\d+(?:\.|$)/.test(key) ? [] : [label],
      )
      expect([act, ...new Set(labels)]).toEqual([act, ...labels])
    }
  })
})

describe("a blank sheet", () => {
  it("asks for nothing that a program computes from files", () => {
    const asked = acts.flatMap((act) =>
      blanksOf(sheetOf(act, new Map(), qinhuangdao2020)).flatMap(({ key, label }) =>
        /摘要|媒体类型|字节数/.test(label) || /\.(?:digest|mediaType|size)$/.test(key) ? [`${act} ${key}`] : [],
      ),
    )
    // The list that a publication names is a file as well, but its digest is data of the act itself.
    expect(asked.filter((one) => !/^(?:PublishRoster|Correct)/.test(one))).toEqual([])
    expect(sheetOf("SpotCheck", new Map([["evidence.0.digest", "sha256:"]]), qinhuangdao2020)).not.toEqual(
      sheetOf("SpotCheck", new Map(), qinhuangdao2020),
    )
  })
})

describe("the words of a closed question", () => {
  it("have different names, all in Chinese", () => {
    const check = (codec: AnyCodec): void => {
      const { words, parts, composition } = ofCodec(codec)
      const cases = composition._tag === "Union" ? Object.keys(composition.cases) : []
      const names =
        composition._tag === "Union"
          ? wordsOfCases(codec.name, composition.tag, cases, qinhuangdao2020)
          : words === undefined || words.length === 1
            ? new Map()
            : wordsOf(codec, qinhuangdao2020)
      expect(new Set(names.values()).size).toBe(names.size)
      for (const name of names.values()) expect(name).toMatch(/\p{Script=Han}/u)
      parts.forEach(check)
    }
    everyCodec.forEach(check)
  })
})

const wordsOfSheet = (act: string): ReadonlyArray<string> =>
  sheetOf(act, new Map(), qinhuangdao2020).blocks.flatMap((block) => {
    if (block._tag === "Paragraph") return [textOf(block.content)]
    return block._tag === "Table" ? block.rows.flatMap(({ cells }) => cells.map(({ content }) => textOf(content))) : []
  })

const textOf = (content: Parameters<typeof blanksIn>[0]): string =>
  content
    .map((fragment) => {
      if (typeof fragment === "string") return fragment
      // The signs of the date beside a seal are printed words.
      return fragment.inert === true && fragment.kind === "date" ? emptyText(fragment) : ""
    })
    .join("")

const squeezed = (text: string): string => text.replace(/[\s□■]/g, "")

/** In the words and order of the regulation. */
const inTheAnnexes: Readonly<Record<string, ReadonlyArray<string>>> = {
  Recommend: [
    "附件1",
    "秦皇岛市中小企业公共服务示范平台",
    "推荐表",
    "示范平台承担单位名称：",
    "所在县、区：",
    "填报日期：",
    "秦皇岛市工业和信息化局制",
    "单位运营情况：",
    "主要服务业绩：",
    "服务质量和满意度",
    "对区域中小企业发展的影响和作用",
    "示范性",
    "县区中小企业主管部门申报意见：（章）年月日",
  ],
  Apply: [
    "附件2",
    "秦皇岛市中小企业公共服务示范平台",
    "申请报告",
    "申请单位名称：（盖章）",
    "填报日期：",
    "秦皇岛市工业和信息化局制",
    "申请报告的主要内容",
    "一、《秦皇岛市中小企业公共服务示范平台申请表》",
    "二、申请单位的基本情况（包括：创立发展沿革、发展目标、目前的基本情况）；",
    "三、服务对象所在区域的行业状况，在区域经济发展中的地位、作用，中小企业发展情况和公共服务需求情况；",
    "四、管理运营情况（包括：主要管理制度、人员激励、能力提升、品牌建设、可持续发展等）；",
    "五、近年来的服务情况（包括：主要服务内容、服务对象、规模、方式、收费等）；",
    "六、主要服务业绩及对区域经济和中小企业健康发展的贡献（包括：自测情况或典型案例）；",
    "七、获得各级政府扶持的情况；",
    "八、下一步发展设想。",
    "秦皇岛市中小企业公共服务示范平台申请表",
    "一、平台基本情况",
    "注册日期：",
    "单位性质：",
    "法人代表：",
    "注册地址：",
    "邮政编码：",
    "联系人：",
    "联系电话：",
    "手机：",
    "传真：",
    "电子邮件：",
    "网址（已建网站的填写）：",
    "注册资本万元",
    "其中：主要投资方名称",
    "性质",
    "投资比例％",
    "总资产万元",
    "其中：服务设施、软件占总资产的％",
    "仪器设备：台（套），占总资产的％",
    "场地面积：平米，性质：租用自有，自有场地占总资产的％",
    "从业人数：人",
    "其中：大专及以上学历和中级及以上技术职称的专业人员：人",
    "二、平台运营管理（单位：万元）",
    "年度",
    "营业收入",
    "其中：服务收入",
    "利润总额",
    "上缴税金",
    "服务中小企业户（次）数",
    "其中：签订服务协议户数",
    "三、服务能力及业绩",
    "获得专业服务资质情况",
    "主要服务产品",
    "服务规模（家、人/次）",
    "服务收入占年营业收入％",
    "合作资源",
    "签订合作协议的单位",
    "其他合作单位",
    "运用信息技术开展服务情况",
    "获得县区级及以上部门授予的荣誉证书或证明",
    "四、政府支持情况",
    "得到政府扶持的情况",
    "县区级及以上部门认定为公共服务平台的文件名及文号",
  ],
  FileReview: [
    "附件3",
    "秦皇岛市中小企业公共服务示范平台",
    "年度运营情况测评表",
    "获得示范平台称号的单位名称：（盖章）",
    "填报日期：",
    "秦皇岛市工业和信息化局制",
    "一、平台基本情况",
    "注册日期：",
    "其中：服务设施、软件占总资产％",
    "其中：大专及以上学历和中级及以上技术职称的专业人员人",
    "二、近三年运营情况（单位：万元）（附审计机构出具的上一年度服务收支专项审计报告）",
    "营业收入",
    "其中服务收入",
    "利润总额",
    "上缴税金",
    "服务中小企业户（次）数",
    "其中签订服务协议户数",
    "三、服务业绩自测情况（附三年工作总结）",
    "主要服务产品",
    "合作资源（仅填写变化情况）",
    "签订合作协议的单位",
    "其他合作单位",
    "对区域中小企业发展的影响及作用（自测情况）",
    "四、县区中小企业主管部门组织测评情况（以下由县区中小企业主管部门填写）",
    "测评方式、范围及数量：",
    "服务质量和满意度：",
    "对区域中小企业发展的影响及作用：",
    "示范性：",
    "年度测评意见：（章）年月日",
  ],
}

describe("an annex", () => {
  it.each(Object.entries(inTheAnnexes))("has the words of the regulation, in the same order: %s", (act, words) => {
    const there = wordsOfSheet(act).map(squeezed)
    let at = -1
    for (const word of words) {
      const next = there.indexOf(word, at + 1)
      expect(there.slice(at + 1)).toContain(word)
      at = next
    }
  })

  it("has room for three years, four investors and three products", () => {
    const keys = readKeys(sheetOf("Apply", new Map(), qinhuangdao2020))
    for (const key of [
      "form.operation.2.year",
      "form.basic.investors.3.name",
      "form.capability.serviceProducts.2.name",
    ])
      expect(keys).toContain(key)
    expect(keys).not.toContain("form.operation.3.year")
  })
})
