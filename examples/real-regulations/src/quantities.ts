/**
 * Quantities that the three regulations phrase alike. If the text is silent or ambiguous, a reading chooses the quantity, as
 * in the first regulation: nothing that the text leaves open is decided here.
 */
import { type Quantity } from "@shifan/core"
import { byReading, figure, sum } from "@shifan/core/conditions"

/** asOf.facts: on the day of the application, or on 31 December of the previous year. */
const asOf = (name: "staff" | "diplomaOnly" | "titleOnly" | "diplomaAndTitle" | "totalAssets"): Quantity =>
  byReading("asOf.facts", { applicationDate: figure(name), priorYearEnd: figure(`yearEnd.${name}`) })

export const staff = asOf("staff")

export const totalAssets = asOf("totalAssets")

/** 大专及以上学历或中级及以上技术职称: with “或” each person counts once, so no reading is needed. */
export const withDiplomaOrTitle = sum(asOf("diplomaOnly"), asOf("titleOnly"), asOf("diplomaAndTitle"))

const inUnit = (name: "served.y0" | "served.y1" | "served.y2" | "served.trailing"): Quantity =>
  byReading("served.unit", { enterprises: figure(`${name}.enterprises`), visits: figure(`${name}.visits`) })

/** 年服务中小企业: readings decide the year, and whether enterprises or visits count, because the text says neither. */
export const smesServed = byReading("served.year", {
  lastFullCalendarYear: inUnit("served.y0"),
  trailingTwelveMonths: inUnit("served.trailing"),
})

/** 近两年服务企业数量稳定增长: the three years over which it grows. */
export const servedYears: ReadonlyArray<Quantity> = [inUnit("served.y2"), inUnit("served.y1"), inUnit("served.y0")]

/** 家次: visits, as the text says. */
export const visits = byReading("served.year", {
  lastFullCalendarYear: figure("served.y0.visits"),
  trailingTwelveMonths: figure("served.trailing.visits"),
})

export const visitYears: ReadonlyArray<Quantity> = [
  figure("served.y2.visits"),
  figure("served.y1.visits"),
  figure("served.y0.visits"),
]

export const satisfaction = byReading("satisfaction.source", {
  countyAssessment: figure("satisfaction.county"),
  selfDeclared: figure("satisfaction.self"),
})

export const yuan = (amount: number): number => amount * 100
