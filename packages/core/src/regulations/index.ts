export { qinhuangdao2020 } from "./qinhuangdao-2020/index.js"
export { qinhuangdao2020Text } from "./qinhuangdao-2020/text-map.js"
export { encodingsOf, type EncodedAs, type Encoding, type ProvisionEntry, type TextMap } from "./text-map.js"
