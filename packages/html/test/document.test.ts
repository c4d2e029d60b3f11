import { describe, expect, it } from "vitest"
import { civilDate } from "@shifan/core"
import {
  dateInTable,
  dateInText,
  definitionList,
  documentOf,
  html,
  notice,
  phaseBadge,
  phaseShapes,
  stylesheet,
  table,
  type Document,
} from "@shifan/html"

const page: Document = {
  language: "zh",
  title: "名单<1>",
  site: { name: "示范平台", href: "./" },
  style: "style.css",
  navigation: [
    { href: "./", text: "名单", isCurrent: true },
    { href: "changes.html", text: "变动" },
  ],
  translation: "en/",
  body: html`<p>正文</p>`,
}

describe("a document", () => {
  it("states its language, its translation and the current page, and escapes its title", () => {
    const text = documentOf(page).toString()
    expect(text).toMatch(/^<!doctype html>\n<html lang="zh-CN">/)
    expect(text).toContain("<title>名单&lt;1&gt; · 示范平台</title>")
    expect(text).toContain('<link rel="alternate" hreflang="en" href="en/">')
    expect(text).toContain('<a class="language" lang="en" hreflang="en" href="en/">English</a>')
    expect(text).toContain('<a href="./" aria-current="page">名单</a>')
    expect(text).not.toContain("<script")
    expect(documentOf({ ...page, language: "en" }).toString()).toContain(
      'lang="zh-CN" hreflang="zh-CN" href="en/">中文',
    )
  })

  it("has a banner before the rest of the page, and deferred scripts", () => {
    const text = documentOf({ ...page, banner: notice("bad", "断链"), scripts: ["filters.js"] }).toString()
    expect(text.indexOf("断链")).toBeLessThan(text.indexOf("<header>"))
    expect(text).toContain('<script defer src="filters.js"></script>')
  })
})

describe("the parts of a document", () => {
  it("a table of four or more columns stacks on a narrow screen with a head in each cell, and a smaller table scrolls", () => {
    const columns = ["平台", "单位", "代码", html`<b>状态</b>`].map((head) => ({ head }))
    const rows = [["甲", "乙", "丙", "丁"]]
    expect(table({ columns, rows }).toString()).toContain('<div class="wide stack"')
    expect(table({ columns, rows }).toString()).toContain(
      '<th scope="row">甲</th><td data-head="单位">乙</td><td data-head="代码">丙</td><td>丁</td>',
    )
    expect(table({ columns, rows, narrow: "scroll" }).toString()).not.toContain("data-head")
    expect(table({ columns: columns.slice(1), rows: [] }).toString()).not.toContain("stack")
  })

  it("a table names its rows and columns", () => {
    const columns = [{ head: "单位" }, { head: "分", kind: "number" }] as const
    const text = table({ caption: "得分", columns, rows: [["甲", 3]] }).toString()
    expect(text).toContain("<caption>得分</caption>")
    expect(text).toContain('<th scope="col">单位</th><th scope="col" class="number">分</th>')
    expect(text).toContain('<tr><th scope="row">甲</th><td class="number">3</td></tr>')
    expect(table({ columns, rows: [["甲", 3]], rowHead: null }).toString()).toContain("<tr><td>甲</td>")
  })

  it("a definition list keeps pairs together", () => {
    expect(definitionList([["代码", "9113"]]).toString()).toContain("<div><dt>代码</dt><dd>9113</dd></div>")
  })

  it("a date is machine-readable, and written out in a Chinese sentence", () => {
    const date = civilDate("2020-12-01")
    expect(dateInText(date, "zh").toString()).toBe('<time datetime="2020-12-01">2020年12月1日</time>')
    expect(dateInText(date, "en").toString()).toBe('<time datetime="2020-12-01">2020-12-01</time>')
    expect(dateInTable(date).toString()).toContain(">2020-12-01<")
  })

  it("phases differ in shape, not only in colour, and show their names", () => {
    const marks = Object.values(phaseShapes).map(({ mark }) => mark)
    expect(new Set(marks).size).toBe(marks.length)
    expect(phaseBadge("revoked", "zh").toString()).toMatch(/aria-hidden="true">✕<\/span>已撤销<\/span>/)
  })

  it("only a notice of a fault interrupts a screen reader", () => {
    expect(notice("bad", "断链").toString()).toContain('role="alert"')
    expect(notice("warning", "注意", html`<p>…</p>`).toString()).not.toContain("role")
  })
})

/** Relative luminance (WCAG 2.2). */
const luminance = (colour: string): number => {
  const digit = colour.length === 4 ? /./g : /../g
  const [r = 0, g = 0, b = 0] = (colour.slice(1).match(digit) ?? [])
    .map((digits) => digits.repeat(2).slice(0, 2))
    .map((digits) => Number.parseInt(digits, 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4))
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

const contrast = (a: string, b: string): number => {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

describe("the stylesheet", () => {
  const schemes = [...stylesheet.matchAll(/:root \{([^}]*)\}/g)].map(
    ([, declarations = ""]) =>
      new Map([...declarations.matchAll(/--(\w+): (#\w+)/g)].map(([, name = "", colour = ""]) => [name, colour])),
  )
  const colourOf = (scheme: ReadonlyMap<string, string>, name: string): string => {
    const colour = scheme.get(name)
    if (colour === undefined) throw new Error(`no --${name}`)
    return colour
  }

  it("has readable text in light, dark and print: WCAG AA on every background", () => {
    expect(schemes.length).toBe(3)
    for (const scheme of schemes)
      for (const text of ["ink", "soft", "good", "bad", "warning", "act"])
        for (const ground of ["paper", "wash"])
          expect(
            contrast(colourOf(scheme, text), colourOf(scheme, ground)),
            `${text} on ${ground}`,
          ).toBeGreaterThanOrEqual(4.5)
    for (const scheme of schemes.slice(0, 2)) {
      expect(contrast(colourOf(scheme, "focus"), colourOf(scheme, "paper"))).toBeGreaterThanOrEqual(3)
      expect(contrast(colourOf(scheme, "act"), colourOf(scheme, "hover"))).toBeGreaterThanOrEqual(4.5)
    }
  })

  it("prefers simplified Chinese glyphs, and sets A4 pages", () => {
    expect(stylesheet).toMatch(/font: [^"]*"Noto Sans CJK SC"/)
    expect(stylesheet).toContain("size: A4")
  })
})
