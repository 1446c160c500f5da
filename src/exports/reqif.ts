/** ReqIF 1.2 (OMG): one object a type of an id, a relation from each to the one it follows. */
import type { Reporter } from "../model/reporter.ts";
import { linesOf } from "../draw/chains.ts";
import { attributes, xml, xmlHead } from "../escape/xml.ts";
import { visiblePath } from "../escape/stray.ts";
import { itemsOf, titleOf, type Item } from "./objects.ts";

/** Attributes of an object: how each is called, and what it says. */
const facts = {
  Id: ({ line }: Item) => line.id,
  Type: ({ type }: Item) => type,
  Title: titleOf,
  Status: ({ line }: Item) => line.status,
  Locations: ({ tags }: Item) => tags.map(({ path, line }) => `${visiblePath(path)}:${line}`).join("\n"),
} as const;

const names = Object.keys(facts) as (keyof typeof facts)[];

function headOf(title: string, changed: string, version: string): string {
  return `${xmlHead}<REQ-IF xmlns="http://www.omg.org/spec/ReqIF/20110401/reqif.xsd">
 <THE-HEADER><REQ-IF-HEADER IDENTIFIER="_HEADER"><CREATION-TIME>${changed}</CREATION-TIME><REQ-IF-TOOL-ID>tagwright ${xml(version)}</REQ-IF-TOOL-ID><REQ-IF-VERSION>1.0</REQ-IF-VERSION><SOURCE-TOOL-ID>tagwright</SOURCE-TOOL-ID><TITLE>${xml(title)}</TITLE></REQ-IF-HEADER></THE-HEADER>
 <CORE-CONTENT><REQ-IF-CONTENT>
`;
}

const definition = (name: string, changed: string): string =>
  `<ATTRIBUTE-DEFINITION-STRING IDENTIFIER="_DEF_${name.toUpperCase()}" LAST-CHANGE="${changed}" LONG-NAME="${name}"><TYPE><DATATYPE-DEFINITION-STRING-REF>_TEXT</DATATYPE-DEFINITION-STRING-REF></TYPE></ATTRIBUTE-DEFINITION-STRING>`;

const typesOf = (
  changed: string,
): string => `  <DATATYPES><DATATYPE-DEFINITION-STRING IDENTIFIER="_TEXT" LAST-CHANGE="${changed}" LONG-NAME="Text" MAX-LENGTH="1000000"/></DATATYPES>
  <SPEC-TYPES>
   <SPEC-OBJECT-TYPE IDENTIFIER="_TAG" LAST-CHANGE="${changed}" LONG-NAME="Tag"><SPEC-ATTRIBUTES>${names.map((name) => definition(name, changed)).join("")}</SPEC-ATTRIBUTES></SPEC-OBJECT-TYPE>
   <SPEC-RELATION-TYPE IDENTIFIER="_FOLLOWS" LAST-CHANGE="${changed}" LONG-NAME="follows"/>
   <SPECIFICATION-TYPE IDENTIFIER="_LIST" LAST-CHANGE="${changed}" LONG-NAME="List"/>
  </SPEC-TYPES>
`;

const valueOf = (name: keyof typeof facts, item: Item): string =>
  `<ATTRIBUTE-VALUE-STRING${attributes({ "THE-VALUE": facts[name](item) })}><DEFINITION><ATTRIBUTE-DEFINITION-STRING-REF>_DEF_${name.toUpperCase()}</ATTRIBUTE-DEFINITION-STRING-REF></DEFINITION></ATTRIBUTE-VALUE-STRING>`;

const objectOf = (item: Item, changed: string): string =>
  `   <SPEC-OBJECT${attributes({ IDENTIFIER: `_${item.key}`, "LAST-CHANGE": changed, "LONG-NAME": titleOf(item) })}><VALUES>${names.map((name) => valueOf(name, item)).join("")}</VALUES><TYPE><SPEC-OBJECT-TYPE-REF>_TAG</SPEC-OBJECT-TYPE-REF></TYPE></SPEC-OBJECT>\n`;

const relationOf = (from: string, to: string, changed: string): string =>
  `   <SPEC-RELATION IDENTIFIER="_REL_${from}" LAST-CHANGE="${changed}"><SOURCE><SPEC-OBJECT-REF>_${from}</SPEC-OBJECT-REF></SOURCE><TARGET><SPEC-OBJECT-REF>_${to}</SPEC-OBJECT-REF></TARGET><TYPE><SPEC-RELATION-TYPE-REF>_FOLLOWS</SPEC-RELATION-TYPE-REF></TYPE></SPEC-RELATION>\n`;

const placeOf = (key: string, changed: string): string =>
  `<SPEC-HIERARCHY IDENTIFIER="_AT_${key}" LAST-CHANGE="${changed}"><OBJECT><SPEC-OBJECT-REF>_${key}</SPEC-OBJECT-REF></OBJECT></SPEC-HIERARCHY>`;

/** One specification that lists every object. */
export const reqif: Reporter = function* reqif(report) {
  const items = itemsOf(linesOf(report));
  const { title, now, version } = report.options;
  const changed = new Date(now).toISOString();
  yield headOf(title, changed, version);
  yield typesOf(changed);
  yield "  <SPEC-OBJECTS>\n";
  for (const item of items) yield objectOf(item, changed);
  yield "  </SPEC-OBJECTS>\n  <SPEC-RELATIONS>\n";
  for (const { key, links } of items) for (const link of links) yield relationOf(key, link, changed);
  yield `  </SPEC-RELATIONS>\n  <SPECIFICATIONS>\n   <SPECIFICATION${attributes({ IDENTIFIER: "_ALL", "LAST-CHANGE": changed, "LONG-NAME": title })}><TYPE><SPECIFICATION-TYPE-REF>_LIST</SPECIFICATION-TYPE-REF></TYPE><CHILDREN>\n`;
  for (const { key } of items) yield `    ${placeOf(key, changed)}\n`;
  yield "   </CHILDREN></SPECIFICATION>\n  </SPECIFICATIONS>\n </REQ-IF-CONTENT></CORE-CONTENT>\n</REQ-IF>\n";
};
