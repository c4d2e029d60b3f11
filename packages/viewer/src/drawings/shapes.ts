/** The shape of each kind of step, drawn around its centre. */
import { html, type Markup } from "@shifan/html"
import { stepKindNames, type StepKind } from "../lanes/step-kinds.js"
import type { Language } from "@shifan/core"

/** Half the width of a shape. */
const r = 8

const polygon = (...points: ReadonlyArray<readonly [x: number, y: number]>) =>
  html`<polygon points="${points.map(([x, y]) => `${x},${y}`).join(" ")}"/>`

const outlines: { readonly [K in StepKind]: Markup } = {
  filed: html`<circle r="${r - 1}"/>`,
  asked: polygon([0, r], [-r, -r + 2], [r, -r + 2]),
  examined: html`<rect x="${-r + 1}" y="${-r + 1}" width="${2 * r - 2}" height="${2 * r - 2}"/>`,
  granted: polygon([0, -r - 1], [r + 1, 0], [0, r + 1], [-r - 1, 0]),
  refused: polygon([-r, -4], [-4, -r], [4, -r], [r, -4], [r, 4], [4, r], [-4, r], [-r, 4]),
  ended: polygon(
    [-r, -r + 4],
    [-r + 4, -r],
    [0, -4],
    [r - 4, -r],
    [r, -r + 4],
    [4, 0],
    [r, r - 4],
    [r - 4, r],
    [0, 4],
    [-r + 4, r],
    [-r, r - 4],
    [-4, 0],
  ),
  honoured: polygon([0, -9], [3, -3], [9, -3], [4, 2], [6, 8], [0, 4], [-6, 8], [-4, 2], [-9, -3], [-3, -3]),
  changed: html`<circle class="hollow" r="${r - 2}"/>`,
  personal: polygon([-r, 0], [-4, -r + 1], [4, -r + 1], [r, 0], [4, r - 1], [-4, r - 1]),
  damaged: polygon([-r, -r], [0, -3], [r, -r], [3, 0], [r, r], [0, 3], [-r, r], [-3, 0]),
}

/** The shape at a point of a picture. */
export const shapeAt = (kind: StepKind, x: number, y: number): Markup =>
  html`<g class="step ${kind}" transform="translate(${x} ${y})">${outlines[kind]}</g>`

/** The shape in a line of text, with its name next to it. */
export const shapeInText = (kind: StepKind): Markup =>
  html`<svg class="shape" viewBox="-10 -10 20 20" width="16" height="16" aria-hidden="true">${shapeAt(kind, 0, 0)}</svg>`

/** Explains the shapes that a picture contains. */
export const legend = (kinds: ReadonlySet<StepKind>, language: Language): Markup => {
  const order = Object.keys(stepKindNames)
  const used = [...kinds].toSorted((a, b) => order.indexOf(a) - order.indexOf(b))
  return html`<ul class="legend">${used.map((kind) => html`<li>${shapeInText(kind)} ${stepKindNames[kind][language]}</li>`)}</ul>`
}
