// SPDX-License-Identifier: Apache-2.0
import { XMLParser } from 'fast-xml-parser';
import type { Affected, AffectedRange, AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import type { Document } from './entries.ts';
import type { Read } from './kev-epss.ts';
import { asList, asObject, asText, blankRecord, cvesIn, EVERY, fromCpe, orNull, short } from './record.ts';
import type { Loose } from './record.ts';
import type { Refusal } from './store.ts';
import { wordedRanges } from './worded-range.ts';

/** References to characters are decoded; entities of the document's own are none, since a document that declares any is refused. */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#',
  removeNSPrefix: true,
  processEntities: true,
  htmlEntities: true,
  parseTagValue: false,
  parseAttributeValue: false,
});

/** MyJVN: HND XML (VULDEF details, JVNRSS lists) and OKA JSON (CSAF-like details, overview lists). Japanese names stay Japanese. */
export function readMyjvn(document: Document & { readonly text: string }): Read {
  return document.text.trimStart().startsWith('<') ? readHnd(document) : readOka(document);
}

function readHnd(document: Document & { readonly text: string }): Read {
  if (/<!DOCTYPE/i.test(document.text))
    return {
      asOf: null,
      records: [{ refused: `${document.name.split('/').at(-1)}: XML with declarations of its own (DOCTYPE) is not read` }],
    };
  const xml = asObject(parser.parse(document.text));
  const vuldef = asObject(xml['VULDEF-Document']);
  if (Object.keys(vuldef).length > 0) {
    const rows = asList(vuldef['Vulinfo']).map((row) => hndRecord(asObject(row), document.name));
    return { asOf: latest(rows), records: rows };
  }
  const rss = asObject(xml['RDF']);
  if (Object.keys(rss).length > 0) {
    const rows = asList(rss['item']).map((row) => rssRecord(asObject(row), document.name));
    return { asOf: latest(rows), records: rows };
  }
  return { asOf: null, records: [{ refused: `${document.name.split('/').at(-1)}: neither VULDEF nor JVNRSS` }] };
}

function text(value: unknown): string {
  return typeof value === 'object' && value !== null ? asText((value as Loose)['#']) : asText(value);
}

