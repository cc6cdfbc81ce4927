import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    // One more than the smallest machine has cores: the tests of servers and windows wait most of their time.
    maxWorkers: 3,
    sequence: { shuffle: true },
    // A browser and the program share two cores with the other tests.
    expect: { poll: { timeout: 15_000 } },
  },
})
