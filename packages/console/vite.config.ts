import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { notices } from './tools/notices.mjs';

/** Everything is a file of our own origin: nothing is inlined that a strict content security policy would refuse. */
export default defineConfig({
  base: '/console/',
  plugins: [react(), notices()],
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 2000,
    reportCompressedSize: false,
  },
  worker: { format: 'es' },
});
