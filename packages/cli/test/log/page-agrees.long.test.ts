import { pageAgrees } from "./page-agrees.js"

pageAgrees(1)
