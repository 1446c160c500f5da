/** What is compared with what. */
import { lua } from "./lua.ts";
import { python } from "./python.ts";
import { scanner } from "./scanner.ts";
import { tree } from "./tree.ts";
import type { Subject } from "./types.ts";
import { yaml } from "./yaml.ts";

const grammar = (name: string) => () => tree(name);

export const subjects: readonly Subject[] = [
  { name: "TypeScript", suffixes: [".ts", ".tsx", ".mts", ".cts"], bar: 0.999, open: scanner },
  { name: "JavaScript", suffixes: [".js", ".jsx", ".mjs", ".cjs"], bar: 0.999, open: scanner },
  { name: "Python", suffixes: [".py", ".pyi"], bar: 0.999, open: () => python() },
  { name: "Go", suffixes: [".go"], bar: 0.999, open: grammar("go") },
  { name: "Java", suffixes: [".java"], bar: 0.995, open: grammar("java") },
  { name: "C", suffixes: [".c", ".h"], bar: 0.995, open: grammar("c") },
  { name: "C++", suffixes: [".cpp", ".hpp", ".cc", ".cxx", ".hh"], bar: 0.995, open: grammar("cpp") },
  { name: "C#", suffixes: [".cs"], bar: 0.995, open: grammar("c_sharp") },
  { name: "Rust", suffixes: [".rs"], bar: 0.995, open: grammar("rust") },
  { name: "PHP", suffixes: [".php"], bar: 0.995, open: grammar("php") },
  { name: "Ruby", suffixes: [".rb", ".rake", ".gemspec"], bar: 0.995, open: grammar("ruby") },
  { name: "Bash", suffixes: [".sh", ".bash"], bar: 0.995, open: grammar("bash") },
  { name: "CSS", suffixes: [".css"], bar: 0.995, open: grammar("css") },
  { name: "HTML", suffixes: [".html", ".htm"], bar: 0.995, open: grammar("html") },
  { name: "Lua", suffixes: [".lua"], bar: 0.995, open: lua },
  { name: "YAML", suffixes: [".yaml", ".yml"], bar: 0.995, open: yaml },
  { name: "TOML", suffixes: [".toml"], bar: 0.995, open: grammar("toml") },
];
