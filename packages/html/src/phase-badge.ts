/** The phase of a unit as a badge: its name, and a mark whose shape identifies it without colour. */
import type { DesignationPhase, Language } from "@shifan/core"
import { phaseNames } from "@shifan/core/messages"
import { html, type Markup } from "./markup.js"

/** Mark and tone of a badge. The mark alone must distinguish it from others on the page. */
export interface Shape {
  readonly mark: string
  readonly tone: "good" | "bad" | "warning" | "plain"
}

/** Filled: holds a title. Half: in progress. Hollow: neither. Crossed: title taken away. */
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

/** A unit's phase as a word with a mark: never by colour alone. */
export const phaseBadge = (phase: DesignationPhase, language: Language): Markup =>
  badge(phaseShapes[phase], phaseNames[phase][language])

/** A badge for something other than a phase. Choose a mark that no phase on the page uses. */
export const badge = ({ mark, tone }: Shape, text: string): Markup =>
  html`<span class="badge ${tone}"><span class="mark" aria-hidden="true">${mark}</span>${text}</span>`
