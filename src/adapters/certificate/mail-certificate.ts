// SPDX-License-Identifier: Apache-2.0
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { selfSigned } from './self-signed.ts';
import type { Certificate } from './self-signed.ts';

const YEARS = 10;
/** A self-signed one is made anew when less than this is left of it, in milliseconds. */
const RENEW_BEFORE = 30 * 86_400_000;

/** The operator's own certificate and key, two PEM files. */
export function certificateFromFiles(cert: string, key: string): Certificate {
  return { cert: readFileSync(cert, 'utf8'), key: readFileSync(key, 'utf8') };
}

/** The desk's self-signed certificate in `<data>/smtp-tls.pem`, key first, mode 0600; made at the first use. */
export function ownCertificate(dataFolder: string, now: Date): Certificate {
  const path = join(dataFolder, 'smtp-tls.pem');
  const kept = existsSync(path) ? split(readFileSync(path, 'utf8')) : null;
  if (kept !== null && Date.parse(new X509Certificate(kept.cert).validTo) - now.getTime() > RENEW_BEFORE) return kept;
  const name = /^[a-z0-9.-]{1,200}$/i.test(hostname()) ? hostname() : 'localhost';
  const made = selfSigned(name, new Date(now.getTime() - 86_400_000), YEARS);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.part`, `${made.key}${made.cert}`, { mode: 0o600, flush: true });
  renameSync(`${path}.part`, path);
  return made;
}

function split(text: string): Certificate | null {
  const at = text.indexOf('-----BEGIN CERTIFICATE-----');
  return at <= 0 ? null : { key: text.slice(0, at), cert: text.slice(at) };
}
