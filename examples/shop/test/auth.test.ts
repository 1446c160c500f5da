import assert from "node:assert/strict";
import { signIn } from "../src/auth.ts";

// @TAG[TEST:auth-001]
assert.equal(signIn("ann", "secret"), true);
