// node build/pack/draw-icons.ts: draws every icon from the SVG files beside it, with the Chromium of this machine.
// Run by hand after a change of a drawing; what it writes is committed.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { icnsOf, icoOf, type Picture } from './icon-files.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

async function draw(browser: Browser, svg: string, size: number): Promise<Picture> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const image = `data:image/svg+xml;base64,${readFileSync(here(`./icons/${svg}.svg`)).toString('base64')}`;
  await page.setContent(`<body style="margin:0"><img src="${image}" width="${size}" height="${size}" style="display:block">`);
  await page.waitForFunction(() => document.images[0]?.complete);
  const png = await page.screenshot({ omitBackground: true });
  await page.close();
  return { size, png };
}

const drawAll = (browser: Browser, svg: string, sizes: readonly number[]) => Promise.all(sizes.map((size) => draw(browser, svg, size)));

const browser = await chromium.launch({ executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
const linux = await drawAll(browser, 'icon', [16, 32, 48, 64, 128, 256, 512]);
for (const { size, png } of linux) writeFileSync(here(`./icons/linux/${size}x${size}.png`), png);
writeFileSync(here('./icons/icon.ico'), icoOf(linux.filter(({ size }) => size <= 256)));
writeFileSync(here('./icons/icon.icns'), icnsOf(await drawAll(browser, 'icon', [16, 32, 64, 128, 256, 512, 1024])));
for (const [name, size] of [
  ['tray', 32],
  ['badge', 32],
] as const) {
  writeFileSync(here(`../../main/electron/icons/${name}.png`), (await draw(browser, name, size)).png);
}
await browser.close();
