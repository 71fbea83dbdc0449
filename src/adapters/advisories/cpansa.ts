// SPDX-License-Identifier: Apache-2.0
import { parse } from 'yaml';
import type { AdvisoryRecord, AffectedRange } from '../../triage/advisory/advisory.port.ts';
import type { Document } from './entries.ts';
import type { Read } from './kev-epss.ts';
import { asList, asObject, asText, blankRecord, EVERY, short, UNKNOWN } from './record.ts';
import type { Loose } from './record.ts';
import type { Refusal } from './store.ts';

/** CPAN Security Advisories: one YAML file for each distribution, or the whole as one JSON. Many have no CVE; none is left out. */
export function readCpansa(document: Document & { readonly text: string }): Read {
  const value = asObject(document.text.trimStart().startsWith('{') ? JSON.parse(document.text) : parse(document.text));
  const dists = 'dists' in value ? Object.entries(asObject(value['dists'])) : [[asText(value['distribution']), value] as const];
  const checked = Number(value['last_checked']);
  const records = dists.flatMap(([dist, body]) => fromDistribution(dist, asObject(body), document.name));
  const stated = asObject(value['meta'])['epoch'];
  const seconds = Number.isFinite(checked) && checked > 0 ? checked : Number(stated);
  return { asOf: Number.isFinite(seconds) && seconds > 0 ? new Date(seconds * 1000).toISOString().slice(0, 10) : null, records };
}

function fromDistribution(dist: string, body: Loose, file: string): readonly (AdvisoryRecord | Refusal)[] {
  if (dist === '') return [{ refused: `${file}: names no distribution` }];
  return asList(body['advisories']).map((row): AdvisoryRecord | Refusal => {
    const advisory = asObject(row);
    const id = asText(advisory['id']);
    if (id === '') return { refused: `${file}: an advisory of ${dist} without an id` };
    const words = asList(advisory['affected_versions']).map(asText);
    const aliases = [...asList(advisory['cves']), ...asList(advisory['github_security_advisory'])]
      .map(asText)
      .filter((alias) => alias !== '');
    const description = short(asText(advisory['description']));
    return {
      ...blankRecord('cpansa', id),
      aliases,
      title: `${dist}: ${description.slice(0, 160)}`,
      summary: description,
      affected: [{ name: dist, vendor: null, ecosystem: 'cpan', scheme: 'cpan', ranges: words.map(cpanRange), words: words.join(' ; ') }],
      published: dateText(advisory['reported']),
      url: asList(advisory['references']).map(asText)[0] ?? null,
    };
  });
}

/** `>=1.0,<1.5` is one stretch; `<1.5` another; an empty or missing text means every version. Words leave the versions unknown. */
export function cpanRange(words: string): AffectedRange {
  let range: AffectedRange = EVERY;
  for (const part of words.split(',')) {
    const match = /^\s*(?:(>=|<=|==|=|<|>)\s*)?([\w.]+)\s*$/.exec(part);
    if (match === null && part.trim() !== '') return UNKNOWN;
    if (match === null) continue;
    const version = match[2] ?? null;
    switch (match[1]) {
      case '>=':
        range = { ...range, from: version };
        break;
      case '>':
        range = { ...range, after: version };
        break;
      case '<=':
        range = { ...range, upTo: version };
        break;
      case '<':
        range = { ...range, before: version };
        break;
      default:
        range = { ...range, exact: version };
    }
  }
  return range;
}

function dateText(value: unknown): string | null {
  const text = value instanceof Date ? value.toISOString() : asText(value);
  return /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0] ?? null;
}
