export { miit2017 } from "./miit-2017.js"
export { tongling } from "./tongling.js"
export { wuhu } from "./wuhu.js"
