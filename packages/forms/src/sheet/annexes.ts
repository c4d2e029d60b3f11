/** The three annexes, in the regulation's words and order. */
import { dossierItemNames } from "@shifan/core"
import { platformTitle, cover, opinion, productRows, titledText, yearRows } from "./annex-parts.js"
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
import { fieldLabels } from "../value/labels.js"

/** 附件1, filled in by the county (art. 7). */
export const recommendationForm = (fields: FieldsByPath): ReadonlyArray<Block> => {
  const of = (name: string): Fragment => fields.blank(`form.${name}`)
  return [
    ...cover({
      annex: "附件1",
      title: [platformTitle, "推荐表"],
      lines: [
        ["示范平台承担单位名称：", of("operatingUnitName")],
        ["所在县、区：", of("countyOrDistrict")],
        ["填报日期：", of("filledOn")],
      ],
    }),
    table([
      titledText("单位运营情况：", of("operationsSummary"), 36),
      titledText("主要服务业绩：", of("servicePerformance"), 36),
      titledText("服务质量和满意度", of("serviceQualityAndSatisfaction"), 32),
      titledText("对区域中小企业发展的影响和作用", of("regionalImpact"), 32),
      titledText("示范性", of("demonstrativeness"), 32),
      opinion("县区中小企业主管部门申报意见：", of("countyOpinion"), 56),
    ]),
  ]
}

const reportContents = [
  "一、《秦皇岛市中小企业公共服务示范平台申请表》",
  "二、申请单位的基本情况（包括：创立发展沿革、发展目标、目前的基本情况）；",
  "三、服务对象所在区域的行业状况，在区域经济发展中的地位、作用，中小企业发展情况和公共服务需求情况；",
  "四、管理运营情况（包括：主要管理制度、人员激励、能力提升、品牌建设、可持续发展等）；",
  "五、近年来的服务情况（包括：主要服务内容、服务对象、规模、方式、收费等）；",
  "六、主要服务业绩及对区域经济和中小企业健康发展的贡献（包括：自测情况或典型案例）；",
  "七、获得各级政府扶持的情况；",
  "八、下一步发展设想。",
]

/** 附件2, filled in by the applicant (art. 8). */
export const applicationReport = (fields: FieldsByPath): ReadonlyArray<Block> => {
  const of = (name: string): Fragment => fields.blank(`form.${name}`)
  return [
    ...cover({
      annex: "附件2",
      title: [platformTitle, "申请报告"],
      lines: [
        ["申请单位名称：", of("applicantUnitName"), "（盖章）"],
        ["填报日期：", of("filledOn")],
      ],
    }),
    paragraph("subtitle", "申请报告的主要内容"),
    ...reportContents.map((line) => paragraph("body", line)),
    pageBreak,
    paragraph("title", "秦皇岛市中小企业公共服务示范平台申请表"),
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
    ...capability(fields),
    paragraph("heading", "四、政府支持情况"),
    table(supportRows(fields)),
  ]
}

const capability = (fields: FieldsByPath): ReadonlyArray<Block> => {
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
      tall(heading(8, "获得县区级及以上部门授予的荣誉证书或证明"), cell(16, of("honours"))),
    ]),
  ]
}

const tall = (...cells: Row["cells"]): Row => ({ ...row(...cells), height: 15 })

