/** Checks in a browser whether a page fits a phone. */

/** The part of a browser page used here. */
interface Page {
  readonly evaluate: (script: string) => Promise<unknown>
}

/** Size in CSS pixels of the narrowest phones in use. */
export const phone = { width: 360, height: 740 }

/** What scrolls sideways: the page, or parts not meant to. Names each part by its tag, class and first words. */
export const sidewaysOn = async (page: Page): Promise<ReadonlyArray<string>> => {
  const found: unknown = await page.evaluate(`(() => {
    const told = (element) => element.localName + "." + element.className + ": " + element.textContent.trim().slice(0, 30)
    const root = document.documentElement
    const beyond = [...document.querySelectorAll("body *")].filter((element) => {
      const { right, width, height } = element.getBoundingClientRect()
      return right > root.clientWidth + 1 && width > 1 && height > 1 && element.closest(".wide:not(.stack), .stack thead, pre, svg, .unseen, .scrolls") === null
    })
    const scrolling = [...document.querySelectorAll("body *")].filter((element) =>
      /auto|scroll/.test(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth + 1 &&
      !element.matches(".wide:not(.stack), pre, textarea, .scrolls"))
    return [
      ...(root.scrollWidth > root.clientWidth ? ["the page: " + root.scrollWidth + " of " + root.clientWidth] : []),
      ...[...beyond, ...scrolling].slice(0, 5).map(told),
    ]
  })()`)
  return Array.isArray(found) ? found.map(String) : ["the page did not answer"]
}
