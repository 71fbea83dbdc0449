// SPDX-License-Identifier: Apache-2.0
import type { AdvisoryRecord } from '../../triage/advisory.port.ts';
import type { Document } from './entries.ts';
import { asList, asObject, asText, blankRecord, EVERY, short } from './record.ts';
import type { Refusal } from './store.ts';

export type Read = { readonly asOf: string | null; readonly records: Iterable<AdvisoryRecord | Refusal> };

/** CISA Known Exploited Vulnerabilities, JSON (CC0). A listing says "exploited"; it names no versions. */
export function readKev(document: Document & { readonly text: string }): Read {
  const catalog = asObject(JSON.parse(document.text));
  const asOf = asText(catalog['dateReleased']).slice(0, 10) || asText(catalog['catalogVersion']).replaceAll('.', '-') || null;
  const records = asList(catalog['vulnerabilities']).map((row): AdvisoryRecord | Refusal => {
    const entry = asObject(row);
    const id = asText(entry['cveID']);
    if (!/^CVE-\d{4}-\d{4,7}$/.test(id)) return { refused: `KEV row without a CVE number: ${JSON.stringify(row).slice(0, 120)}` };
    return {
      ...blankRecord('kev', id),
      title: asText(entry['vulnerabilityName']),
      summary: short(asText(entry['shortDescription'])),
      affected: [
        {
          name: asText(entry['product']),
          vendor: asText(entry['vendorProject']),
          ecosystem: null,
          scheme: 'text',
          ranges: [],
          words: asText(entry['product']),
        },
      ],
      cwe: asList(entry['cwes']).map(asText),
      published: asText(entry['dateAdded']) || null,
      url: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
      kev: {
        added: asText(entry['dateAdded']),
        due: asText(entry['dueDate']),
        ransomware: asText(entry['knownRansomwareCampaignUse']).toLowerCase() === 'known',
      },
    };
  });
  return { asOf, records };
}

const HEADER = /^#?\s*model_version:([^,\s]+),score_date:([^,\s]+)/;

/** FIRST EPSS: a first line with model and date, then `cve,epss,percentile`. */
export function readEpss(document: Document & { readonly text: string }): Read {
  const asOf = HEADER.exec(document.text)?.[2]?.slice(0, 10) ?? null;
  return { asOf, records: epssRows(document.text) };
}

function* epssRows(text: string): Generator<AdvisoryRecord | Refusal> {
  let at = 0;
  while (at < text.length) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).trim();
    at = end < 0 ? text.length : end + 1;
    if (line === '' || line.startsWith('#') || line.startsWith('cve,')) continue;
    const [id = '', score = '', percentile = ''] = line.split(',');
    const epss = { score: Number(score), percentile: Number(percentile) };
    const fits =
      /^CVE-\d{4}-\d{4,7}$/.test(id) && score !== '' && epss.score >= 0 && epss.score <= 1 && epss.percentile >= 0 && epss.percentile <= 1;
    yield fits ? { ...blankRecord('epss', id), affected: [], epss } : { refused: `EPSS line: ${line.slice(0, 120)}` };
  }
}

/** SSVC decision tables (CERT/CC). Kept as they are; the desk's own tables are used for deciding. */
export function readSsvc(document: Document & { readonly text: string }): Read {
  const table = asObject(JSON.parse(document.text));
  const id = `${asText(table['namespace'])}:${asText(table['key'])}:${asText(table['version'])}`;
  if (asText(table['key']) === '' || asList(table['mapping']).length === 0)
    return { asOf: null, records: [{ refused: `${document.name}: no decision table` }] };
  const record: AdvisoryRecord = { ...blankRecord('ssvc', id), title: asText(table['name']), summary: short(asText(table['definition'])) };
  return {
    asOf: null,
    records: [{ ...record, affected: [{ name: record.title, vendor: null, ecosystem: null, scheme: 'text', ranges: [EVERY], words: '' }] }],
  };
}
