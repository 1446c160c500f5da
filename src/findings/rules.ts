/** Every rule that comes with tagwright. */
import type { Rule } from "../model/rule.ts";
import { coverage } from "./rules/coverage.ts";
import { dangling } from "./rules/dangling.ts";
import { duplicate } from "./rules/duplicate.ts";
import { noteExpired } from "./rules/expired.ts";
import { forbiddenKeyword } from "./rules/forbidden.ts";
import { link } from "./rules/link.ts";
import { fileTooLong } from "./rules/long.ts";
import { malformed } from "./rules/malformed.ts";
import { tooManyNotes } from "./rules/many.ts";
import { missing } from "./rules/missing.ts";
import { noteOld } from "./rules/old.ts";
import { orphan } from "./rules/orphan.ts";
import { pattern } from "./rules/pattern.ts";
import { noteWithoutReference } from "./rules/reference.ts";
import { suppression } from "./rules/suppression.ts";
import { uncovered } from "./rules/uncovered.ts";
import { unknownType } from "./rules/unknown.ts";

/** By subject, as the docs list them. */
export const builtIn = [
  missing,
  orphan,
  dangling,
  duplicate,
  unknownType,
  coverage,
  link,
  uncovered,
  malformed,
  pattern,
  noteWithoutReference,
  noteExpired,
  noteOld,
  forbiddenKeyword,
  tooManyNotes,
  fileTooLong,
  suppression,
] as unknown as readonly Rule[];
