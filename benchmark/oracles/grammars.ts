/** How each grammar of tree-sitter names comments, and the text of other languages in it. */

/** Where a package keeps its grammars. */
export const packages = { "tree-sitter-wasms": "out", "@vscode/tree-sitter-wasm": "wasm" };

/** Nodes whose text another grammar reads: as editors inject languages. */
export interface Injection {
  /** The node's type. */
  readonly node: string;
  /** Its parent's type, if that matters. */
  readonly within?: string;
  /** Which grammar reads it. */
  readonly as: string;
  /** All such nodes are one document, instead of one each. */
  readonly joined?: true;
  /** Whether its text is worth it; all is, if absent. */
  readonly when?: RegExp;
}

export interface Grammar {
  /** The package that holds it; tree-sitter-wasms if absent. */
  readonly from?: keyof typeof packages;
  readonly comments: readonly string[];
  readonly injections?: readonly Injection[];
}

/** The grammars take the text of a directive for one token, with a line comment at its end. */
const directive: Injection = { node: "preproc_arg", as: "same", when: /\/\// };

/** By the name of the grammar's file. */
export const grammars: Readonly<Record<string, Grammar>> = {
  // The older grammar needs a function of C's library that web-tree-sitter does not give it.
  bash: { from: "@vscode/tree-sitter-wasm", comments: ["comment"] },
  c: { comments: ["comment"], injections: [directive] },
  c_sharp: { comments: ["comment"] },
  cpp: { comments: ["comment"], injections: [directive] },
  css: { comments: ["comment"] },
  go: { comments: ["comment"] },
  html: {
    comments: ["comment"],
    injections: [
      { node: "raw_text", within: "script_element", as: "javascript" },
      { node: "raw_text", within: "style_element", as: "css" },
    ],
  },
  java: { comments: ["line_comment", "block_comment"] },
  javascript: { comments: ["comment"] },
  php: { comments: ["comment"], injections: [{ node: "text", as: "html", joined: true }] },
  ruby: { comments: ["comment"] },
  // The older one takes `#![…] // …` for an interpreter line.
  rust: { from: "@vscode/tree-sitter-wasm", comments: ["line_comment", "block_comment"] },
  toml: { comments: ["comment"] },
};
