/** What Enter does in a field: browsers press the first button of the form, whatever that is for. */
import { html, type Markup } from "@shifan/html"

/** Stands first in the form, is not seen and has no focus. `value`: of `do`. */
export const defaultButton = (value: string): Markup =>
  html`<button class="unseen" name="do" value="${value}" tabindex="-1" aria-hidden="true"></button>`
