/** Helpers to navigate XML. They ignore prefixes, which a program may choose freely. */
import { XmlElement, type XmlDocument } from "@rgrove/parse-xml"

export const localName = ({ name }: XmlElement): string => name.slice(name.indexOf(":") + 1)

export const childrenOf = (parent: XmlElement | XmlDocument): ReadonlyArray<XmlElement> =>
  parent.children.filter((child): child is XmlElement => child instanceof XmlElement)

export const childNamed = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent === undefined ? undefined : childrenOf(parent).find((child) => localName(child) === name)

export const childrenNamed = (parent: XmlElement | undefined, name: string): ReadonlyArray<XmlElement> =>
  parent === undefined ? [] : childrenOf(parent).filter((child) => localName(child) === name)

/** By local name. */
export const attribute = (element: XmlElement | undefined, name: string): string | undefined => {
  if (element === undefined) return undefined
  const { attributes } = element
  const key = Object.keys(attributes).find((known) => known === name || known.endsWith(`:${name}`))
  return key === undefined ? undefined : attributes[key]
}
