// SPDX-License-Identifier: Apache-2.0
import type { Affected, AffectedRange, AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import type { Document } from './entries.ts';
import type { Read } from './kev-epss.ts';
import { asList, asObject, asText, blankRecord, fromCpe, orNull, short } from './record.ts';
import type { Loose } from './record.ts';
import type { Refusal } from './store.ts';
import { wordsOf } from './worded-range.ts';

/** NVD 2.0 pages. Since 2026-04 most records carry no CPE: such a record answers by number but matches no product. */
export function readNvd(document: Document & { readonly text: string }): Read {
  const page = asObject(JSON.parse(document.text));
  const records = asList(page['vulnerabilities']).map((row) => nvdRecord(asObject(asObject(row)['cve']), document.name));
  return { asOf: asText(page['timestamp']).slice(0, 10) || null, records };
}

function nvdRecord(cve: Loose, file: string): AdvisoryRecord | Refusal {
  const id = asText(cve['id']);
  if (id === '') return { refused: `${file}: an NVD row without an id` };
  const english = asList(cve['descriptions'])
    .map(asObject)
    .find((row) => asText(row['lang']) === 'en');
  return {
    ...blankRecord('nvd', id),
    title: short(asText(english?.['value']), 200),
    summary: short(asText(english?.['value'])),
    affected: cpeAffected(cve['configurations']),
    cvss: Object.entries(asObject(cve['metrics'])).flatMap(([name, rows]) =>
      asList(rows).map((row) => {
        const data = asObject(asObject(row)['cvssData']);
        return {
          version: asText(data['version']) || name,
          vector: asText(data['vectorString']),
          score: Number(data['baseScore']),
          from: asText(asObject(row)['source']),
        };
      }),
    ),
    cwe: asList(cve['weaknesses']).flatMap((row) => asList(asObject(row)['description']).map((text) => asText(asObject(text)['value']))),
    published: orNull(asText(cve['published'])),
    modified: orNull(asText(cve['lastModified'])),
    withdrawn: asText(cve['vulnStatus']) === 'Rejected',
    url: `https://nvd.nist.gov/vuln/detail/${id}`,
  };
}

/** Configurations of CPE matches, as NVD and the CVE record's `cpeApplicability` write them. */
export function cpeAffected(configurations: unknown): readonly Affected[] {
  return asList(configurations)
    .flatMap((row) => asList(asObject(row)['nodes']))
    .flatMap((node) => asList(asObject(node)['cpeMatch']).map(asObject))
    .flatMap(matchAffected);
}

function matchAffected(match: Loose): readonly Affected[] {
  const product = fromCpe(asText(match['criteria']));
  if (product === null || match['vulnerable'] === false) return [];
  const bounds: AffectedRange = {
    from: orNull(asText(match['versionStartIncluding'])),
    after: orNull(asText(match['versionStartExcluding'])),
    before: orNull(asText(match['versionEndExcluding'])),
    upTo: orNull(asText(match['versionEndIncluding'])),
    exact: null,
  };
  const bounded = Object.values(bounds).some((bound) => bound !== null);
  const range = bounded ? bounds : product.range;
  return [{ name: product.name, vendor: product.vendor, ecosystem: null, scheme: 'generic', ranges: [range], words: wordsOf([range]) }];
}
