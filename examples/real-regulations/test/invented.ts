import { civilDate as day, division, type Regulation, type RegulationDraft } from "@shifan/core"

/** Values that tests have to invent before anything can be decided: a county, dates, words. Nobody's law. */
export const invented = (draft: RegulationDraft): Regulation => ({
  documentNumber: "示例",
  firstDay: day("2021-01-01"),
  validityYears: 9,
  materials: {},
  revocationWords: { reviewFailed: "撤销", falsification: "撤销" },
  ...draft,
  territory: {
    bureau: draft.territory?.bureau ?? division("990100", "示例市"),
    counties: [division("990101", "示例县")],
  },
  lifecycle: { legalPersonsOnly: false, ...draft.lifecycle },
  texts: { ...draft.texts, art_0: { zh: "条款待查", en: "article not known" } },
})
