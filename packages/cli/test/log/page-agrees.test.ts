import { pageAgrees } from "./page-agrees.js"

// A seventh of them; no multiple of 3, since receipts take turns with three kinds of evidence.
pageAgrees(7)
