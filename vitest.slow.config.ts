import { defineConfig } from "vitest/config";

/** Simulations, fuzzing and training: minutes each, run by hand when what they guard has changed. */
export default defineConfig({
  test: {
    include: ["test/**/*.slow.test.ts"],
    globalSetup: "test/build.ts",
    testTimeout: 3_600_000,
    hookTimeout: 600_000,
    pool: "forks",
  },
});
