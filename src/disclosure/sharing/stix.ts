// SPDX-License-Identifier: Apache-2.0
// A technical package as STIX 2.1 (OASIS, 10 June 2021): what others can look for, and nothing of who was harmed.
import type { Tlp } from '../../case/fold/readings/reading.ts';
import type { CaseView } from '../../case/fold/view.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { MARK } from '../../case/exercise-mark.ts';
import type { HashBytes } from '../../kernel/sha256.ts';

/** Ids of the markings of TLP 2.0, as OASIS publishes them (cti-stix-common-objects, extension-definition TLP 2.0). */
const MARKINGS: Readonly<Record<Tlp, string>> = {
  CLEAR: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  GREEN: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  AMBER: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'AMBER+STRICT': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  RED: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};
const TLP_2 = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
/** By the length of the digest in hexadecimal digits. */
const HASHES: Readonly<Record<number, string>> = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256' };

export type StixObject = Readonly<Record<string, unknown>> & { readonly type: string; readonly id: string };
export type StixBundle = { readonly type: 'bundle'; readonly id: string; readonly objects: readonly StixObject[] };

/** What somebody confirmed that this case looks for, as patterns; accounts, mail addresses and file names may name people and stay here. */
export function patternsOf(view: Pick<CaseView, 'parts'>): readonly { readonly value: string; readonly pattern: string }[] {
  const found = new Map<string, { readonly value: string; readonly pattern: string }>();
  for (const { kind, value, by } of view.parts.hunt.lookedFor) {
    const pattern = by === 'person' ? patternOf(kind, value) : null;
    if (pattern !== null) found.set(pattern, { value, pattern });
  }
  return [...found.values()];
}

function patternOf(kind: string, value: string): string | null {
  const quoted = `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  if (kind === 'ip' || kind === 'cidr') return `[${value.includes(':') ? 'ipv6' : 'ipv4'}-addr:value = ${quoted}]`;
  if (kind === 'domain') return `[domain-name:value = ${quoted}]`;
  if (kind === 'url') return `[url:value = ${quoted}]`;
  const digest = HASHES[value.length];
  return kind === 'hash' && digest !== undefined && /^[0-9a-f]+$/i.test(value) ? `[file:hashes.'${digest}' = ${quoted}]` : null;
}

/** `wayIn`: null where it is not known, or may not be shown at this level. `marked`: it is of an exercise, and every object says so. The same case at the same time gives the same bytes. */
export function stixBundle(
  view: CaseView,
  { tlp, wayIn, at, marked }: { readonly tlp: Tlp; readonly wayIn: Bilingual | null; readonly at: string; readonly marked: boolean },
  hash: HashBytes,
): StixBundle {
  const seen = new Map(view.parts.hunt.searches.flatMap(({ top }) => top.map(({ label, first, last }) => [label, { first, last }])));
  const common = {
    spec_version: '2.1',
    created: at,
    modified: at,
    object_marking_refs: [MARKINGS[tlp]],
    ...(marked ? { labels: [MARK] } : {}),
  };
  const indicators = patternsOf(view).map(({ value, pattern }): StixObject => {
    const { first = at, last } = seen.get(value) ?? {};
    return {
      type: 'indicator',
      id: `indicator--${uuid(hash(`stix ${pattern}`))}`,
      ...common,
      pattern,
      pattern_type: 'stix',
      valid_from: first,
      // Nobody is to block what a scenario invented.
      indicator_types: [marked ? 'benign' : 'malicious-activity'],
      ...(last === undefined ? {} : { description: `Seen from ${first} to ${last}` }),
    };
  });
  const note: readonly StixObject[] =
    wayIn === null
      ? []
      : [
          {
            type: 'note',
            id: `note--${uuid(hash(`stix ${view.id} ${wayIn.en} ${at}`))}`,
            ...common,
            abstract: 'Way in',
            content: `${wayIn.en}\n${wayIn.ja}`,
            object_refs: indicators.map(({ id }) => id),
          },
        ];
  const marking: StixObject = {
    type: 'marking-definition',
    id: MARKINGS[tlp],
    spec_version: '2.1',
    created: '2022-10-01T00:00:00.000Z',
    name: `TLP:${tlp}`,
    extensions: { [TLP_2]: { extension_type: 'property-extension', tlp_2_0: tlp.toLowerCase() } },
  };
  return { type: 'bundle', id: `bundle--${uuid(hash(`stix ${view.id} ${tlp} ${at}`))}`, objects: [marking, ...indicators, ...note] };
}

/** Bits of a hash in the shape of a random UUID (RFC 9562, version 4), which STIX asks for. */
function uuid(sha256: string): string {
  const hex = `${sha256.slice(0, 12)}4${sha256.slice(13, 16)}a${sha256.slice(17, 32)}`;
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
