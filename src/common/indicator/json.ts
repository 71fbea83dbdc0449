// SPDX-License-Identifier: Apache-2.0
// JSON of any of the usual makers: STIX bundles, MISP events, OTX pulses, ThreatFox, plain arrays and records.
import { indicatorsOf, indicatorsOfKind } from './grammar.ts';
import { kindNamed, plain, withdrawn } from './reading.ts';
import type { Sink } from './reading.ts';
import { readStixPattern } from './stix.ts';

type Fields = Readonly<Record<string, unknown>>;
/** `gone`: what the record stands in was withdrawn as a whole. */
type Where = { readonly depth: number; readonly bundle: boolean; readonly proposal: boolean; readonly gone: boolean };

const VALUES = ['value', 'indicator', 'ioc', 'ioc_value', 'observable', 'indicator_value'];
const TYPES = ['type', 'ioc_type', 'indicator_type', 'kind', 'observable_type'];
/** What stands below these tells of the list, not of what to look for. */
const ASIDE =
  /^(external_references|references?|links?|source|sources|created_by(_ref)?|author|tags?|tag|galax(y|ies)|galaxycluster|kill_chain_phases|object_marking_refs|orgc?|relatedevent|sharinggroup|description|comment|meta|malware_samples|reporter|permalink)$/i;
const DEEPEST = 40;

/**
 * STIX 2.x, MISP or any other JSON with indicators in it. What is withdrawn or has run out at `now` (milliseconds; null for
 * never) is left out with that reason.
 */
export function readJson(json: unknown, now: number | null, into: Sink): void {
  visit(json, { depth: 0, bundle: false, proposal: false, gone: false }, now, into);
}

function visit(value: unknown, where: Where, now: number | null, into: Sink): void {
  if (where.depth > DEEPEST) return;
  const below = { ...where, depth: where.depth + 1 };
  if (typeof value === 'string') return where.gone ? into.leave(value, 'withdrawn') : word(value, into);
  if (Array.isArray(value)) return value.forEach((one) => visit(one, below, now, into));
  if (typeof value !== 'object' || value === null) return;
  const fields = value as Fields;
  const bundle = where.bundle || fields['type'] === 'bundle';
  const gone = where.gone || withdrawn(fields, now) === 'withdrawn';
  if (record(fields, { ...where, bundle, gone }, now, into)) return;
  for (const [key, one] of Object.entries(fields)) {
    if (ASIDE.test(key)) continue;
    // Only lists of records, and what holds them, are walked: a text beside them is a title or a name.
    if (typeof one === 'object' && one !== null)
      visit(one, { ...below, bundle, gone, proposal: where.proposal || /^shadowattribute$/i.test(key) }, now, into);
  }
}

/** Whether the object is itself one thing to look for, or one that is not. */
function record(fields: Fields, where: Where, now: number | null, into: Sink): boolean {
  if (fields['type'] === 'indicator' && typeof fields['pattern'] === 'string') {
    const gone = where.gone ? 'withdrawn' : withdrawn(fields, now);
    if (gone !== null) into.leave(fields['pattern'], gone);
    else if (typeof fields['pattern_type'] === 'string' && fields['pattern_type'] !== 'stix')
      into.leave(`${fields['pattern_type']}: ${fields['pattern']}`, 'pattern');
    else readStixPattern(fields['pattern'], into);
    return true;
  }
  const value = VALUES.map((name) => fields[name]).find((one): one is string => typeof one === 'string' && one !== '');
  const type = TYPES.map((name) => fields[name]).find((one): one is string => typeof one === 'string');
  if (value !== undefined) {
    const shown = type === undefined ? value : `${type}: ${value}`;
    const gone = where.proposal ? 'proposal' : where.gone ? 'withdrawn' : withdrawn(fields, now);
    if (gone !== null) into.leave(shown, gone);
    else if (where.bundle && type !== undefined && type.includes('-')) into.leave(shown, 'observed');
    else typed(type, value, into);
    return true;
  }
  // A record of columns: { "url": …, "status": … }.
  const columns = Object.entries(fields).filter(
    ([key, one]) => typeof one === 'string' && one !== '' && kindNamed(key) !== null && !ASIDE.test(key),
  );
  if (columns.length === 0 || where.bundle) return false;
  const gone = where.gone ? 'withdrawn' : withdrawn(fields, now);
  for (const [key, one] of columns) {
    if (gone !== null) into.leave(`${key}: ${String(one)}`, gone);
    else typed(key, String(one), into);
  }
  return !Object.values(fields).some((one) => typeof one === 'object' && one !== null);
}

function word(text: string, into: Sink): void {
  const found = indicatorsOf(text);
  if (found.length === 0) into.leave(text, 'unreadable');
  else into.take(found);
}

/** MISP joins two values with a bar: `domain|ip`, `ip-dst|port`. A link is a reference, whatever it leads to. */
export function typed(type: string | undefined, value: string, into: Sink): void {
  if (type === undefined) return word(value, into);
  const shown = `${type}: ${value}`;
  if (/^(link|reference|permalink)$/i.test(type)) return into.leave(shown, 'reference');
  const names = type.split('|');
  const cells = names.length > 1 ? value.split('|') : [value];
  const port = cells[names.indexOf('port')];
  const ports = names.length === 2 && port !== undefined && /^\d{1,5}$/.test(port) ? { ports: port } : {};
  const read = names.flatMap((name, at) => {
    const kind = kindNamed(name);
    return kind === null || cells[at] === undefined ? [] : indicatorsOfKind(kind, cells[at]).map((one) => ({ ...ports, ...one }));
  });
  if (read.length > 0) return into.take(read);
  const known = names.some((name) => kindNamed(name) !== null);
  // A type that is not known says nothing of its value, unless the value is nothing else but an address or a name.
  const guess = known ? [] : indicatorsOf(plain(value)).filter((one) => one.kind === 'ip' || one.kind === 'cidr');
  if (guess.length > 0 && /ip|addr|c2|host|dest/i.test(type)) into.take(guess);
  else into.leave(shown, known ? 'unreadable' : 'type');
}
