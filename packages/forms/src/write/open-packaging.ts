/** Parts that every Office file has besides its content (OPC, ECMA-376 part 2): types, relationships, properties. */
import type { Part } from "./package-file.js"
import { element, escaped, xmlFile } from "./xml.js"

/** Prefix of the types of relationships within a document. */
export const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

const packageRelationships = "http://schemas.openxmlformats.org/package/2006/relationships"

/** The first parts: `main` is the path of the document's own part, `types` the content type of each. */
export const packageParts = (
  title: string,
  main: string,
  types: ReadonlyArray<readonly [path: string, type: string]>,
): ReadonlyArray<Part> => [
  { path: "[Content_Types].xml", xml: contentTypes(types) },
  {
    path: "_rels/.rels",
    xml: relationshipsXml([
      [`${relationships}/officeDocument`, main],
      [`${packageRelationships}/metadata/core-properties`, "docProps/core.xml"],
    ]),
  },
  { path: "docProps/core.xml", xml: coreProperties(title) },
]

/** Relationships from a part to others, with ids in order: rId1, rId2 and so on. */
export const relationshipsXml = (to: ReadonlyArray<readonly [type: string, target: string]>): string =>
  xmlFile(
    element(
      "Relationships",
      { xmlns: packageRelationships },
      ...to.map(([type, target], i) => element("Relationship", { Id: `rId${i + 1}`, Type: type, Target: target })),
    ),
  )

const contentTypes = (types: ReadonlyArray<readonly [path: string, type: string]>): string =>
  xmlFile(
    element(
      "Types",
      { xmlns: "http://schemas.openxmlformats.org/package/2006/content-types" },
      element("Default", {
        Extension: "rels",
        ContentType: "application/vnd.openxmlformats-package.relationships+xml",
      }),
      element("Default", { Extension: "xml", ContentType: "application/xml" }),
      ...[...types, ["docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"] as const].map(
        ([path, type]) => element("Override", { PartName: `/${path}`, ContentType: type }),
      ),
    ),
  )

const coreProperties = (title: string): string =>
  xmlFile(
    element(
      "cp:coreProperties",
      {
        "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        "xmlns:dc": "http://purl.org/dc/elements/1.1/",
      },
      element("dc:title", {}, escaped(title)),
    ),
  )
