// SPDX-License-Identifier: Apache-2.0
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { certificateFromFiles } from '../../adapters/certificate/mail-certificate.ts';
import type { Certificate } from '../../adapters/certificate/self-signed.ts';
import { ProblemError } from '../../kernel/problem.ts';
import { startProblem } from './problems.ts';
import type { Settings } from './settings.ts';

/** By what the desk speaks https itself; null: it speaks plain http. What cannot be served is refused at start, in words. */
export function pageCertificate({ MATOI_TLS_CERT: cert, MATOI_TLS_KEY: key }: Settings, url: URL): Certificate | null {
  if (cert === null && key === null) return null;
  if (cert === null || key === null) throw refused('MATOI_TLS_CERT, MATOI_TLS_KEY');
  if (url.protocol !== 'https:') throw refused('MATOI_URL');
  try {
    const files = certificateFromFiles(cert, key);
    if (new X509Certificate(files.cert).checkPrivateKey(createPrivateKey(files.key))) return files;
  } catch {
    // Unreadable, or no certificate: said below.
  }
  throw refused('MATOI_TLS_CERT, MATOI_TLS_KEY');
}

function refused(names: string): ProblemError {
  return new ProblemError(startProblem('desk.bad-certificate', undefined, { names }));
}
