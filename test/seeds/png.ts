import { deflateSync, crc32 } from 'node:zlib';

/** Colour of a pixel, as red, green, blue from 0 to 255. */
export type Painter = (x: number, y: number) => [number, number, number];

/** A PNG file, eight bits a channel, without alpha. */
export function png(width: number, height: number, paint: Painter): Uint8Array<ArrayBuffer> {
  const rows = Buffer.alloc(height * (width * 3 + 1));
  for (let y = 0, at = 0; y < height; y += 1) {
    at += 1;
    for (let x = 0; x < width; x += 1) {
      for (const value of paint(x, y)) rows[at++] = value;
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return new Uint8Array(
    Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]),
  );
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** A landscape: sky, sun, hills. `hue` moves the colours, so that pictures differ. */
export function landscape(width: number, height: number, hue: number): Uint8Array<ArrayBuffer> {
  const sunX = width * (0.25 + 0.5 * hue);
  const sunY = height * 0.3;
  return png(width, height, (x, y) => {
    const hill = height * (0.62 + 0.08 * Math.sin(x / (width / 7) + hue * 6) + 0.05 * Math.sin(x / (width / 19)));
    if (y > hill) return [40 + 50 * hue, 110 + (y - hill) * 0.15, 70];
    if (Math.hypot(x - sunX, y - sunY) < height * 0.09) return [255, 226, 140];
    const t = y / height;
    return [110 + 130 * t, 160 + 50 * t, 235 - 60 * t * hue];
  });
}

/** A bar chart in the colours of the State. */
export function chart(width: number, height: number): Uint8Array<ArrayBuffer> {
  const values = [0.35, 0.5, 0.44, 0.62, 0.71, 0.68, 0.83];
  return png(width, height, (x, y) => {
    const bar = Math.floor((x / width) * values.length);
    const within = (x / width) * values.length - bar;
    const filled = within > 0.18 && within < 0.82 && height - y < height * 0.88 * (values[bar] ?? 0) && height - y > 12;
    if (filled) return bar === values.length - 1 ? [206, 5, 0] : [0, 0, 145];
    return y > height - 12 && y < height - 9 ? [102, 102, 102] : [246, 246, 246];
  });
}

/** A one-page PDF with a few lines of text. */
export function pdf(lines: string[]): Uint8Array<ArrayBuffer> {
  const escape = (text: string) => text.replace(/[\\()]/g, '\\$&');
  const text = lines
    .map((line, index) => `BT /F1 ${index === 0 ? 18 : 11} Tf 60 ${780 - index * 24} Td (${escape(line)}) Tj ET`)
    .join('\n');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${Buffer.byteLength(text, 'latin1')} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>',
  ];
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = body.length;
    body += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('');
  const trailer = `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer << /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(body + trailer, 'latin1'));
}
