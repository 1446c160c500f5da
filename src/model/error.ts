import { errors } from "../generated/errors.ts";

/** A stable error code of data/errors.json. */
export type ErrorCode = keyof typeof errors;

/**
 * A request that cannot be served. `code` is stable; `message` says what, where and what to do.
 * `position` is the 0-based UTF-16 index in a bad pattern.
 */
export class TagwrightError extends Error {
  override readonly name = "TagwrightError";
  readonly code: ErrorCode;
  readonly position: number | undefined;

  constructor(code: ErrorCode, detail: string, options: { position?: number; cause?: unknown } = {}) {
    super(
      errors[code].replace("{detail}", () => detail),
      options.cause === undefined ? undefined : { cause: options.cause },
    );
    this.code = code;
    this.position = options.position;
  }
}
