// SPDX-License-Identifier: Apache-2.0
export const indicatorKinds = ['ip', 'cidr', 'domain', 'url', 'user-agent', 'ja3', 'ja4'] as const;
export type IndicatorKind = (typeof indicatorKinds)[number];
export type Indicator = { readonly kind: IndicatorKind; readonly value: string };

/** `hxxp://evil[.]example` and its relatives, as they are written so that nobody clicks. */
export function refang(text: string): string {
  return text
    .trim()
    .replace(/^h(?:xx|\*\*|tt)p(s?)(?::|\[:\])\/\//i, 'http$1://')
    .replaceAll(/\[\.\]|\(\.\)|\{\.\}|\[dot\]|\(dot\)| dot /gi, '.')
    .replaceAll(/\[:\]/g, ':')
    .replaceAll(/\[@\]|\(at\)|\[at\]/gi, '@');
}

const V4 = /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$/;
const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}_])?$/u;

/** What kind of thing a text is; null when it is none of them. Only whole texts: a substring is never an indicator. */
export function indicatorOf(raw: string): Indicator | null {
  const text = refang(raw).replace(/^["']|["',;]$/g, '');
  if (V4.test(text) || isV6(text)) return { kind: 'ip', value: canonicalIp(text) };
  const [base = '', bits = ''] = text.split('/');
  if (/^\d{1,3}$/.test(bits) && text.split('/').length === 2 && (V4.test(base) || isV6(base)))
    return Number(bits) <= (V4.test(base) ? 32 : 128) ? { kind: 'cidr', value: text.toLowerCase() } : null;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(text)) return urlOf(text);
  if (/^t\d{2}[di]\d{4}[a-z0-9]{2}_[0-9a-f]{12}_[0-9a-f]{12}$/i.test(text)) return { kind: 'ja4', value: text.toLowerCase() };
  const host = domainOf(text.replace(/^\*\./, ''));
  if (host !== null) return { kind: 'domain', value: host };
  const withPort = /^(.+):(\d{1,5})$/.exec(text)?.[1];
  if (withPort !== undefined && (V4.test(withPort) || domainOf(withPort) !== null)) return indicatorOf(withPort);
  return /^[^/\s]+\.[^/\s]+\/\S+$/.test(text) ? urlOf(`http://${text}`) : null;
}

export function indicatorOfKind(kind: IndicatorKind, raw: string): Indicator | null {
  const text = raw.trim();
  if (text === '') return null;
  // No log can hold the others, and no database would keep them.
  if (kind === 'user-agent') return text.isWellFormed() && !text.includes('\0') ? { kind, value: text } : null;
  if (kind === 'ja3') return /^[0-9a-f]{32}$/i.test(text) ? { kind, value: text.toLowerCase() } : null;
  const found = indicatorOf(text);
  return found !== null && found.kind === kind ? found : null;
}

function isV6(text: string): boolean {
  if (!text.includes(':') || !/^[0-9a-f:.]+$/i.test(text)) return false;
  try {
    return new URL(`http://[${text}]/`).hostname.startsWith('[');
  } catch {
    return false;
  }
}

function canonicalIp(text: string): string {
  return text.includes(':') ? new URL(`http://[${text}]/`).hostname.slice(1, -1) : text;
}

function domainOf(text: string): string | null {
  const lower = text.toLowerCase().replace(/\.$/, '');
  const labels = lower.split('.');
  if (labels.length < 2 || lower.length > 253 || !labels.every((label) => LABEL.test(label))) return null;
  if (/^\d+$/.test(labels.at(-1) ?? '')) return null;
  // The logs hold the ASCII form of an international name.
  try {
    return new URL(`http://${lower}/`).hostname;
  } catch {
    return null;
  }
}

/** Without scheme and fragment, host in lower case: `evil.example/path?x=1`. */
function urlOf(text: string): Indicator | null {
  try {
    const url = new URL(text);
    if (url.hostname === '') return null;
    if ((url.pathname === '/' || url.pathname === '') && url.search === '') {
      const host = url.hostname.replace(/^\[|\]$/g, '');
      return V4.test(host) || isV6(host) ? { kind: 'ip', value: host } : { kind: 'domain', value: host };
    }
    return { kind: 'url', value: `${url.host}${url.pathname}${url.search}` };
  } catch {
    return null;
  }
}
