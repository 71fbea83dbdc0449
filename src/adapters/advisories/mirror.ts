// SPDX-License-Identifier: Apache-2.0
import { randomBytes } from 'node:crypto';
import { createWriteStream, existsSync, mkdirSync, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FetchOutside } from '../../common/fetch-outside.port.ts';
import type { AdvisorySource, Mirror, Mirrored } from '../../triage/advisory/mirror.port.ts';

/** What an address is asked for, in this order; the first that is there is taken. */
const NAMES: Readonly<Record<AdvisorySource, readonly string[]>> = {
  kev: ['known_exploited_vulnerabilities.json', 'kev.json', 'known_exploited_vulnerabilities.csv', 'kev.csv'],
  epss: ['epss_scores-current.csv.gz', 'epss.csv.gz'],
  ssvc: ['ssvc.zip'],
  cpansa: ['cpan-security-advisory.json', 'cpansa.zip'],
  myjvn: ['myjvn.zip'],
  osv: ['osv.zip', 'all.zip'],
  cve: ['cve.zip'],
  nvd: ['nvd.json.gz', 'nvd.zip'],
  csaf: ['csaf.zip'],
};
const LARGEST = 4_000_000_000;
const PATIENCE = 600_000;

/** A folder holds `<source>`, a folder or a file, or `<source>.<anything>`; an address is asked for fixed names below it. */
export function openMirror(where: string, scratch: string, fetchOutside: FetchOutside): Mirror | null {
  if (/^https?:\/\//.test(where) && URL.canParse(where)) return { get: (source) => download(fetchOutside, where, source, scratch) };
  if (!existsSync(where) || !statSync(where).isDirectory()) return null;
  return { get: (source) => Promise.resolve(inFolder(where, source)) };
}

function inFolder(folder: string, source: AdvisorySource): Mirrored {
  const name = readdirSync(folder)
    .toSorted()
    .find((each) => each === source || each.startsWith(`${source}.`) || NAMES[source].includes(each));
  if (name === undefined) return { is: 'absent' };
  return { is: 'here', path: join(folder, name), url: null, release: () => Promise.resolve() };
}

async function download(fetchOutside: FetchOutside, base: string, source: AdvisorySource, scratch: string): Promise<Mirrored> {
  for (const name of NAMES[source]) {
    const url = new URL(name, base.endsWith('/') ? base : `${base}/`).href;
    try {
      const response = await fetchOutside(url, { signal: AbortSignal.timeout(PATIENCE), headers: { accept: '*/*' } });
      if (response.status === 404 || response.status === 410) continue;
      if (!response.ok || response.body === null) return { is: 'unreachable', why: `${url}: HTTP ${response.status}` };
      mkdirSync(scratch, { recursive: true, mode: 0o700 });
      const folder = join(scratch, `incoming-${randomBytes(6).toString('hex')}`);
      mkdirSync(folder);
      const path = join(folder, name);
      try {
        await pipeline(Readable.fromWeb(response.body as never), atMost(LARGEST), createWriteStream(path));
      } catch (cause) {
        await rm(folder, { recursive: true, force: true });
        throw cause;
      }
      return { is: 'here', path, url, release: () => rm(folder, { recursive: true, force: true }) };
    } catch (cause) {
      return { is: 'unreachable', why: `${url}: ${whyOf(cause)}` };
    }
  }
  return { is: 'absent' };
}

function atMost(bytes: number): Transform {
  let left = bytes;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      left -= chunk.length;
      done(left < 0 ? new Error(`larger than ${bytes} bytes`) : null, chunk);
    },
  });
}

function whyOf(cause: unknown): string {
  const error = cause as { message?: string; cause?: { code?: string; message?: string } };
  return (error.cause?.code ?? error.cause?.message ?? error.message ?? String(cause)).slice(0, 200);
}
