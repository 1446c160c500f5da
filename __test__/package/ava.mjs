/** The tests that install what is packed: `npm run test:package`. They need a registry, and minutes. */
// eslint-disable-next-line import/no-default-export
export default {
  extensions: { ts: "module" },
  files: ["__test__/package/*.live.ts"],
  // Each file builds, packs and fetches Nodes into this checkout: one after the other.
  concurrency: 1,
  nodeArguments: ["--import=@oxc-node/core/register"],
  timeout: "10m",
};
