/** All chains and items as a Mermaid flowchart. */
import type { Reporter } from "../model/reporter.ts";
import { piecesOf } from "../draw/graph.ts";
import { drawMermaid } from "../draw/mermaid.ts";

/** `graph TD`, chain by chain. */
export const mermaid: Reporter = (report) => drawMermaid(piecesOf(report), { repository: report.options.repository });
