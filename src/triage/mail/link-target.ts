// SPDX-License-Identifier: Apache-2.0
import { decodeEntities } from '../../common/html-entities.ts';
import type { HostExists } from './domain.port.ts';

const LONGEST = 4000;
/** Browsers pass over these wherever they stand; people do not see the others. */
// oxlint-disable-next-line no-control-regex -- control characters are what this is about
const UNSEEN = /[\u0000-\u001f\u007f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]/g;

/**
 * Where a link of a mail leads: a URL, `mailto:`, `data:` and the like as they stand; null for what leads nowhere outside.
 * Read as the URL standard reads it (references, line breaks, backslashes, `//host`, relative to `<base>`), and as mail
 * programs do: what begins with a name under a public suffix is that site.
 */
export function targetOf(raw: string, base: string | null, exists: HostExists): string | null {
  const text = decodeEntities(raw.slice(0, LONGEST)).replaceAll(UNSEEN, '').trim();
  if (text === '' || text.startsWith('#')) return null;
  const scheme = /^([a-z][a-z0-9+.-]{0,30}):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && !(scheme.includes('.') && exists(scheme))) {
    if (!/^(?:https?|ftp)$/.test(scheme)) return text;
    return inDigits(`${scheme}://${slashed(text.slice(scheme.length + 1)).replace(/^\/{0,20}/, '')}`);
  }
  const path = slashed(text);
  if (path.startsWith('//')) return inDigits(`http:${path}`);
  if (base !== null && /^https?:/i.test(base) && URL.canParse(path, base)) return new URL(path, base).href;
  const host = /^([^/?#:@\s]{1,253})(?::\d{1,5})?(?=[/?#]|$)/.exec(path)?.[1] ?? '';
  // `index.pl` and `page.zip` are pages beside this one as well as names: without a path they are not taken for names.
  const alone = path.length === host.length && /^[^.]{1,63}\.(?:pl|zip|py|sh|do|md|app|cab|mov|ps|rs|so|pm)$/i.test(host);
  return host.includes('.') && !alone && exists(host) ? `http://${path}` : null;
}

/** An address in other numbers (`0x7f.1`, `3221226219`) as every browser reads it: in four decimal ones. */
function inDigits(url: string): string {
  const host = /^[a-z]{3,5}:\/\/(?:[^/?#@]{0,200}@)?([^/?#:]{1,100})/i.exec(url)?.[1] ?? '';
  const isNumber = /^(?:(?:0x[\da-f]{0,10}|\d{1,12})(?:\.|$)){1,4}$/i.test(host) && !/^(?:(?:0|[1-9]\d{0,2})(?:\.|$)){4}$/.test(host);
  return isNumber && URL.canParse(url) ? url.replace(host, new URL(url).hostname) : url;
}

function slashed(text: string): string {
  const query = /[?#]/.exec(text)?.index ?? text.length;
  return text.slice(0, query).replaceAll('\\', '/') + text.slice(query);
}
