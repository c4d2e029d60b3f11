/** The phase of a unit as a badge: its name, and a mark whose shape tells it apart without colour. */
import type { DesignationPhase, Language } from "@shifan/core"
import { phaseNames } from "@shifan/core/messages"
import { html, type Markup } from "./markup.js"

/** How a badge looks without its word; the mark alone has to tell it from others on the page. */
export interface Shape {
  readonly mark: string
  readonly tone: "good" | "bad" | "warning" | "plain"
}

/** Filled: a title is held. Half: something is under way. Hollow: nothing is. Crossed: it was taken away. */
export const phaseShapes: { readonly [P in DesignationPhase]: Shape } = {
  none: { mark: "○", tone: "plain" },
  applied: { mark: "◔", tone: "warning" },
  recommended: { mark: "◑", tone: "warning" },
  closed: { mark: "□", tone: "plain" },
  certified: { mark: "●", tone: "good" },
  revoked: { mark: "✕", tone: "bad" },
  ended: { mark: "■", tone: "plain" },
  unitEnded: { mark: "▣", tone: "plain" },
  expired: { mark: "◇", tone: "plain" },
  plaqueAwarded: { mark: "★", tone: "good" },
  summaryFiled: { mark: "▤", tone: "good" },
  reviewUnderWay: { mark: "▷", tone: "warning" },
  reviewAssessed: { mark: "▶", tone: "warning" },
  rectificationOrdered: { mark: "▲", tone: "warning" },
  supplementRequested: { mark: "△", tone: "warning" },
}

/** What a unit has come to, as a word with a shape: never by colour alone. */
export const phaseBadge = (phase: DesignationPhase, language: Language): Markup =>
  badge(phaseShapes[phase], phaseNames[phase][language])

/** For what is no phase; choose a mark that no phase of the same page has. */
export const badge = ({ mark, tone }: Shape, text: string): Markup =>
  html`<span class="badge ${tone}"><span class="mark" aria-hidden="true">${mark}</span>${text}</span>`
