// SPDX-License-Identifier: Apache-2.0
import { domainToASCII, domainToUnicode } from 'node:url';
import { getDomain } from 'tldts';
import type { Domains } from '../../triage/domain.port.ts';

/** The public suffix list that ships with the library: no look-up. */
export const domains: Domains = {
  organisation: (host) => {
    const ascii = domainToASCII(host.trim().replace(/\.$/, ''));
    return ascii === '' ? null : getDomain(ascii, { allowPrivateDomains: true });
  },
  shown: (host) => domainToUnicode(host) || host,
};
