/** Whose cases an officer may type in: no command about another county's unit ever reaches the service. */
import { qinhuangdao2020 } from "@shifan/core/regulations"
import { acts as designationActs, countyOf, type Actor } from "@shifan/core"
import { acts, codecOfAct, valuesOf } from "@shifan/forms"
import type { Request } from "@shifan/service"
import { usccOf } from "@shifan/testkit"
import * as E from "fp-ts/lib/Either.js"
import { describe, expect, it } from "vitest"
import { application } from "../../forms/test/application.js"
import { sampled } from "../../forms/test/any-command.js"
import { applied, certified, host, officeWith, signedIn, unit, type TestOffice } from "./office.js"
import type { Visitor } from "./visitor.js"

/** A unit without a record. */
const newUnit = usccOf(77)
const own = "130302"
const other = "130303"

interface Watched {
  readonly office: TestOffice
  /** The requests that reached the service. */
  readonly reached: ReadonlyArray<Request>
}

/** `unit` belongs to 130302 on record. */
const watched = async (attempts = certified): Promise<Watched> => {
  const reached: Array<Request> = []
  const office = await officeWith(attempts, {
    handle: async (request) => {
      reached.push(request)
      return E.left({ _tag: "Refused", refusals: [] })
    },
  })
  return { office, reached }
}

const tokenOf = async (browser: Visitor): Promise<string> =>
  /name="token" value="([^"]*)"/.exec((await browser.open("/")).text)?.[1] ?? ""

type Sent = Readonly<Record<string, string>>

const post = async (browser: Visitor, path: string, sent: Sent, token?: string): Promise<Response> => {
  const body = new FormData()
  const named = { token: token ?? (await tokenOf(browser)), ...sent }
  for (const [name, value] of Object.entries(named)) body.append(name, value)
  return browser.request(path, { method: "POST", body, headers: { Origin: `http://${host}` } })
}

/** A filled-in form of an act, for this county and unit if it has such fields. */
const filledIn = (act: string, county: string, uscc: string): Sent => {
  const [data] = act === "Apply" ? [application] : sampled(codecOfAct(act, qinhuangdao2020), 1)
  const values = [...valuesOf(codecOfAct(act, qinhuangdao2020), data, qinhuangdao2020)].map(
    ([path, value]) => [`v:${path}`, value] as const,
  )
  return {
    ...Object.fromEntries(values),
    ...(act === "Apply" || act === "SupplementApplication" ? { "v:form.uscc": uscc } : {}),
    ...(values.some(([path]) => path === "v:form.countyOrDistrict") ? { "v:form.countyOrDistrict": county } : {}),
    on: "2020-12-02",
    commandId: "0190163d-8694-7000-8000-999999999999",
  }
}

/** The form filled in for either county; a form that names none only once. */
const formsOf = (act: string, uscc: string): ReadonlyArray<readonly [county: string, form: Sent]> =>
  [own, other]
    .map((county) => [county, filledIn(act, county, uscc)] as const)
    .filter(([county, form]) => county === own || form["v:form.countyOrDistrict"] === county)

/** The counties that a command concerns, according to the record and the form. */
const countiesOf = async (
  { office }: Watched,
  { target: { key, command } }: Request,
): Promise<ReadonlyArray<string>> => {
  const onRecord = key === unit ? await stateCounty(office) : undefined
  const form: unknown = Object(Object(command.data).form).countyOrDistrict
  return [onRecord, form].filter((county): county is string => typeof county === "string")
}

const stateCounty = async (office: TestOffice): Promise<string | undefined> => {
  const { officeStateAt } = await import("@shifan/casework")
  const state = await officeStateAt(office.dependencies.store, office.dependencies.library, {})
  return E.isRight(state)
    ? countyOf([...state.right.units.values()].find((one) => one.unit === unit) ?? never())
    : undefined
}

const never = (): never => {
  throw new Error("the unit is not on record")
}

const officers: ReadonlyArray<Actor> = [own, other].map((code) => ({ role: "county", code, officer: "HG-01" }))

describe.each(officers)("an officer of county $code", ({ code }) => {
  it.each(acts)("types %s only for units of this county, on record or new", async (act) => {
    const seen = await watched()
    const browser = await signedIn(seen.office, `county:${code}`, "HG-01")
    const token = await tokenOf(browser)
    let passed = 0
    const forms = new Map([unit, newUnit].map((uscc) => [uscc, formsOf(act, uscc)]))
    for (const as of ["unit", "county", "bureau"])
      for (const [uscc, hidden] of [
        [unit, { unit }],
        [unit, {}],
        [newUnit, { unit: newUnit }],
        [newUnit, {}],
      ] as const)
        for (const [county, form] of forms.get(uscc) ?? [])
          for (const task of ["preview", "record", "try"]) {
            const actor =
              as === "county" ? { code, officer: "HG-01" } : as === "unit" ? { code: uscc, officer: "U-01" } : {}
            await post(browser, `/acts/${act}`, { ...form, ...actor, ...hidden, as, do: task }, token)
            for (const request of seen.reached.slice(passed)) {
              expect(request.actor.role).not.toBe("bureau")
              for (const about of await countiesOf(seen, request))
                expect([act, as, county, uscc, about]).toEqual([act, as, county, uscc, code])
            }
            passed = seen.reached.length
          }
    // For its own county's acts something must reach the service: otherwise a desk that records nothing would pass.
    const by = Object.hasOwn(designationActs, act) ? designationActs[act as keyof typeof designationActs].by : []
    const isTheirs = code === own && by.some((role) => role === "unit" || role === "county")
    expect(passed > 0 || !isTheirs).toBe(true)
  })
})

describe("an application for another county", () => {
  it("is returned to a county's officer with what was typed, and the field says who records it", async () => {
    const { office, reached } = await watched(applied)
    const browser = await signedIn(office, "county:130303", "SG-01")
    const answer = await post(browser, "/acts/Apply", {
      ...filledIn("Apply", own, newUnit),
      as: "unit",
      code: newUnit,
      officer: "U-01",
    })
    expect(answer.status).toBe(422)
    const page = await answer.text()
    expect(page).toMatch(/id="f-form-countyOrDistrict-fault"><span>属海港区的事项，由该县区或市局登记/)
    expect(page).toContain(application.form.platformName)
    expect(reached).toEqual([])
  })

  it("is accepted from the bureau's officer", async () => {
    const { office, reached } = await watched(applied)
    const browser = await signedIn(office)
    await post(browser, "/acts/Apply", {
      ...filledIn("Apply", other, newUnit),
      as: "unit",
      code: newUnit,
      officer: "U-01",
    })
    expect(reached.map(({ target }) => target.key)).toEqual([newUnit])
  })
})

describe("a unit's officer", () => {
  it.each([
    ["in the form", {}],
    ["in the hidden field", { unit: newUnit }],
    ["as the actor", { code: newUnit }],
  ])("cannot type for another unit that is named %s", async (_, hidden: Sent) => {
    const { office, reached } = await watched(applied)
    const browser = await signedIn(office, "unit:", "U-01", unit)
    await post(browser, "/acts/Apply", {
      ...filledIn("Apply", own, newUnit),
      as: "unit",
      code: unit,
      officer: "U-01",
      ...hidden,
    })
    expect(reached).toEqual([])
  })
})
