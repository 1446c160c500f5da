/** The comment styles. */
import type { Marks } from "./blocks.ts";
import { blankEnd, blockEnd, either, lineEnd, literal, literalEnd, textEnd, type Closing } from "./close.ts";
import { decoration, perhaps, semicolons, type Form } from "./form.ts";

/** What becomes of a form's search when a custom tag matched nothing, which ends it on its line. */
export type OnEmpty =
  /** The next line is searched from the same column on. */
  | "carry"
  /** The next line is searched from its start. */
  | "reset"
  /** As `carry`, and the line's other forms are passed over. */
  | "stop";

/** How lines of a style are read. */
export interface LineStyle {
  readonly forms: readonly Form[];
  readonly onEmpty: OnEmpty;
}

/** How block comments of a style are read. */
export interface BlockStyle {
  readonly marks: Marks;
  readonly form: Form;
}

/** A comment style. */
export interface Style {
  readonly lines: LineStyle;
  readonly blocks?: BlockStyle;
  /** Whether LaTeX's comment environments count. */
  readonly hasEnvironments?: boolean;
}

type Rest = Partial<Pick<Form, "more" | "isMultiline">>;

/** Behind nothing but white space. */
const first = (mark: string, close: Closing, rest: Rest = {}): Form => ({
  isFirst: true,
  isMultiline: true,
  mark,
  close,
  ...rest,
});

/** Behind anything. */
const anywhere = (mark: string, close: Closing, rest: Rest = {}): Form => ({
  ...first(mark, close, rest),
  isFirst: false,
});

const lines = (onEmpty: OnEmpty, ...forms: readonly Form[]): LineStyle => ({ forms, onEmpty });
const one = (form: Form): Style => ({ lines: lines("carry", form) });

const oneLine = { isMultiline: false };
const slashes = lines("carry", first("//", textEnd, oneLine));
const html = anywhere("<!--", literal("-->"));
const bang = anywhere("<%#", literal("%>"));

/** By the names that leasot has for them. */
export const styles: Readonly<Record<string, Style>> = {
  clojureParser: one(first(";", textEnd, { ...oneLine, more: semicolons })),
  coffeeParser: one(first("#", lineEnd)),
  defaultParser: {
    lines: slashes,
    blocks: {
      marks: { open: "/*", close: "*/", isGreedy: false },
      form: first("", blockEnd, { ...oneLine, more: decoration }),
    },
  },
  ejsParser: { lines: lines("reset", bang, html) },
  erlangParser: one(first("%", lineEnd)),
  fsharpParser: {
    lines: slashes,
    blocks: { marks: { open: "(*", close: "*)", isGreedy: false }, form: first("", textEnd, oneLine) },
  },
  hamlParser: { lines: lines("reset", first("-#", lineEnd), first("/", lineEnd), bang, html) },
  haskellParser: one(first("--", lineEnd)),
  hbsParser: one(anywhere("{{!", either("--}}", "}}"), { more: perhaps("--") })),
  jadeParser: one(first("//", lineEnd, { more: perhaps("-") })),
  latexParser: { lines: lines("reset", first("%", lineEnd)), hasEnvironments: true },
  luaParser: {
    lines: lines("carry", anywhere("--", lineEnd)),
    blocks: { marks: { open: "--[[", close: "]]", isGreedy: true }, form: first("", blankEnd) },
  },
  pascalParser: { lines: lines("reset", first("//", lineEnd), first("{", literalEnd("}"))) },
  pythonParser: { lines: lines("reset", first("#", lineEnd), first('"""', literalEnd('"""'))) },
  ssParser: { lines: lines("stop", anywhere("<%--", literal("--%>")), html) },
  twigParser: { lines: lines("reset", anywhere("{#", literal("#}")), html) },
};
