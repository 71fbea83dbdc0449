// SPDX-License-Identifier: Apache-2.0
import { csvRecords } from '../../common/csv.ts';
import type { AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import type { Document } from './entries.ts';
import { asList, asObject, asText, blankRecord, EVERY, short } from './record.ts';
import type { Loose } from './record.ts';
import type { Refusal } from './store.ts';

export type Read = { readonly asOf: string | null; readonly records: Iterable<AdvisoryRecord | Refusal> };

/** CISA Known Exploited Vulnerabilities (CC0), its JSON or its CSV. A listing says "exploited"; it names no versions. */
export function readKev(document: Document & { readonly text: string }): Read {
  if (!/^\s*[[{]/.test(document.text)) return kevTable(document.text);
  const catalog = asObject(JSON.parse(document.text));
  const asOf = asText(catalog['dateReleased']).slice(0, 10) || asText(catalog['catalogVersion']).replaceAll('.', '-') || null;
  return { asOf, records: asList(catalog['vulnerabilities']).map((row) => kevRecord(asObject(row), JSON.stringify(row).slice(0, 120))) };
}

/** The CSV names no day of its own: its newest listing is as old as it can be. */
function kevTable(text: string): Read {
  const rows = [...csvRecords(text)].map(({ line, torn, record }): AdvisoryRecord | Refusal => {
    if (torn) return { refused: `KEV line ${line}: a quotation mark is not closed` };
    const cell = (name: string) => record[name.toLowerCase()] ?? '';
    const entry = Object.fromEntries(KEV_COLUMNS.map((name) => [name, cell(name)]));
    const days = { dateAdded: isoDay(cell('dateAdded')), dueDate: isoDay(cell('dueDate')) };
    if (days.dateAdded === '') return { refused: `KEV line ${line}: no date in dateAdded` };
    const cwes = cell('cwes')
      .split(/[,;\s]+/)
      .filter((cwe) => cwe !== '');
    return kevRecord({ ...entry, ...days, cwes }, `line ${line}`);
  });
  const added = rows.flatMap((row) => ('refused' in row ? [] : [row.kev?.added ?? '']));
  return { asOf: added.toSorted().at(-1) ?? null, records: rows };
}

const KEV_COLUMNS = ['cveID', 'vendorProject', 'product', 'vulnerabilityName', 'shortDescription', 'knownRansomwareCampaignUse'] as const;

/** A day as CISA writes it, or as a Japanese spreadsheet saves it (`2026/1/5`); '' for anything else. */
function isoDay(cell: string): string {
  const [, year = '', month = '', day = ''] = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})$/.exec(cell) ?? [];
  return year === '' ? '' : `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}

function kevRecord(entry: Loose, named: string): AdvisoryRecord | Refusal {
  const id = asText(entry['cveID']);
  if (!/^CVE-\d{4}-\d{4,7}$/.test(id)) return { refused: `KEV row without a CVE number: ${named}` };
  const product = asText(entry['product']);
  const added = asText(entry['dateAdded']);
  return {
    ...blankRecord('kev', id),
    title: asText(entry['vulnerabilityName']),
    summary: short(asText(entry['shortDescription'])),
    affected: [{ name: product, vendor: asText(entry['vendorProject']), ecosystem: null, scheme: 'text', ranges: [], words: product }],
    cwe: asList(entry['cwes']).map(asText),
    published: added || null,
    url: 'https://www.cisa.gov/known-exploited-vulnerabilities-catalog',
    kev: {
      added,
      due: asText(entry['dueDate']),
      ransomware: asText(entry['knownRansomwareCampaignUse']).toLowerCase() === 'known',
    },
  };
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
