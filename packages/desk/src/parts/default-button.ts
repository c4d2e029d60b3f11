/** Determines what Enter does in a field: browsers press the form's first button, whatever its purpose. */
import { html, type Markup } from "@shifan/html"

/** Must be first in the form; invisible and not focusable. `value`: of the field `do`. */
export const defaultButton = (value: string): Markup =>
  html`<button class="unseen" name="do" value="${value}" tabindex="-1" aria-hidden="true"></button>`
