/** The application report, its form and its materials, laid out as those of the first text, in the words of the text that governs. */
import { dossierItemNames, type RegulationDraft } from "@shifan/core"
import { articleOfMaterials, inBrackets, textWords } from "@shifan/core/messages"
import { cover, productRows, tall, yearRows } from "./annex-parts.js"
import { basicTable } from "./basic-particulars.js"
import type { FieldsByPath } from "./fields-by-path.js"
import {
  answerOf,
  cell,
  heading,
  pageBreak,
  paragraph,
  row,
  table,
  type Block,
  type Fragment,
  type Row,
} from "./sheet.js"
import { labelIn } from "../value/label.js"
import { fieldLabels } from "../value/labels.js"

const reportContents = [
  "二、申请单位的基本情况（包括：创立发展沿革、发展目标、目前的基本情况）；",
  "三、服务对象所在区域的行业状况，在区域经济发展中的地位、作用，中小企业发展情况和公共服务需求情况；",
  "四、管理运营情况（包括：主要管理制度、人员激励、能力提升、品牌建设、可持续发展等）；",
  "五、近年来的服务情况（包括：主要服务内容、服务对象、规模、方式、收费等）；",
  "六、主要服务业绩及对区域经济和中小企业健康发展的贡献（包括：自测情况或典型案例）；",
  "七、获得各级政府扶持的情况；",
  "八、下一步发展设想。",
]

/** 申请报告和申请表, filled in by the applicant: 附件2 of the first text (art. 8). */
export const applicationReport = (fields: FieldsByPath, text: RegulationDraft): ReadonlyArray<Block> => {
  const form = `${textWords(text).conferred.zh}申请表`
  const of = (name: string): Fragment => fields.blank(`form.${name}`)
  return [
    ...cover(text, {
      filed: "Applied",
      title: "申请报告",
      lines: [
        ["申请单位名称：", of("applicantUnitName"), "（盖章）"],
        ["填报日期：", of("filledOn")],
      ],
    }),
    paragraph("subtitle", "申请报告的主要内容"),
    ...[`一、《${form}》`, ...reportContents].map((line) => paragraph("body", line)),
    pageBreak,
    paragraph("title", form),
    paragraph("heading", "一、平台基本情况"),
    basicTable(fields, "form.basic", {
      facilities: "其中：服务设施、软件占总资产的",
      qualified: "其中：大专及以上学历和中级及以上技术职称的专业人员：",
    }),
    paragraph("heading", "二、平台运营管理（单位：万元）"),
    table(
      yearRows(fields, "form.operation", {
        revenue: "营业收入",
        service: "其中：服务收入",
        profit: "利润总额",
        taxes: "上缴税金",
        served: "服务中小企业户（次）数",
        agreements: "其中：签订服务协议户数",
      }),
    ),
    paragraph("heading", "三、服务能力及业绩"),
    ...capability(fields, text),
    paragraph("heading", "四、政府支持情况"),
    table(supportRows(fields, text)),
  ]
}

const capability = (fields: FieldsByPath, text: RegulationDraft): ReadonlyArray<Block> => {
  const of = (name: string): Fragment => fields.blank(`form.capability.${name}`)
  return [
    table([
      tall(heading(8, "获得专业服务资质情况"), cell(16, of("professionalQualifications"))),
      ...productRows(fields, "form.capability.serviceProducts"),
      tall(
        heading(4, "合作资源", { rows: 2 }),
        heading(6, "签订合作协议的单位"),
        cell(14, of("cooperationResources.partnersWithAgreement")),
      ),
      tall(heading(6, "其他合作单位"), cell(14, of("cooperationResources.otherPartners"))),
      tall(heading(8, "运用信息技术开展服务情况"), cell(16, of("itEnabledServices"))),
      tall(heading(8, labelOf(text, "Capability", "honours")), cell(16, of("honours"))),
    ]),
  ]
}

/** As the field is called in any other place. */
const labelOf = (text: RegulationDraft, record: string, field: string): string =>
  labelIn(text, fieldLabels[record]?.[field] ?? field)

const supportRows = (fields: FieldsByPath, text: RegulationDraft): ReadonlyArray<Row> => {
  const list = "form.support.priorDesignations"
  const { rows } = fields.rows(list)
  return [
    tall(heading(8, "得到政府扶持的情况"), cell(16, fields.blank("form.support.governmentSupportReceived"))),
    row(
      heading(8, labelOf(text, "Support", "priorDesignations"), { rows: rows.length + 1 }),
      heading(10, "文件名"),
      heading(6, "文号"),
    ),
    ...rows.map((_, index): Row => ({
      ...row(
        cell(10, fields.blank(`${list}.${index}.documentTitle`)),
        cell(6, fields.blank(`${list}.${index}.documentNumber`)),
      ),
      item: { list, index },
    })),
  ]
}

/** The twelve materials of art. 8, the regulation's own ones, and the files of each, whose digests a program computes. */
export const materials = (
  fields: FieldsByPath,
  own: ReadonlyArray<readonly [name: string, title: string]>,
  text: RegulationDraft,
): ReadonlyArray<Block> => {
  const all = [
    ...dossierItemNames.map((item, i) => ({
      path: `dossier.${item}`,
      title: `（${numerals[i]}）${labelOf(text, "Dossier", item)}`,
      short: `材料（${numerals[i]}）`,
    })),
    ...own.map(([name, title]) => ({ path: `dossier.own.${name}`, title, short: title })),
  ]
  return [
    paragraph("heading", `申报材料${inBrackets(articleOfMaterials(text)).zh}`),
    table([
      row(heading(11, "材料"), heading(8, "情况"), heading(5, "无此项的理由")),
      ...all.map(({ path, title }) =>
        row(
          cell(11, title),
          cell(8, answerOf(fields.leaf(`${path}.status`)), { align: "centre" }),
          cell(5, fields.blank(`${path}.reason`)),
        ),
      ),
    ]),
    ...documentTable(fields, all),
  ]
}

interface ListedMaterial {
  readonly path: string
  readonly short: string
}

/** For a program's use: a blank form has only the materials themselves. */
const documentTable = (fields: FieldsByPath, all: ReadonlyArray<ListedMaterial>): ReadonlyArray<Block> => {
  const documents = all.flatMap(({ path, short }) =>
    fields.rows(`${path}.documents`).rows.flatMap((_, n) => {
      const at = `${path}.documents.${n}`
      return fields.has(`${at}.digest`) ? [{ at, name: n === 0 ? short : `${short}之${n + 1}` }] : []
    }),
  )
  if (documents.length === 0)
    return [paragraph("note", "材料的文件请与本表放在同一文件夹，文件名写明是哪一项材料，其摘要由程序计算。")]
  return [
    paragraph("heading", "材料文件（由程序从材料文件夹中计算）"),
    table([
      row(
        heading(4, "所属材料"),
        heading(5, "文件名称"),
        heading(3, "媒体类型"),
        heading(3, "字节数"),
        heading(9, "文件摘要"),
      ),
      ...documents.map(({ at, name }) => {
        const of = (field: string): Fragment => fields.blank(`${at}.${field}`)
        const cells = [
          heading(4, name),
          cell(5, of("title")),
          cell(3, of("mediaType")),
          cell(3, of("size")),
          cell(9, of("digest")),
        ]
        return { cells, height: 6.5 }
      }),
    ]),
  ]
}

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
