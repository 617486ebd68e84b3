import { mkdtemp, rm, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { chromium, type Page } from 'playwright-core';
import { build } from 'vite';

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };
/** The rules of the packaged page, for one that is served over HTTP. `?free` goes without, so that the page stands alone. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'";

export type Browser = {
  open: (query?: string, size?: { width: number; height: number }) => Promise<Page>;
  /** What pages complained about: scripts that failed, rules that were broken. */
  problems: string[];
  close: () => Promise<void>;
};

/** Builds the page of `root` (this stage unless told), serves it on loopback and starts a browser. */
export async function startStage(root = import.meta.dirname): Promise<Browser> {
  const out = await mkdtemp(join(tmpdir(), 'tchap-stage-'));
  const options = {
    outDir: out,
    emptyOutDir: true,
    target: 'chrome120',
    minify: false,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  } as const;
  await build({ root, configFile: false, logLevel: 'error', base: './', plugins: [svelte({ configFile: false })], build: options });
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stage');
    const path = normalize(pathname);
    const file = join(out, path === '/' ? 'index.html' : path);
    const rules: Record<string, string> = searchParams.has('free') ? {} : { 'content-security-policy': policy };
    const head = { 'content-type': types[extname(file)] ?? 'application/octet-stream', ...rules };
    readFile(file).then(
      (body) => response.writeHead(200, head).end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync'];
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: quiet });
  const problems: string[] = [];
  return {
    problems,
    open: async (query = '', viewport = { width: 1280, height: 800 }) => {
      const page = await browser.newPage({ viewport, locale: 'fr-FR' });
      page.on('pageerror', (error) => problems.push(error.message));
      page.on('console', (line) => line.type() === 'error' && problems.push(line.text()));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${query}`);
      return page;
    },
    close: async () => {
      await browser.close();
      server.close();
      await rm(out, { recursive: true, force: true });
    },
  };
}
