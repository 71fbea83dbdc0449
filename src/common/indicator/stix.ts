// SPDX-License-Identifier: Apache-2.0
// STIX 2.1 patterns: comparisons are parsed, not looked for as text, so that `!=`, NOT and LIKE mean what they say.
import { domainOf, indicatorsOfKind } from './grammar.ts';
import type { IndicatorKind } from './grammar.ts';
import type { Sink } from './reading.ts';

type Comparison = { readonly path: string; readonly negated: boolean; readonly operator: string; readonly values: readonly string[] };

const TOKEN = /\s+|'(?:[^'\\]|\\.)*'|!=|<>|<=|>=|[=<>()[\],]|[^\s'()[\],=<>!]+(?:'[^']*'[^\s'()[\],=<>!]*)*/gy;
const OPERATORS = new Set(['=', '!=', '<>', '<', '>', '<=', '>=', 'IN', 'LIKE', 'MATCHES', 'ISSUBSET', 'ISSUPERSET']);

/** All comparisons of a pattern, in their order; null: it cannot be read. */
function comparisonsOf(pattern: string): readonly Comparison[] | null {
  const words = tokensOf(pattern);
  if (words === null) return null;
  const found: Comparison[] = [];
  for (let at = 0; at < words.length; at += 1) {
    const path = words[at] ?? '';
    if (!/^[a-z0-9-]+:./i.test(path)) continue;
    let next = at + 1;
    const not = words[next]?.toUpperCase() === 'NOT';
    if (not) next += 1;
    const operator = (words[next] ?? '').toUpperCase();
    if (!OPERATORS.has(operator)) return null;
    const values: string[] = [];
    next += 1;
    if (words[next] === '(')
      for (next += 1; next < words.length && words[next] !== ')'; next += 1) {
        if (words[next] !== ',') values.push(literal(words[next] ?? ''));
      }
    else values.push(literal(words[next] ?? ''));
    found.push({ path, negated: not || operator === '!=' || operator === '<>', operator, values });
    at = next;
  }
  return found;
}

function tokensOf(pattern: string): readonly string[] | null {
  const words: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < pattern.length) {
    const found = TOKEN.exec(pattern);
    if (found === null) return null;
    if (found[0].trim() !== '') words.push(found[0]);
  }
  return words;
}

function literal(word: string): string {
  return word.startsWith("'") ? word.slice(1, -1).replaceAll(/\\(.)/gs, '$1') : word;
}

function kindOfPath(path: string): IndicatorKind | 'type' | null {
  const plain = path.toLowerCase();
  if (/^(?:ipv4-addr|ipv6-addr):value$/.test(plain) || /^network-traffic:(?:src|dst)_ref\.value$/.test(plain)) return 'ip';
  if (plain.endsWith('_ref.type')) return 'type';
  if (plain === 'domain-name:value' || /domain-name:resolves_to_refs/.test(plain)) return 'domain';
  if (plain === 'url:value') return 'url';
  if (/request_header\.'?user-agent'?$/.test(plain)) return 'user-agent';
  if (/ja3(?:_hash|\.hash|_client)?'?$/.test(plain)) return 'ja3';
  if (/\.hashes\.|hashes\./.test(plain)) return 'hash';
  if (/^file:name$/.test(plain)) return 'file';
  return /^email-addr:value$/.test(plain) ? 'mail' : null;
}

/** Reads one pattern. What is denied is never looked for; what is joined to a condition that no log shows is named. */
export function readStixPattern(pattern: string, into: Sink): void {
  const comparisons = pattern.length > 100_000 ? null : comparisonsOf(pattern);
  if (comparisons === null || comparisons.length === 0) return into.leave(pattern, 'pattern');
  const joined = /\bAND\b|\bFOLLOWEDBY\b/.test(pattern.replaceAll(/(?<!\\)'(?:[^'\\]|\\.)*'/g, ''));
  let conditions = 0;
  for (const { path, negated, operator, values } of comparisons) {
    const kind = kindOfPath(path);
    const shown = `${path} ${operator} ${values.join(', ')}`;
    if (kind === 'type') continue;
    if (negated) into.leave(shown, 'negated');
    else if (kind === null) {
      conditions += 1;
      into.leave(shown, 'pattern');
    } else
      for (const value of values) {
        const wanted = operator === 'LIKE' ? subdomains(kind, value) : ['=', 'IN', 'ISSUBSET'].includes(operator) ? value : null;
        const found = wanted === null ? [] : indicatorsOfKind(kind, wanted);
        if (found.length === 0) into.leave(`${path} ${operator} ${value}`, wanted === null ? 'pattern' : 'unreadable');
        into.take(found);
      }
  }
  const several = comparisons.filter((one) => kindOfPath(one.path) !== 'type').length > 1;
  if (joined && (conditions > 0 || several)) into.leave(pattern, 'joined');
}

/** `%.evil.example`: all names below one. Other patterns of LIKE have no counterpart here. */
function subdomains(kind: IndicatorKind, pattern: string): string | null {
  const plain = pattern.replace(/^%\.?/, '');
  return kind === 'domain' && pattern.startsWith('%.') && !/[%_]/.test(plain) && domainOf(plain) !== null ? `*.${plain}` : null;
}
