// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IssueCertificate } from '../../upkeep/certificate/issue.port.ts';
import { issueFor } from './issued.ts';

const DAY = 86_400_000;
/** Apple refuses certificates of more than 825 days, whoever signed them. */
const DAYS = 820;

/** Writes `<data>/https/`: the authority that people take in, the certificate, and its key (0600). What is there is not overwritten. */
export function deskCertificates(dataFolder: string): IssueCertificate {
  return async (names, now, again) => {
    const folder = join(dataFolder, 'https');
    const at = { authority: join(folder, 'authority.crt'), cert: join(folder, 'desk.crt'), key: join(folder, 'desk.key') };
    if (!again && existsSync(at.cert)) return null;
    const from = new Date(Date.parse(now) - DAY);
    const until = new Date(from.getTime() + DAYS * DAY);
    const made = issueFor(names, from, until);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(at.key, made.key, { mode: 0o600, flush: true });
    writeFileSync(at.cert, made.cert, { mode: 0o644, flush: true });
    writeFileSync(at.authority, made.authority, { mode: 0o644, flush: true });
    return { ...at, until: until.toISOString().slice(0, 10), fingerprint: new X509Certificate(made.authority).fingerprint256 };
  };
}
