/** Text that is safe for a terminal. */
export { visible, widthOf } from "../index.ts";
