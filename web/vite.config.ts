// SPDX-License-Identifier: Apache-2.0
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { firstView } from './first-view.ts';
import { precompress } from './precompress.ts';

const { plugin: firstViewPlugin, isOfNow } = firstView(import.meta.dirname);

/** `npx vite build --config web/vite.config.ts` writes dist/web, which the server hands out. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), firstViewPlugin, precompress()],
  // Mantine marks its files "use client", which means nothing here and is warned about file by file.
  logLevel: 'error',
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    // Nothing inline: the content security policy knows 'self' only.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // On a slow line every byte before the first words costs, and every request: what each page starts with is one file, what
        // many screens share beside it another, not thirty of a kilobyte each.
        codeSplitting: {
          groups: [
            { name: 'first', tags: ['$initial'], priority: 2 },
            { name: 'now', test: isOfNow, priority: 1 },
            { name: 'shared', test: /[\\/](web|src)[\\/].*[.]tsx?$/, minShareCount: 6 },
          ],
        },
      },
    },
  },
  // Not all of /api/: sources of this application lie in web/api and are served from there.
  server: { host: '127.0.0.1', proxy: { '^/api/(v1|auth)/': `http://127.0.0.1:${process.env['MATOI_PORT'] ?? '4646'}` } },
});
