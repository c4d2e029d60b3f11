/** The start page of the folder: links to the pages in both languages, and redirects to the Chinese ones. */
import { documentOf, html, type Markup } from "@shifan/html"
import { pathOf } from "./address.js"
import { assets, siteName } from "./frame.js"

export const entrance = (): Markup => {
  const [zh, en] = [pathOf({ view: "verdict" }, "zh"), pathOf({ view: "verdict" }, "en")]
  return documentOf({
    language: "zh",
    title: siteName.zh,
    site: { name: siteName.zh, href: zh },
    style: assets.style,
    navigation: [],
    head: html`<meta http-equiv="refresh" content="0; url=${zh}">\n`,
    body: html`<ul><li><a href="${zh}">${siteName.zh}</a></li><li><a lang="en" href="${en}">${siteName.en}</a></li></ul>\n`,
  })
}
