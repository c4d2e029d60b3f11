import { createHash } from "node:crypto"
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { conditions, evaluate, evidenceOfApplication, noFindings } from "@shifan/core"
import { asFilled, decode } from "@shifan/core/forms"
import { commandCodecs } from "@shifan/core/registry"
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { temporaryFolder } from "@shifan/testkit/basics"
import { applicants } from "../src/applicants.js"
import { generate } from "../src/generate.js"

const here = join(import.meta.dirname, "..")
const folders = readdirSync(here)
  .filter((name) => /^\d\d-/.test(name))
  .toSorted()

const applicationIn = (folder: string) => {
  const json: unknown = JSON.parse(readFileSync(join(here, folder, "application.json"), "utf8"))
  const decoded = decode(commandCodecs(asFilled).Apply, json)
  if (decoded._tag === "Left") throw new Error(JSON.stringify(decoded.left))
  return decoded.right
}

/** By slug, for applications that fail under article 5. */
const unmetCondition: Readonly<Record<string, string>> = {
  "nine-staff": "art_5__para_1__point_3#staff",
  "assets-one-fen-short": "art_5__para_1__point_1#totalAssets",
  "fifty-visits-49-enterprises": "art_5__para_1__point_4#smesServed",
  "one-qualified-short": "art_5__para_1__point_3#professionalRatio",
  "no-growth": "art_5__para_1__point_4#steadyGrowth",
  "one-day-short-of-two-years": "art_5__para_1__point_1#operatingYears",
  "waiver-granted": "art_5__para_1__point_3#staff",
}

describe("the example dossiers", () => {
  it("come from all counties, districts and zones", () => {
    const divisions = new Set(folders.map((folder) => applicationIn(folder).form.countyOrDistrict))
    expect(divisions).toEqual(new Set(qinhuangdao2020.territory.counties.map(({ code }) => code)))
  })

  it("have names that say that they are examples", () => {
    for (const { unitName, platformName } of applicants)
      expect([unitName, platformName].every((name) => name.includes("示例"))).toBe(true)
  })

  it.each(folders.map((folder, i) => [folder, i] as const))(
    "include %s, which fails exactly the condition that its name says",
    (folder, i) => {
      const { form } = applicationIn(folder)
      const { conditions: article5, readings } = qinhuangdao2020
      const assessment = evaluate(article5, evidenceOfApplication(form, noFindings, form.filledOn, readings))
      const unmet = conditions(assessment).flatMap(({ id, verdict }) => (verdict === "notMet" ? [id] : []))
      const slug = folder.slice(3)
      const expected = slug === "individual-business" ? "art_2__para_1#legalPerson" : unmetCondition[slug]
      expect(unmet).toEqual(expected === undefined ? [] : [expected])
      expect(applicants[i]?.expected === "notMet").toBe(unmetCondition[slug] !== undefined)
    },
  )

  it.each(folders)("include %s, which names exactly its own files by digest and size", (folder) => {
    const named = Object.values(applicationIn(folder).dossier).flatMap((material) =>
      material.status === "provided" ? material.documents.map(({ digest, size }) => `${digest} ${size}`) : [],
    )
    const materials = join(here, folder, "materials")
    const files = readdirSync(materials).map((name) => {
      const bytes = readFileSync(join(materials, name))
      return `sha256:${createHash("sha256").update(bytes).digest("hex")} ${bytes.length}`
    })
    expect(named.toSorted()).toEqual(files.toSorted())
  })

  it("are byte for byte what the generator writes", () => {
    const generated = temporaryFolder()
    generate(generated)
    for (const name of [...folders.map((folder) => join(folder, "application.json")), "index.json", "README.md"])
      expect(readFileSync(join(generated, name), "utf8")).toBe(readFileSync(join(here, name), "utf8"))
    expect(
      readdirSync(generated)
        .filter((name) => /^\d\d-/.test(name))
        .toSorted(),
    ).toEqual(folders)
  })
})
