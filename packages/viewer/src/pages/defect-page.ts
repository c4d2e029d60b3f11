/** The viewer's page for an unexpected error. */
import { bilingual, type Language } from "@shifan/core"
import { defectPage } from "@shifan/html"
import { assets, siteName } from "./frame.js"

const advice = bilingual(
  "请将编号告知系统管理人员；启动本程序的窗口中有同一编号的说明。核验结论不受影响。",
  "Give the reference to whoever runs the program: the window where it was started says more. The verdict is not affected.",
)
const back = bilingual("返回结论", "Back to the verdict")

/** The page that a server sends if another page cannot be shown. Uses nothing of the log, which may have caused the failure. */
export const viewerDefectPage = (language: Language, reference: string): string =>
  defectPage({
    language,
    reference,
    site: { name: siteName[language], href: `/${language}/index.html` },
    style: `/${assets.style}`,
    advice: advice[language],
    back: back[language],
  }).toString()
