// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../kernel/bilingual.ts';
import type { HashBytes } from '../../kernel/sha256.ts';
import { htmlText } from '../../kernel/text.ts';

/** How every small page looks on which somebody who is not signed in reads or presses something; the browser's own colours where it is told to keep them. */
const STYLE = [
  'body{margin:0;background:#fbf9f4;color:#1f1d1a;font:16px/1.75 "Noto Sans JP","Hiragino Sans",system-ui,sans-serif}',
  'main{max-width:38rem;margin:0 auto;padding:1rem;overflow-wrap:anywhere}nav{text-align:right;padding:.5rem 1rem 0}',
  'h1{font-size:1.25rem;line-height:1.4;margin:.5rem 0}h2{font-size:1.05rem;margin:1.4rem 0 .4rem}ol{padding-left:1.4rem}li{margin:.5rem 0}a{color:#2b3f73}',
  'dl{margin:1rem 0}dt{font-size:.85rem;color:#5a554c}dd{margin:0 0 .6rem;white-space:pre-line}',
  'label{display:block;margin:.9rem 0 .2rem;font-weight:600}small,p.small{font-size:.85rem;color:#5a554c;font-weight:400}',
  'input,textarea{box-sizing:border-box;width:100%;min-height:44px;padding:.6rem;border:1px solid #8b8578;border-radius:6px;font:inherit;font-weight:400;background:#fff;color:inherit}textarea{min-height:5rem}',
  'button{display:block;width:100%;min-height:52px;margin:.7rem 0;padding:.4rem;font:inherit;font-weight:700;color:#fff;background:#2b3f73;border:2px solid #2b3f73;border-radius:8px}',
  'button.now{min-height:64px;font-size:1.15rem;background:#b3401f;border-color:#b3401f}button.done{background:#3c6130;border-color:#3c6130}',
  'button.plain,button.choice{background:#fff;color:#2b3f73}button.choice{padding:.8rem;text-align:left}button.harm{color:#a3361a;border-color:#a3361a}',
  'form.part{border-top:1px solid #cfc8b8;padding-top:.4rem}p.said,p.fault,div.brief{padding:.8rem;border-left:6px solid #4d6b3c;background:#fff}p.said{white-space:pre-line}p.fault,div.brief{border-color:#b3401f}div.brief p{margin:.4rem 0}',
  'b.code{font-size:1.5rem;letter-spacing:.12em}:focus-visible{outline:4px solid #b3401f;outline-offset:2px}',
  '@media(prefers-color-scheme:dark){body{background:#1c1b19;color:#e8e3d8}dt,small,p.small{color:#b3ab9b}input,textarea,p.said,p.fault,div.brief{background:#26241f}a{color:#9db4f0}button.plain,button.choice{background:#26241f;color:#c8d4f7;border-color:#c8d4f7}button.harm{color:#f0a48f;border-color:#f0a48f}}',
].join('');

export type SmallPage = {
  readonly lang: Lang;
  readonly title: string;
  /** HTML. */
  readonly body: string;
  /** The same page in the other language; absent where whoever opens it has a language of their own. */
  readonly other?: string;
};

/** A page for whoever is not signed in: small, whole without a script, in one language; nothing in it is fetched from elsewhere. */
export function smallPage(hash: HashBytes, { lang, title, body, other }: SmallPage) {
  const style = Buffer.from(hash(STYLE), 'hex').toString('base64');
  const nav =
    other === undefined
      ? ''
      : `<nav><a href="${htmlText(other)}" lang="${lang === 'ja' ? 'en' : 'ja'}">${lang === 'ja' ? 'English' : '日本語'}</a></nav>`;
  return {
    status: 200,
    raw: `<!doctype html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><meta name="referrer" content="same-origin"><link rel="icon" href="/mark.svg" type="image/svg+xml"><title>${htmlText(title)}</title><style>${STYLE}</style></head>
<body>${nav}<main><h1>${htmlText(title)}</h1>
${body}
</main></body></html>
`,
    contentType: 'text/html; charset=utf-8',
    headers: {
      'content-security-policy': `default-src 'none'; style-src 'sha256-${style}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
      // A form that is sent from here has to say from where it comes: with `no-referrer` its origin would be "null".
      'referrer-policy': 'same-origin',
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex',
    },
  } as const;
}
