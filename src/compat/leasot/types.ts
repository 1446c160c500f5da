/** The drop-in's types, under the names that leasot gives them. */

/** A note that was found. Keys are in this order. */
export interface TodoComment {
  /** What the text was said to be called; `unknown` where nothing was said. */
  file: string;
  /** Upper case, as `TODO`. */
  tag: Tag;
  /** 1-based. */
  line: number;
  /** `(who)` after the tag, or a trailing ` /who`; empty where there is none. */
  ref: string;
  text: string;
}

/** A tag's word: `TODO`, `FIXME` or one of the custom ones. */
export type Tag = string;

/** How an extension is read. */
export interface ExtensionConfig {
  /** The comment style, or several. */
  parserName: string | string[];
  /** Extensions whose styles count, too, where inline files are asked for. */
  includedFiles?: string[];
}

/** Extensions, with their dot, and how they are read. */
export interface ExtensionsDb {
  [extension: string]: ExtensionConfig;
}

/** What a parser is made with. */
export interface ParserFactoryConfig {
  customTags?: Tag[];
}

/** Finds the notes of a text. */
export type Parser = (contents: string, file: string) => TodoComment[];

/** Makes a parser. */
export type ParserFactory = (config: ParserFactoryConfig) => Parser;

/** Parsers by name: new ones, or in place of the built-in ones. */
export interface CustomParsers {
  [parserName: string]: ParserFactory;
}

/** How a text is to be read. */
export interface ParseConfig {
  /** With its dot, as `.js`. */
  extension: string;
  /** Goes into `file` of each note. */
  filename?: string | undefined;
  /** Tags beside TODO and FIXME: regular expression text, whatever the case. */
  customTags?: Tag[] | undefined;
  /** Read inline files, too: HTML, JavaScript and CSS in PHP, Vue, Svelte and CakePHP's templates. */
  withInlineFiles?: boolean | undefined;
  /** Extensions to add for good, as `associateExtWithParser` does. */
  associateParser?: ExtensionsDb | undefined;
  customParsers?: CustomParsers | undefined;
}

/** Makes something of notes. */
export type ReportItems = (comments: TodoComment[], config: any) => any; // oxlint-disable-line typescript/no-explicit-any

/** A built-in reporter, or a module that exports one as `reporter`. */
export type ReporterName = string;

/** A note's lines. */
export type TransformComment = (file: string, line: number, text: string, tag: Tag, ref: string) => string | string[];

/** The lines above a tag's notes. */
export type TransformHeader = (tag: Tag) => string | string[];

/** What reporters can be told. Each reads what concerns it. */
export interface ReporterConfig {
  /** Between lines; the system's by default. `custom`, `markdown`, `vscode`. */
  newLine?: string;
  /** Line ends between tags; 2 by default. `custom`, `markdown`, `vscode`. */
  padding?: number;
  /** `custom`, `markdown`, `vscode`. */
  transformComment?: TransformComment;
  /** `custom`, `markdown`, `vscode`. */
  transformHeader?: TransformHeader;
  /** As `JSON.stringify` takes it; compact by default. `json`, `gitlab`. */
  spacing?: number | string;
  /** Whether an XML declaration comes first. `xml`. */
  header?: boolean;
  /** The key of an item that holds the attributes of its elements. `xml`. */
  attributes_key?: string;
}
