/** What is loaded when it is needed: a start must not pay for it. */
import type * as Crypto from "node:crypto";
import type * as Os from "node:os";

const crypto = (): typeof Crypto => process.getBuiltinModule("node:crypto");
const os = (): typeof Os => process.getBuiltinModule("node:os");

/** Eight random bytes. */
export const random = (): Buffer => crypto().randomBytes(8);

export const randomHex = (): string => random().toString("hex");

/** This machine's name. */
export const hostname = (): string => os().hostname();
