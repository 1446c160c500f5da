/** All chains as a Mermaid flowchart. */
import type { Reporter } from "../model/reporter.ts";
import { linesOf } from "../draw/chains.ts";
import { drawMermaid } from "../draw/mermaid.ts";

/** `graph TD`, chain by chain. */
export const mermaid: Reporter = (report) => drawMermaid(linesOf(report), { repository: report.options.repository });
