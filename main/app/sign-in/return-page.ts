import { pageWords, type Outcome } from './words.ts';

const style = `
:root{color-scheme:light dark}
body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif;background:light-dark(#f6f6f6,#161616);color:light-dark(#161616,#fff)}
main{max-width:28rem;margin:1rem;padding:2rem;border:1px solid light-dark(#ddd,#3a3a3a);border-radius:.75rem;background:light-dark(#fff,#1e1e1e)}
p:first-child{margin:0;font-weight:700;color:light-dark(#000091,#8585f6)}
h1{margin:.5rem 0;font-size:1.375rem;line-height:1.25}
p{margin:0}`;

/** The page that the browser shows at the end: one sentence, nothing that runs, nothing from elsewhere. */
export function returnPage(language: 'fr' | 'en', outcome: Outcome): string {
  const { title, text } = pageWords(language, outcome);
  return `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Tchap</title><style>${style}</style><main><p>Tchap</p><h1>${title}</h1><p>${text}</p></main></html>`;
}

/** Its headers: only its own style may apply, and its address goes nowhere. */
export const returnHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
};
