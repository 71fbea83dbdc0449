// SPDX-License-Identifier: Apache-2.0
import { domainToASCII, domainToUnicode } from 'node:url';
import { getDomain, parse } from 'tldts';
import type { Domains } from '../../triage/mail/domain.port.ts';

/** Names that the list leaves out: for documents (RFC 2606), and for networks of one's own (RFC 6762, ICANN's .internal, .lan by habit). */
const RESERVED: ReadonlySet<string> = new Set(['test', 'example', 'invalid', 'localhost', 'local', 'internal', 'lan', 'onion']);

/** The public suffix list that ships with the library: no look-up. */
export const domains: Domains = {
  organisation: (host) => {
    const ascii = domainToASCII(host.trim().replace(/\.$/, ''));
    return ascii === '' ? null : getDomain(ascii, { allowPrivateDomains: true });
  },
  exists: (host) => {
    const ascii = domainToASCII(host.trim().replace(/\.$/, ''));
    if (ascii === '') return false;
    const { isIcann, domain, publicSuffix } = parse(ascii, { allowPrivateDomains: false });
    return domain !== null && (isIcann === true || RESERVED.has(publicSuffix ?? ''));
  },
  shown: (host) => domainToUnicode(host) || host,
};
