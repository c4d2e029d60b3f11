/** How the story departs from the ordinary, by what a dossier's folder is named for. */
import type { ConditionId, WaiverRequest } from "@shifan/core"
import type { ExampleDossier } from "./example-dossiers.js"

/** What the story lets an authority find otherwise than well. */
export interface OfficialView {
  /** In 1/100 %. */
  readonly satisfaction: number
  readonly notFound: ReadonlyArray<ConditionId>
  /** Whether both findings of art. 5(7) are made, which opens the waiver. */
  readonly outstanding: boolean
}

export const plainEyes: OfficialView = { satisfaction: 9150, notFound: [], outstanding: false }

interface Plot {
  readonly eyes?: Partial<OfficialView>
  readonly waivers?: ReadonlyArray<WaiverRequest>
}

const managementSystem: ConditionId = "art_5__para_1__point_5#managementSystem"

const plots: ReadonlyArray<readonly [name: RegExp, plot: Plot]> = [
  [/exact/, { eyes: { satisfaction: 8000 } }],
  [
    /waiver-granted/,
    {
      eyes: { outstanding: true },
      waivers: [
        {
          condition: "art_5__para_1__point_3#staff",
          relaxedTo: 8,
          reasons: "服务业绩突出、示范带动作用明显，人员精干，适度放宽从业人数。",
        },
      ],
    },
  ],
  [
    /waiver-not-allowed/,
    {
      eyes: { outstanding: true, notFound: [managementSystem] },
      waivers: [{ condition: managementSystem, reasons: "服务业绩突出，拟放宽管理制度要求。" }],
    },
  ],
]

const plotOf = ({ folder }: ExampleDossier): Plot => plots.find(([name]) => name.test(folder))?.[1] ?? {}

export const eyesOn = (one: ExampleDossier): OfficialView => ({ ...plainEyes, ...plotOf(one).eyes })

export const waiversFor = (one: ExampleDossier): ReadonlyArray<WaiverRequest> => plotOf(one).waivers ?? []
