/** Checks in a browser whether a page's tables can be read: no number, date, code or word that a narrow column breaks. */

/** The part of a browser page used here. */
interface Page {
  readonly evaluate: (script: string) => Promise<unknown>
}

/** Size in CSS pixels of a common screen. */
export const desktop = { width: 1280, height: 900 }

/**
 * Cells of tables that a narrow column breaks: a number or a fixed text on more than one line, or any text of so many lines
 * that fewer than three characters are on each. Names each by its class and text. Cells stacked for a phone are not in columns.
 */
export const brokenCellsOn = async (page: Page): Promise<ReadonlyArray<string>> => {
  const found: unknown = await page.evaluate(`(() => {
    const linesOf = (cell) => {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
      const tops = new Set()
      while (texts.nextNode()) {
        const range = document.createRange()
        range.selectNodeContents(texts.currentNode)
        for (const { bottom, width } of range.getClientRects()) if (width > 0) tops.add(Math.round(bottom / 8))
      }
      return tops.size
    }
    return [...document.querySelectorAll("tbody td, tbody th")].flatMap((cell) => {
      if (getComputedStyle(cell).display !== "table-cell" || cell.querySelector("br, ul, p, a.act, input") !== null) return []
      const text = cell.textContent.trim()
      const lines = linesOf(cell)
      const isBroken = cell.matches(".number, .fixed") ? lines > 1 : lines > 2 && text.length / lines < 3
      return isBroken ? [cell.className + ": " + text.slice(0, 30) + " on " + lines + " lines"] : []
    })
  })()`)
  return Array.isArray(found) ? found.map(String).slice(0, 5) : ["the page did not answer"]
}
