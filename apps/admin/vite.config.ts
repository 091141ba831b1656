import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  build: { outDir: 'dist', target: 'es2022', chunkSizeWarningLimit: 900 },
  server: { proxy: { '/v1': process.env['API_URL'] ?? 'http://127.0.0.1:4000', '/media': process.env['API_URL'] ?? 'http://127.0.0.1:4000' } },
});
