import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // Two cores on the smallest machine: more workers only wait for each other.
    maxWorkers: 2,
    sequence: { shuffle: true },
    // A browser and the program share two cores with the other tests.
    expect: { poll: { timeout: 15_000 } },
  },
})
