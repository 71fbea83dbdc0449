// SPDX-License-Identifier: Apache-2.0
import { fromPurl } from '../../common/package-url.ts';
import type { Affected, AffectedRange, AdvisoryRecord } from '../../triage/advisory/advisory.port.ts';
import type { Document } from './entries.ts';
import type { Read } from './kev-epss.ts';
import { asList, asObject, asText, blankRecord, EVERY, fromCpe, orNull, short, UNKNOWN } from './record.ts';
import type { Loose } from './record.ts';
import type { Refusal } from './store.ts';
import { wordedRanges, wordsOf } from './worded-range.ts';

type Product = Pick<Affected, 'name' | 'vendor' | 'ecosystem' | 'scheme'> & { readonly ranges: readonly AffectedRange[] };
type Said = { readonly status: NonNullable<AffectedRange['status']>; readonly fixed: boolean };

const DEEPEST = 20;

/** One advisory in the Common Security Advisory Framework 2.x (OASIS), of any maker or coordinator. */
export function readCsaf(document: Document & { readonly text: string }): Read {
  const csaf = asObject(JSON.parse(document.text));
  return { asOf: null, records: [csafRecord(csaf, document.name)] };
}

function csafRecord(csaf: Loose, file: string): AdvisoryRecord | Refusal {
  const meta = asObject(csaf['document']);
  const tracking = asObject(meta['tracking']);
  const id = asText(tracking['id']).trim();
  const version = asText(meta['csaf_version']);
  if (!/^2\.\d$/.test(version))
    return { refused: `${file}: ${version === '' ? 'no CSAF document' : `CSAF ${version.slice(0, 20)} is not read, only 2.x`}` };
  if (id === '') return { refused: `${file}: a CSAF document without tracking.id` };
  const vulnerabilities = asList(csaf['vulnerabilities']).map(asObject);
  const notes = asList(meta['notes']).map(asObject);
  const note = notes.find((row) => asText(row['category']) === 'summary') ?? notes[0];
  const references = asList(meta['references']).map(asObject);
  const self = asText(references.find((row) => asText(row['category']) === 'self')?.['url']);
  return {
    ...blankRecord('csaf', id),
    aliases: [
      ...new Set(vulnerabilities.flatMap((row) => [asText(row['cve']), ...asList(row['ids']).map((one) => asText(asObject(one)['text']))])),
    ].filter((alias) => alias !== '' && alias !== id),
    title: short(asText(meta['title']), 200),
    summary: short(asText(note?.['text'])),
    affected: affectedOf(productsOf(asObject(csaf['product_tree'])), statusesOf(vulnerabilities)),
    cvss: vulnerabilities.flatMap((row) => asList(row['scores']).flatMap((score) => cvssOf(asObject(score)))),
    cwe: vulnerabilities.map((row) => asText(asObject(row['cwe'])['id'])).filter((cwe) => cwe !== ''),
    published: orNull(asText(tracking['initial_release_date'])),
    modified: orNull(asText(tracking['current_release_date'])),
    url: /^https?:\/\//i.test(self) ? self : null,
  };
}

function cvssOf(score: Loose): AdvisoryRecord['cvss'] {
  return ['cvss_v4', 'cvss_v3', 'cvss_v2'].flatMap((name) => {
    const cvss = asObject(score[name]);
    const vector = asText(cvss['vectorString']);
    return vector === '' ? [] : [{ version: asText(cvss['version']), vector, score: Number(cvss['baseScore']), from: 'csaf' }];
  });
}

/** Products by their id: leaves of the tree, names beside it, and what stands for another product's part. */
function productsOf(tree: Loose): ReadonlyMap<string, readonly Product[]> {
  const products = new Map<string, readonly Product[]>();
  const put = (product: Loose, path: ReadonlyMap<string, string>) => {
    const id = asText(product['product_id']);
    if (id !== '') products.set(id, productOf(product, path));
  };
  const walk = (rows: readonly unknown[], path: ReadonlyMap<string, string>, depth: number): void => {
    if (depth > DEEPEST) return;
    for (const branch of rows.map(asObject)) {
      const here = new Map(path).set(asText(branch['category']), asText(branch['name']));
      put(asObject(branch['product']), here);
      walk(asList(branch['branches']), here, depth + 1);
    }
  };
  walk(asList(tree['branches']), new Map(), 0);
  for (const name of asList(tree['full_product_names'])) put(asObject(name), new Map());
  for (const relation of asList(tree['relationships']).map(asObject)) {
    const id = asText(asObject(relation['full_product_name'])['product_id']);
    const part = products.get(asText(relation['product_reference']));
    if (id !== '' && part !== undefined) products.set(id, part);
  }
  return products;
}

