// SPDX-License-Identifier: Apache-2.0
import type { Instant } from '../../kernel/instant.ts';
import type { AdvisorySource, AdvisoryVulnerability } from './source.ts';

/** CVSS of a vector; null when it is none. */
export type ScoreOf = (vector: string) => { readonly version: string; readonly score: number; readonly severity: string } | null;
type Json = Readonly<Record<string, unknown>>;

/** Name of the file as CSAF 2.0, 5.1 wants it. */
export function fileNameOf(id: string): string {
  return `${id.toLowerCase().replaceAll(/[^+\-a-z0-9]+/g, '_')}.json`;
}

/** Where the document stands below the directory, `white/2026/ex-1.json`: by label and year of its first issue. */
export function placeOf(source: AdvisorySource, now: Instant): string {
  return `${labelOf(source).toLowerCase()}/${(source.revisions[0]?.at ?? now).slice(0, 4)}/${fileNameOf(source.id)}`;
}

/**
 * The advisory as CSAF 2.0, its properties in alphabetical order. Without an issue it is a draft as of `now`. TLP 1 is what
 * the format knows: CLEAR is WHITE there, and AMBER+STRICT is said in words beside AMBER.
 */
export function csafOf(source: AdvisorySource, now: Instant, scoreOf: ScoreOf): Json {
  const { revisions, end } = source;
  const draft = revisions.length === 0;
  const history = draft
    ? [{ date: now, number: '0', summary: source.lang === 'ja' ? '下書き' : 'Draft' }]
    : revisions.map(({ at, summary }, index) => ({ date: at, number: String(index + 1), summary }));
  const last = history.at(-1);
  const ended = end === null ? '' : source.lang === 'ja' ? { withdrawn: '【撤回】', superseded: '【差し替え】' }[end.is] : `[${end.is}] `;
  return sorted({
    document: {
      ...(source.credits.length === 0
        ? {}
        : {
            acknowledgments: source.credits.map(({ name, organisation }) => ({
              names: [name],
              ...(organisation === null ? {} : { organization: organisation }),
            })),
          }),
      category: source.profile,
      csaf_version: '2.0',
      distribution: {
        ...(source.tlp === 'AMBER+STRICT' ? { text: 'TLP:AMBER+STRICT (TLP 2.0)' } : {}),
        tlp: { label: labelOf(source), url: 'https://www.first.org/tlp/' },
      },
      lang: source.lang,
      notes: [{ category: 'summary', text: source.summary, title: source.lang === 'ja' ? '概要' : 'Summary' }, ...endNotes(source)],
      publisher: {
        category: source.publisher.category,
        contact_details: source.publisher.contact,
        name: source.publisher.name,
        namespace: source.publisher.namespace,
      },
      references: [
        {
          category: 'self',
          summary: source.lang === 'ja' ? 'この文書の正規のアドレス' : 'Canonical address of this document',
          url: `${source.directory}/${placeOf(source, now)}`,
        },
        ...(end?.is === 'superseded' ? [{ category: 'external', summary: 'Superseding Document', url: end.by }] : []),
      ],
      title: `${ended}${source.title}`,
      tracking: {
        current_release_date: last?.date,
        generator: { engine: { name: 'Matoi' } },
        id: source.id,
        initial_release_date: history[0]?.date,
        revision_history: history,
        status: draft ? 'draft' : 'final',
        version: last?.number,
      },
    },
    ...(source.products.length === 0 ? {} : { product_tree: { branches: branchesOf(source) } }),
    ...(source.vulnerabilities.length === 0
      ? {}
      : { vulnerabilities: source.vulnerabilities.map((one) => vulnerabilityOf(one, source, scoreOf)) }),
  }) as Json;
}

const labelOf = ({ tlp }: AdvisorySource): string => (tlp === 'CLEAR' ? 'WHITE' : tlp === 'AMBER+STRICT' ? 'AMBER' : tlp);

/** What CSAF 2.1 wants of profiles Withdrawn and Superseded stands in notes already: the reason under its title. */
function endNotes({ end }: AdvisorySource): readonly Json[] {
  if (end === null) return [];
  const title = end.is === 'withdrawn' ? 'Reasoning for Withdrawal' : 'Reasoning for Supersession';
  return [{ category: 'description', text: end.reason, title }];
}

/** Vendor, product, version; what stands twice above is one branch. */
function branchesOf({ products }: AdvisorySource): readonly Json[] {
  return [...Map.groupBy(products, ({ vendor }) => vendor)].map(([vendor, ofVendor]) => ({
    branches: [...Map.groupBy(ofVendor, ({ name }) => name)].map(([name, ofName]) => ({
      branches: ofName.map((product) => ({
        category: 'product_version',
        name: product.version,
        product: {
          name: `${vendor} ${name} ${product.version}`,
          product_id: product.id,
          product_identification_helper: { purl: product.purl ?? genericPurl(vendor, name, product.version) },
        },
      })),
      category: 'product_name',
      name,
    })),
    category: 'vendor',
    name: vendor,
  }));
}

function genericPurl(vendor: string, name: string, version: string): string {
  return `pkg:generic/${encodeURIComponent(vendor)}/${encodeURIComponent(name)}@${encodeURIComponent(version)}`;
}

const STATES = {
  affected: 'known_affected',
  fixed: 'fixed',
  'not-affected': 'known_not_affected',
  'under-investigation': 'under_investigation',
} as const;

function vulnerabilityOf(one: AdvisoryVulnerability, source: AdvisorySource, scoreOf: ScoreOf): Json {
  const { states, action, cvss } = one;
  const score = cvss === null ? null : scoreOf(cvss);
  const carried = score !== null && score.version.startsWith('3.') && states.affected.length > 0;
  return {
    ...(one.cve === null ? {} : { cve: one.cve }),
    ...(one.number === null ? {} : { ids: [{ system_name: source.publisher.name, text: one.number }] }),
    ...(one.cwe === null ? {} : { cwe: one.cwe }),
    ...(states['not-affected'].length > 0 && one.notAffectedBecause !== null
      ? { flags: [{ label: one.notAffectedBecause, product_ids: states['not-affected'] }] }
      : {}),
    notes: [
      { category: 'description', text: one.description, title: source.lang === 'ja' ? '説明' : 'Description' },
      ...(score !== null && !carried ? [{ category: 'other', text: cvss, title: `CVSS ${score.version}` }] : []),
      ...(one.ssvc === null ? [] : [{ category: 'other', text: one.ssvc, title: 'SSVC' }]),
    ],
    product_status: Object.fromEntries(
      Object.entries(STATES).flatMap(([state, name]) => {
        const ids = states[state as keyof typeof STATES];
        return ids.length === 0 ? [] : [[name, ids]];
      }),
    ),
    ...(action === null || states.affected.length === 0 ? {} : { remediations: [{ ...action, product_ids: states.affected }] }),
    ...(carried
      ? {
          scores: [
            {
              cvss_v3: { baseScore: score.score, baseSeverity: score.severity.toUpperCase(), vectorString: cvss, version: score.version },
              products: states.affected,
            },
          ],
        }
      : {}),
    title: one.title,
  };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