const supportRows = (fields: FieldsByPath): ReadonlyArray<Row> => {
  const list = "form.support.priorDesignations"
  const { rows } = fields.rows(list)
  return [
    tall(heading(8, "得到政府扶持的情况"), cell(16, fields.blank("form.support.governmentSupportReceived"))),
    row(
      heading(8, "县区级及以上部门认定为公共服务平台的文件名及文号", { rows: rows.length + 1 }),
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
): ReadonlyArray<Block> => {
  const all = [
    ...dossierItemNames.map((item, i) => ({
      path: `dossier.${item}`,
      title: `（${numerals[i]}）${fieldLabels["Dossier"]?.[item]}`,
      short: `材料（${numerals[i]}）`,
    })),
    ...own.map(([name, title]) => ({ path: `dossier.own.${name}`, title, short: title })),
  ]
  return [
    paragraph("heading", "申报材料（第八条）"),
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
    paragraph("heading", "材料文件（可不填，由程序从材料文件夹中计算）"),
    table([
      row(
        heading(4, "所属材料"),
        heading(5, "文件名称"),
        heading(3, "媒体类型"),
        heading(3, "字节数"),
        heading(9, "文件摘要"),
      ),
      ...all.flatMap(({ path, short }) =>
        fields.rows(`${path}.documents`).rows.map((_, n) => {
          const of = (name: string): Fragment => fields.blank(`${path}.documents.${n}.${name}`)
          const cells = [
            heading(4, n === 0 ? short : `${short}之${n + 1}`),
            cell(5, of("title")),
            cell(3, of("mediaType")),
            cell(3, of("size")),
            cell(9, of("digest")),
          ]
          return { cells, height: 6.5 }
        }),
      ),
    ]),
  ]
}

const numerals = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]

/** 附件3: parts one to three belong to the unit, part four to the county (art. 13); each reads only its own. */
export const operationAssessmentForm = (unit: FieldsByPath, county: FieldsByPath): ReadonlyArray<Block> => {
  const of = (name: string): Fragment => unit.blank(`report.${name}`)
  const assessed = (name: string): Fragment => county.blank(`assessment.${name}`)
  return [
    ...cover({
      annex: "附件3",
      title: [platformTitle, "年度运营情况测评表"],
      lines: [
        ["获得示范平台称号的单位名称：", unit.blank("report.operatingUnitName", 7), "（盖章）"],
        ["填报日期：", of("filledOn")],
      ],
    }),
    paragraph("heading", "一、平台基本情况"),
    basicTable(unit, "report.basic", {
      facilities: "其中：服务设施、软件占总资产",
      qualified: "其中：大专及以上学历和中级及以上技术职称的专业人员",
    }),
    paragraph("heading", "二、近三年运营情况（单位：万元）（附审计机构出具的上一年度服务收支专项审计报告）"),
    table(
      yearRows(unit, "report.lastThreeYears", {
        revenue: "营业收入",
        service: "其中 服务收入",
        profit: "利润总额",
        taxes: "上缴税金",
        served: "服务中小企业户（次）数",
        agreements: "其中签订服务协议户数",
      }),
    ),
    paragraph("heading", "三、服务业绩自测情况（附三年工作总结）"),
    table([
      ...productRows(unit, "report.serviceProducts"),
      tall(
        heading(5, "合作资源（仅填写变化情况）", { rows: 2 }),
        heading(6, "签订合作协议的单位"),
        cell(13, of("cooperationResources.partnersWithAgreement")),
      ),
      tall(heading(6, "其他合作单位"), cell(13, of("cooperationResources.otherPartners"))),
      titledText("对区域中小企业发展的影响及作用（自测情况）", of("performanceSelfAssessment"), 24),
    ]),
    paragraph("heading", "四、县区中小企业主管部门组织测评情况（以下由县区中小企业主管部门填写）"),
    table([
      row(
        heading(6, "测评方式、范围及数量：", { rows: 3 }),
        heading(3, "方式"),
        cell(15, assessed("satisfaction.assessmentMethod")),
      ),
      row(heading(3, "范围"), cell(15, assessed("satisfaction.assessmentScope"))),
      row(
        heading(3, "数量"),
        cell(15, [
          county.blank("assessment.satisfaction.sampleSize", 6),
          "　用户满意度：",
          county.blank("assessment.satisfaction.result", 6),
          "％",
        ]),
      ),
      titledText("服务质量和满意度：", assessed("serviceQualityAndSatisfaction"), 22),
      titledText("对区域中小企业发展的影响及作用：", assessed("regionalImpact"), 22),
      titledText("示范性：", assessed("demonstrativeness"), 22),
      opinion("年度测评意见：", assessed("assessmentOpinion"), 40),
    ]),
  ]
}