/** The same product under its own name, and under those by which a CPE and a package URL list it. */
function productOf(product: Loose, path: ReadonlyMap<string, string>): readonly Product[] {
  const helper = asObject(product['product_identification_helper']);
  const cpe = fromCpe(asText(helper['cpe']));
  const purl = fromPurl(asText(helper['purl']) || asText(asList(helper['purls'])[0]));
  const vendor = orNull(path.get('vendor') ?? '');
  const stated = path.get('product_version_range') ?? path.get('product_version') ?? '';
  const ranges = stated === '' ? [cpe?.range ?? EVERY] : wordedRanges(versWords(stated));
  const name = path.get('product_name') ?? cpe?.name ?? purl?.name ?? asText(product['name']);
  const base = { vendor, ecosystem: null, scheme: 'generic', ranges } as const;
  const found: Product[] = name === '' ? [] : [{ ...base, name }];
  if (cpe !== null && path.has('product_name')) found.push({ ...base, name: cpe.name, vendor: cpe.vendor });
  if (purl !== null) {
    const scheme = purl.ecosystem === 'rpm' ? 'rpm' : purl.ecosystem === 'deb' ? 'dpkg' : 'generic';
    found.push({
      name: purl.name,
      vendor: null,
      ecosystem: purl.ecosystem,
      scheme,
      ranges: purl.version === null ? ranges : [{ ...EVERY, exact: purl.version }],
    });
  }
  return found;
}

/** `vers:npm/>=1.2|<1.4` (package-url/vers-spec) in the words of any other range. */
function versWords(stated: string): string {
  const constraints = /^vers:[\w.+-]{1,50}\/(.*)$/s.exec(stated.trim())?.[1];
  if (constraints === undefined) return stated;
  try {
    return decodeURIComponent(constraints).replaceAll('|', ', ');
  } catch {
    return stated;
  }
}

const STATUSES: Readonly<Record<string, Said>> = {
  known_affected: { status: 'affected', fixed: false },
  first_affected: { status: 'affected', fixed: false },
  last_affected: { status: 'affected', fixed: false },
  under_investigation: { status: 'unknown', fixed: false },
  fixed: { status: 'unaffected', fixed: true },
  first_fixed: { status: 'unaffected', fixed: true },
  known_not_affected: { status: 'unaffected', fixed: false },
};
const WEIGHT = { affected: 2, unknown: 1, unaffected: 0 } as const;

/** What the document says of a product: the worst that it says for any of its weaknesses. */
function statusesOf(vulnerabilities: readonly Loose[]): ReadonlyMap<string, Said> {
  const said = new Map<string, Said>();
  for (const vulnerability of vulnerabilities)
    for (const [group, ids] of Object.entries(asObject(vulnerability['product_status']))) {
      const next = Object.hasOwn(STATUSES, group) ? STATUSES[group] : undefined;
      for (const id of next === undefined ? [] : asList(ids).map(asText)) {
        const former = said.get(id);
        if (next !== undefined && (former === undefined || WEIGHT[next.status] > WEIGHT[former.status])) said.set(id, next);
      }
    }
  return said;
}

type Group = {
  readonly product: Product;
  readonly bounded: AffectedRange[];
  readonly after: AffectedRange[];
  readonly whole: AffectedRange[];
};

/**
 * Products of one name together. What has bounds decides first. Where all of a product is affected and some versions are
 * repaired, what is newer than a repaired one is not known: the document may name the repair of another line.
 */
function affectedOf(products: ReadonlyMap<string, readonly Product[]>, said: ReadonlyMap<string, Said>): readonly Affected[] {
  const groups = new Map<string, Group>();
  for (const [id, { status, fixed }] of said)
    for (const product of products.get(id) ?? []) {
      const key = JSON.stringify([product.vendor, product.name, product.ecosystem, product.scheme]);
      const group = groups.get(key) ?? { product, bounded: [], after: [], whole: [] };
      groups.set(key, group);
      for (const range of product.ranges) {
        const stretch: AffectedRange = { ...range, status: range.status ?? status };
        (wordsOf([range]) === '*' ? group.whole : group.bounded).push(stretch);
        if (fixed && range.exact !== null) group.after.push({ ...UNKNOWN, after: range.exact.replace(/:\*$/, '') });
      }
    }
  return [...groups.values()].map(({ product, bounded, after, whole }): Affected => {
    const worst = whole.toSorted((a, b) => WEIGHT[b.status ?? 'affected'] - WEIGHT[a.status ?? 'affected']).slice(0, 1);
    const order = bounded.toSorted((a, b) => WEIGHT[b.status ?? 'affected'] - WEIGHT[a.status ?? 'affected']);
    const ranges = [...order, ...(worst[0]?.status === 'affected' ? after : []), ...worst];
    return { ...product, ranges, words: wordsOf(ranges) };
  });
}