function hndRecord(info: Loose, file: string): AdvisoryRecord | Refusal {
  const id = text(info['VulinfoID']);
  const data = asObject(info['VulinfoData']);
  if (id === '') return { refused: `${file}: a Vulinfo without its number` };
  const related = asList(asObject(data['Related'])['RelatedItem']).map(asObject);
  const numbers = related.filter((item) => text(item['@type']) === 'advisory').map((item) => text(item['VulinfoID']));
  return {
    ...blankRecord('myjvn', id),
    aliases: [...new Set(numbers.filter((number) => /^(?:CVE-\d{4}-\d{4,7}|JVN(?:VU|TA)?#\d{8})$/.test(number)))],
    title: text(data['Title']),
    summary: short(text(asObject(data['VulinfoDescription'])['Overview'])),
    affected: asList(asObject(data['Affected'])['AffectedItem']).flatMap((row) => hndAffected(asObject(row))),
    cvss: asList(asObject(data['Impact'])['Cvss']).map((row) => {
      const cvss = asObject(row);
      return { version: text(cvss['@version']), vector: text(cvss['Vector']), score: Number(text(cvss['Base'])), from: 'myjvn' };
    }),
    cwe: related.filter((item) => text(item['@type']) === 'cwe').map((item) => text(item['VulinfoID'])),
    published: orNull(text(data['DateFirstPublished'])),
    modified: orNull(text(data['DateLastUpdated'])),
    url: jvnUrl(id),
  };
}

function hndAffected(item: Loose): readonly Affected[] {
  const vendor = orNull(text(item['Name']));
  const words = asList(item['VersionNumber']).map(text);
  const named: Affected = {
    name: text(item['ProductName']),
    vendor,
    ecosystem: null,
    scheme: 'generic',
    ranges: words.flatMap(stretchesOf),
    words: words.join(' ; '),
  };
  const cpe = asList(item['Cpe'])
    .map((row) => fromCpe(text(row)))
    .find((product) => product !== null);
  // JVN names products in Japanese; the CPE gives the name by which an inventory lists them.
  return cpe === null || cpe === undefined ? [named] : [named, { ...named, name: cpe.name, vendor: cpe.vendor }];
}

/** A product without words for its versions is meant as a whole. */
function stretchesOf(words: string): readonly AffectedRange[] {
  return words.trim() === '' ? [EVERY] : wordedRanges(words);
}

function rssRecord(item: Loose, file: string): AdvisoryRecord | Refusal {
  const id = text(item['identifier']);
  if (id === '') return { refused: `${file}: a JVNRSS item without its number` };
  const references = asList(item['references']).map((row) => `${text(row)} ${text(asObject(row)['@id'])}`);
  return {
    ...blankRecord('myjvn', id),
    aliases: [...new Set(references.flatMap((reference) => cvesIn(reference)))],
    title: text(item['title']),
    summary: short(text(item['description'])),
    affected: asList(item['cpe']).flatMap((row) => {
      const cpe = asObject(row);
      const ids = fromCpe(text(cpe));
      const base = {
        vendor: orNull(text(cpe['@vendor'])),
        ecosystem: null,
        scheme: 'text',
        ranges: [],
        words: text(cpe['@version']),
      } as const;
      const named = { ...base, name: text(cpe['@product']) };
      return ids === null ? [named] : [named, { ...base, name: ids.name, vendor: ids.vendor }];
    }),
    cvss: asList(item['cvss']).map((row) => {
      const cvss = asObject(row);
      return { version: text(cvss['@version']), vector: text(cvss['@vector']), score: Number(text(cvss['@score'])), from: 'myjvn' };
    }),
    published: orNull(text(item['issued'])),
    modified: orNull(text(item['modified'])),
    url: jvnUrl(id),
  };
}

function readOka(document: Document & { readonly text: string }): Read {
  // The API leaves numbers empty (`"retMax": ,`) in some answers.
  const value: unknown = JSON.parse(document.text.replace(/("[\w-]{1,60}"\s*:)\s*(?=,)/g, '$1 null'));
  const feed = asList(asObject(asObject(value)['feed'])['entry'])
    .map(asObject)
    .filter((entry) => asText(entry['id']).startsWith('JVNDB-'));
  const rows = [...feed.map(okaEntry), ...okaDocuments(value).map((row) => okaRecord(row, document.name))];
  return {
    asOf: latest(rows),
    records: rows.length > 0 ? rows : [{ refused: `${document.name.split('/').at(-1)}: no CSAF-like document in it` }],
  };
}

/** A line of an overview list: number, title and dates, no versions. */
function okaEntry(entry: Loose): AdvisoryRecord {
  const id = asText(entry['id']);
  return {
    ...blankRecord('myjvn', id),
    aliases: cvesIn(JSON.stringify(entry['references'] ?? '')),
    title: asText(entry['title']),
    summary: short(asText(entry['summary'])),
    published: orNull(asText(entry['created'])),
    modified: orNull(asText(entry['modified'])),
    url: jvnUrl(id),
  };
}

/** OKA answers are one document, a list of them, or lists inside named fields. */
function okaDocuments(value: unknown, depth = 0): readonly Loose[] {
  if (depth > 6) return [];
  if (Array.isArray(value)) return value.flatMap((item) => okaDocuments(item, depth + 1));
  const object = asObject(value);
  if ('document' in object) return [object];
  return Object.values(object).flatMap((item) => (typeof item === 'object' ? okaDocuments(item, depth + 1) : []));
}

function okaRecord(csaf: Loose, file: string): AdvisoryRecord | Refusal {
  const meta = asObject(csaf['document']);
  const tracking = asObject(meta['tracking']);
  const id = asText(tracking['id']);
  if (id === '') return { refused: `${file}: a document without tracking.id` };
  const vulnerabilities = asList(csaf['vulnerabilities']).map(asObject);
  const references = asList(meta['references']).map((row) => `${asText(asObject(row)['summary'])} ${asText(asObject(row)['url'])}`);
  return {
    ...blankRecord('myjvn', id),
    aliases: [
      ...new Set([...vulnerabilities.map((row) => asText(row['cve'])), ...references.flatMap((reference) => cvesIn(reference))]),
    ].filter((alias) => alias !== ''),
    title: asText(meta['title']),
    summary: short(asText(asObject(asList(meta['notes'])[0])['text'])),
    affected: branches(asList(asObject(csaf['product_tree'])['branches']), null, 0),
    cvss: vulnerabilities
      .flatMap((row) => asList(row['metrics']))
      .flatMap((row) =>
        Object.values(asObject(asObject(row)['content'])).map((value) => {
          const cvss = asObject(value);
          return {
            version: asText(cvss['version']),
            vector: asText(cvss['vectorString']),
            score: Number(cvss['baseScore']),
            from: 'myjvn',
          };
        }),
      )
      .filter((cvss) => cvss.vector !== ''),
    cwe: vulnerabilities.flatMap((row) => asList(row['cwes']).map((cwe) => asText(asObject(cwe)['id']))),
    published: orNull(asText(tracking['initial_release_date'])),
    modified: orNull(asText(tracking['current_release_date'])),
    url: jvnUrl(id),
  };
}

function branches(rows: readonly unknown[], vendor: string | null, depth: number): readonly Affected[] {
  if (depth > 8) return [];
  return rows.flatMap((row): readonly Affected[] => {
    const branch = asObject(row);
    const category = asText(branch['category']);
    const name = asText(branch['name']);
    const inner = asList(branch['branches']);
    const below = branches(inner, category === 'vendor' ? name : vendor, depth + 1);
    if (category !== 'product_name') return below;
    const versions = inner
      .map(asObject)
      .filter((child) => asText(child['category']).startsWith('product_version'))
      .map((child) => asText(child['name']));
    const base = {
      vendor,
      ecosystem: null,
      scheme: 'generic',
      ranges: versions.flatMap(stretchesOf),
      words: versions.join(' ; '),
    } as const;
    const cpe = fromCpe(asText(asObject(asObject(branch['product'])['product_identification_helper'])['cpe']));
    return [{ ...base, name }, ...(cpe === null ? [] : [{ ...base, name: cpe.name, vendor: cpe.vendor }]), ...below];
  });
}

function jvnUrl(id: string): string | null {
  const year = /^JVNDB-(\d{4})-\d{6}$/.exec(id)?.[1];
  return year === undefined ? null : `https://jvndb.jvn.jp/ja/contents/${year}/${id}.html`;
}

function latest(rows: readonly (AdvisoryRecord | Refusal)[]): string | null {
  const dates = rows.flatMap((row) => ('refused' in row ? [] : [row.modified ?? row.published ?? '']));
  return (
    dates
      .map((date) => date.slice(0, 10))
      .filter((date) => date !== '')
      .toSorted()
      .at(-1) ?? null
  );
}
