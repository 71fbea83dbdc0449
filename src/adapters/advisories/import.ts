// SPDX-License-Identifier: Apache-2.0
import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { AdvisoryManifest, AdvisoryRecord, AdvisorySource } from '../../triage/advisory/advisory.port.ts';
import type { Instant } from '../../kernel/instant.ts';
import { readCpansa } from './cpansa.ts';
import { readCsaf } from './csaf.ts';
import { readCve } from './cve.ts';
import { digestOf, documentsIn } from './entries.ts';
import type { Cut } from './cut.ts';
import type { Document } from './entries.ts';
import { readEpss, readKev, readSsvc } from './kev-epss.ts';
import type { Read } from './kev-epss.ts';
import { readMyjvn } from './myjvn.ts';
import { readNvd } from './nvd.ts';
import { readOsv } from './osv.ts';
import { writeSource } from './store.ts';
import type { KeysOf, Refusal } from './store.ts';

type Spec = {
  readonly read: (document: Document & { readonly text: string }) => Read;
  readonly wanted: RegExp;
  readonly url: string;
  readonly licence: string;
  /** Where one file holds more than should stand in memory. */
  readonly cut?: Cut;
};

/** Where each source is published and under what terms. Nothing is fetched from here; a person brings the file or switches a sync on. */
export const sourceSpecs = {
  kev: {
    read: readKev,
    wanted: /vulnerabilit(?:y|ies)\.(?:json|csv)$|kev[^/]{0,100}\.(?:json|csv)$/i,
    url: 'https://www.cisa.gov/sites/default/files/feeds/known_exploited_vulnerabilities.json',
    licence: 'CC0-1.0',
  },
  epss: {
    read: readEpss,
    wanted: /\.csv(?:\.gz)?$/i,
    url: 'https://epss.empiricalsecurity.com/epss_scores-current.csv.gz',
    licence: 'FIRST EPSS terms of use',
    cut: 'lines',
  },
  ssvc: { read: readSsvc, wanted: /\.json$/i, url: 'https://github.com/CERTCC/SSVC', licence: 'MIT-style (CMU/SEI)' },
  cpansa: {
    read: readCpansa,
    wanted: /\.(?:ya?ml|json)$/i,
    url: 'https://github.com/briandfoy/cpan-security-advisory',
    licence: 'Artistic-2.0 or GPL-1.0+',
  },
  myjvn: {
    read: readMyjvn,
    wanted: /\.(?:xml|rdf|json)$/i,
    url: 'https://jvndb.jvn.jp/apis/myjvn/',
    licence: 'MyJVN terms of use (not for redistribution)',
  },
  osv: {
    read: readOsv,
    wanted: /\.json$/i,
    url: 'https://osv-vulnerabilities.storage.googleapis.com/',
    licence: 'per database (OSV lists them)',
  },
  cve: { read: readCve, wanted: /CVE-\d{4}-\d+\.json$/i, url: 'https://github.com/CVEProject/cvelistV5', licence: 'CVE terms of use' },
  csaf: {
    read: readCsaf,
    wanted: /\.json$/i,
    url: 'https://docs.oasis-open.org/csaf/csaf/v2.0/csaf-v2.0.html',
    licence: 'per publisher (TLP and licence stand in each document)',
  },
  nvd: {
    read: readNvd,
    wanted: /\.json(?:\.gz)?$/i,
    url: 'https://services.nvd.nist.gov/rest/json/cves/2.0',
    licence: 'public domain (NIST)',
    cut: { list: 'vulnerabilities' },
  },
} as const satisfies Record<AdvisorySource, Spec>;

export type ImportRequest = {
  readonly source: AdvisorySource;
  readonly path: string;
  /** `delta`: put over what is there (a window of NVD, a day of CVE). */
  readonly mode: 'whole' | 'delta';
  readonly url: string | null;
  readonly recordsAsOf: string | null;
};

/**
 * Reads one source's published file or folder and writes its records with a manifest (digest, licence, newest record); what
 * cannot be read is counted there and refused by name. Throws NothingToImport where no record was good: good data is never
 * replaced by an empty or foreign file.
 */
export async function importAdvisories(
  deps: { readonly folder: string; readonly now: () => Instant; readonly keysOf: KeysOf },
  request: ImportRequest,
): Promise<AdvisoryManifest> {
  const spec: Spec = sourceSpecs[request.source];
  const seen = { asOf: null as string | null, good: 0 };
  async function* records(): AsyncGenerator<AdvisoryRecord | Refusal> {
    for await (const document of documentsIn(request.path, spec.wanted, spec.cut)) {
      // Thrown inside the write: half a list never replaces good data.
      if ('torn' in document) throw new NothingToImport(request.path, document.torn);
      const read = readOne(spec, document);
      if (read.asOf !== null && (seen.asOf === null || read.asOf > seen.asOf)) seen.asOf = read.asOf;
      for (const record of read.records) {
        if (!('refused' in record)) {
          seen.good += 1;
          const date = (record.modified ?? record.published ?? '').slice(0, 10);
          if (request.source !== 'kev' && date > (seen.asOf ?? '') && /^\d{4}-\d{2}-\d{2}$/.test(date)) seen.asOf = date;
        }
        yield record;
      }
    }
    // Thrown inside the write, so that an empty or foreign file never replaces good data.
    if (seen.good === 0) throw new NothingToImport(request.path);
  }
  const facts = {
    url: request.url ?? spec.url,
    sha256: await digestOf(request.path),
    fetchedAt: new Date(statSync(request.path).mtimeMs).toISOString() as Instant,
    licence: spec.licence,
  };
  const lazy = {
    ...facts,
    get recordsAsOf() {
      return request.recordsAsOf ?? seen.asOf ?? facts.fetchedAt.slice(0, 10);
    },
  };
  return writeSource(deps.folder, request.source, request.mode, lazy, records(), deps.keysOf);
}

export class NothingToImport extends Error {
  constructor(path: string, why = 'no readable record') {
    super(`${why} in ${basename(path)}`);
    this.name = 'NothingToImport';
  }
}

function readOne(spec: Spec, document: Exclude<Document, { torn: string }>): Read {
  if ('broken' in document) return { asOf: null, records: [{ refused: `${document.name}: ${document.broken}` }] };
  try {
    return spec.read(document);
  } catch (error) {
    return { asOf: null, records: [{ refused: `${basename(document.name)}: ${String(error).slice(0, 200)}` }] };
  }
}
