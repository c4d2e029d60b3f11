export * from "./difference.js"
export * from "./roster.js"
export * from "./view.js"
