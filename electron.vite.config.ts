import { resolve } from 'node:path'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      externalizeDeps: true,
      rolldownOptions: {
        input: {
          cli: resolve('src/main/cli.ts'),
          mail: resolve('src/main/api/index.ts'),
          'engine-worker': resolve('src/main/engine-thread/engine-worker.ts'),
          'render-worker': resolve('src/main/engine-thread/render-worker.ts'),
        },
        // One folder, so that a file finds its worker beside it whatever chunk it ends up in.
        output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
})
