/** Links between the pages of content that is too long for one page. */
import { bilingual } from "@shifan/core"
import { html, type Content } from "@shifan/html"
import type { Address } from "./address.js"
import type { Place } from "./view.js"

/** Empty if there is only one page. */
export const pager = (
  { say, href }: Place,
  pages: number,
  page: number,
  addressOf: (page: number) => Address,
): Content => {
  if (pages <= 1) return undefined
  const link = (to: number, text: Content, rel: string) =>
    html`<li><a rel="${rel}" href="${href(addressOf(to))}">${text}</a></li>`
  const where = bilingual(`第${page}页，共${pages}页`, `page ${page} of ${pages}`)
  return html`<nav class="pager" aria-label="${say(bilingual("分页", "pages"))}"><ul>
${page > 1 && [link(1, say(bilingual("首页", "first")), "first"), link(page - 1, say(bilingual("上一页", "previous")), "prev")]}
<li aria-current="true">${say(where)}</li>
${page < pages && [link(page + 1, say(bilingual("下一页", "next")), "next"), link(pages, say(bilingual("末页", "last")), "last")]}
</ul></nav>
`
}
