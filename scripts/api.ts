/** docs/reference/api.md: every public name with its declaration and what its docstring says, as the compiler sees them. */
import { fileURLToPath } from "node:url";
import ts from "typescript";

const home = fileURLToPath(new URL("..", import.meta.url));

/** One public name. */
interface Entry {
  readonly name: string;
  readonly sort: "function" | "class" | "type" | "constant";
  readonly declaration: string;
  readonly doc: string;
}

const options: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  allowImportingTsExtensions: true,
  noEmit: true,
  strict: true,
  types: ["node"],
};

/** `{@link x}` and the like read as their text. */
const plain = (parts: readonly ts.SymbolDisplayPart[]): string => ts.displayPartsToString([...parts]).trim();

function tagLines(symbol: ts.Symbol, checker: ts.TypeChecker): string[] {
  const said = symbol
    .getJsDocTags(checker)
    .filter(({ name }) => name === "param" || name === "throws" || name === "returns");
  return said.map(({ name, text = [] }) => {
    const words = plain(text).replaceAll(/\s+/g, " ");
    if (name === "param") return `- ${words.replace(/^(\w+)\s*(?:-\s*)?/, "`$1`: ")}`;
    return `- ${name}: ${words}`;
  });
}

function docOf(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = plain(symbol.getDocumentationComment(checker));
  return [text, tagLines(symbol, checker).join("\n")].filter((part) => part !== "").join("\n\n");
}

const printer = ts.createPrinter({ removeComments: false });

/** Without its body, a function is its head; a constant is its type. */
function declare(node: ts.Declaration, symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const file = node.getSourceFile();
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return printer.printNode(ts.EmitHint.Unspecified, node, file).replace(/^export /, "");
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrowStyleSignature;
  const type = checker.getTypeOfSymbolAtLocation(symbol, node);
  const calls = type.getCallSignatures();
  if (ts.isClassDeclaration(node)) return classOf(node, file);
  if (calls.length === 0) return `const ${symbol.name}: ${checker.typeToString(type, node, ts.TypeFormatFlags.None)}`;
  return calls
    .map((call) => `function ${symbol.name}${checker.signatureToString(call, node, flags).replace(/\) => /, "): ")}`)
    .join("\n");
}

const isHidden = (member: ts.ClassElement): boolean =>
  (member.name !== undefined && ts.isPrivateIdentifier(member.name)) ||
  ts.isConstructorDeclaration(member) ||
  (ts.canHaveModifiers(member) &&
    (ts.getModifiers(member) ?? []).some(({ kind }) => kind === ts.SyntaxKind.PrivateKeyword));

/** The heads of a class's public members, each with what its docstring says. */
function classOf(node: ts.ClassDeclaration, file: ts.SourceFile): string {
  const members = node.members
    .filter((member) => !isHidden(member))
    .map((member) => {
      const body = (member as { readonly body?: ts.Block; readonly initializer?: ts.Expression }).body;
      const end = body === undefined ? member.end : body.getStart(file);
      return `  ${file.text
        .slice(member.getFullStart(), end)
        .trim()
        .replace(/ = [^;]*;$/, ";")
        .replace(/;?$/, ";")}`;
    });
  return `class ${node.name!.text} {\n${members.join("\n")}\n}`;
}

const sortOf = (node: ts.Declaration, type: ts.Type): Entry["sort"] => {
  if (ts.isClassDeclaration(node)) return "class";
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return "type";
  return type.getCallSignatures().length > 0 ? "function" : "constant";
};

function entries(path: string): Entry[] {
  const program = ts.createProgram([path], options);
  const checker = program.getTypeChecker();
  const module = checker.getSymbolAtLocation(program.getSourceFile(path)!)!;
  return checker.getExportsOfModule(module).map((exported) => {
    const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
    const node = symbol.valueDeclaration ?? symbol.declarations![0]!;
    return {
      name: exported.name,
      sort: sortOf(node, checker.getTypeOfSymbolAtLocation(symbol, node)),
      declaration: declare(node, symbol, checker),
      doc: docOf(symbol, checker),
    };
  });
}

const titles: Readonly<Record<Entry["sort"], string>> = {
  function: "Functions",
  class: "Classes",
  constant: "Constants",
  type: "Types",
};

const show = ({ name, doc, declaration }: Entry): string =>
  `### ${name}\n${doc === "" ? "" : `${doc.replaceAll("<", "&lt;").replaceAll("{{", "{&#8203;{")}\n\n`}\`\`\`ts\n${declaration}\n\`\`\`\n`;

/** docs/reference/api.md */
export function apiPage(): string {
  const all = entries(`${home}index.ts`).sort((a, b) => (a.name < b.name ? -1 : 1));
  const sections = (Object.keys(titles) as Entry["sort"][]).map((sort) => {
    const own = all.filter((entry) => entry.sort === sort);
    return `## ${titles[sort]}\n${own.map(show).join("\n")}`;
  });
  return `# API

Everything that \`import … from "tagwright"\` gives, as the compiler sees it. How to use it: [in a program](../guide/library.md). What leasot
gave, under \`tagwright/leasot\`: [switch](../guide/switch.md).

${sections.join("\n")}`;
}
