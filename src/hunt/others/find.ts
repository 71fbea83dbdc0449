// SPDX-License-Identifier: Apache-2.0
// From confirmed sightings to who behaves alike: which other destinations the same computers use, and which other computers.
import { nameAbove } from '../../common/host-name.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { readFacts } from '../coverage/facts.ts';
import { roleOf } from '../coverage/role.ts';
import type { Role } from '../coverage/role.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import type { Period } from '../engine/period.ts';
import type { Table } from '../engine/schema.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { contains, rangeOf } from '../indicator/range.ts';
import { readCoverage } from '../question/coverage.ts';
import type { Coverage } from '../question/coverage.ts';
import { destinationsSql } from './calls.ts';
import type { CallFiles } from './calls.ts';
import { CUT_OFF, score } from './score.ts';
import type { Computer, Destination, CallFacts } from './score.ts';

export type OthersQuestion = {
  readonly period: Period;
  readonly indicators: readonly Indicator[];
  /** What is held to be harmless: stands apart, with its number. */
  readonly allowed: readonly Indicator[];
  /** IANA zone in which nights and weekends are counted. */
  readonly zone: string;
  readonly limit: number;
};

export type Candidate = {
  readonly destination: string;
  /** Its names; several only where one address serves them. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
  readonly computers: readonly Computer[];
  readonly calls: number;
  readonly score: number;
  readonly reasons: readonly Bilingual[];
  readonly first: string;
  readonly last: string;
  /** One of the indicators that were given. */
  readonly confirmed: boolean;
};

export type Others = {
  readonly destinations: readonly Candidate[];
  /** Addresses that use a confirmed destination, or one above the cut-off. */
  readonly computers: readonly {
    readonly computer: string;
    readonly destinations: readonly string[];
    readonly first: string;
    readonly last: string;
  }[];
  readonly cutOff: number;
  /** What stands apart, and how much of it: used by many, held to be harmless. */
  readonly apart: { readonly common: number; readonly allowed: number };
  readonly active: number;
  readonly coverage: Coverage;
};

type Row = {
  key: string;
  active: number;
  calls: number;
  firstAt: number;
  lastAt: number;
  computers: [string, number, number, number, number, number, number][];
  sentMedian: number;
  gotMedian: number;
  off: number;
  posts: number;
  agents: string[];
  shapes: string[];
  shapeKinds: number;
  ips: string[];
  begins: number;
  ends: number;
  offUsual: number;
  common: number;
};

/** Destinations and computers that behave like the confirmed ones, strongest first, with what could not be looked at. */
export async function findOthers(engine: LogEngine, question: OthersQuestion): Promise<Result<Others, EngineFault>> {
  const facts = await readFacts(engine);
  if (!facts.ok) return facts;
  const files = (table: Table, ...roles: readonly Role[]) => [
    ...new Set(facts.value.filter((one) => one.table === table && roles.includes(roleOf(one))).map((one) => one.file)),
  ];
  const from: CallFiles = {
    web: files('web', 'proxy', 'sensor', 'other'),
    flow: files('flow', 'firewall', 'sensor', 'other'),
    event: files('event', 'sensor', 'other'),
    dns: files('dns', 'resolver'),
  };
  const { period, zone, indicators, allowed } = question;
  const keys = indicators.filter((one) => one.kind === 'domain' || one.kind === 'ip').map((one) => one.value);
  const rows = await engine.read<Row>(destinationsSql(from, period, zone, keys), { seconds: 600 });
  if (!rows.ok) return rows;
  const coverage = await readCoverage(engine, period, ['web', 'flow', 'event', 'dns']);
  if (!coverage.ok) return coverage;
  const all = rows.value.map(destinationOf);
  const isConfirmed = matcher(indicators);
  const isAllowed = matcher(allowed);
  const confirmed = all.filter((one) => isConfirmed(one));
  const [first] = rows.value;
  const known: CallFacts = {
    active: first?.active ?? 0,
    begins: first?.begins ?? 0,
    ends: first?.ends ?? 0,
    offUsual: first?.offUsual ?? 0,
    confirmed,
  };
  const rest = all.filter((one) => !isConfirmed(one));
  const candidates = rest.filter((one) => !isAllowed(one));
  const scored = candidates
    .map((one) => candidateOf(one, score(one, known), false))
    .toSorted((a, b) => b.score - a.score || (a.destination < b.destination ? -1 : 1));
  const strong = scored.filter((one) => one.score >= CUT_OFF);
  const shown = [...confirmed.map((one) => candidateOf(one, { score: 1, reasons: [CONFIRMED] }, true)), ...scored].slice(0, question.limit);
  return ok({
    destinations: shown,
    computers: computersOf([...confirmed.map((one) => candidateOf(one, { score: 1, reasons: [] }, true)), ...strong]),
    cutOff: CUT_OFF,
    apart: { common: first?.common ?? 0, allowed: rest.length - candidates.length },
    active: known.active,
    coverage: coverage.value,
  });
}

const CONFIRMED: Bilingual = { ja: '痕跡情報にある宛先', en: 'one of the indicators' };

function destinationOf(row: Row): Destination {
  return {
    key: row.key,
    computers: row.computers.map(([computer, calls, from, to, interval, jitter, rhythm]) => ({
      computer,
      calls,
      first: from,
      last: to,
      interval,
      jitter,
      rhythm,
    })),
    calls: row.calls,
    first: row.firstAt,
    last: row.lastAt,
    sent: row.sentMedian,
    got: row.gotMedian,
    off: row.off,
    posts: row.posts,
    agents: row.agents,
    shapes: row.shapes,
    shapeKinds: row.shapeKinds,
    addresses: row.ips,
  };
}

/** By name and what lies below it; by address only where the destination has no name, since names share addresses. */
function matcher(indicators: readonly Indicator[]): (one: Destination) => boolean {
  const names = new Set(indicators.filter((one) => one.kind === 'domain').map((one) => one.value));
  const hosts = new Set(indicators.filter((one) => one.kind === 'url').map((one) => one.value.split(/[/?]/)[0] ?? ''));
  const addresses = new Set(indicators.filter((one) => one.kind === 'ip').map((one) => one.value));
  const ranges = indicators.flatMap((one) => (one.kind === 'cidr' ? (rangeOf(one.value) ?? []) : []));
  return ({ key, addresses: at }) => {
    if (hosts.has(key) || nameAbove(names, key) !== null) return true;
    const own = at.length === 1 ? [key, ...at] : [key];
    return own.some((ip) => addresses.has(ip) || ranges.some((range) => contains(range, ip)));
  };
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

function candidateOf(
  one: Destination,
  { score: value, reasons }: { readonly score: number; readonly reasons: readonly Bilingual[] },
  confirmed: boolean,
): Candidate {
  const named = !one.addresses.includes(one.key);
  return {
    destination: one.key,
    names: named ? [one.key] : [],
    addresses: named ? one.addresses : [one.key],
    computers: one.computers,
    calls: one.calls,
    score: value,
    reasons,
    first: iso(one.first),
    last: iso(one.last),
    confirmed,
  };
}

function computersOf(candidates: readonly Candidate[]): Others['computers'] {
  const found = new Map<string, { destinations: string[]; first: number; last: number }>();
  for (const one of candidates)
    for (const { computer, first, last } of one.computers) {
      const before = found.get(computer);
      if (before === undefined) found.set(computer, { destinations: [one.destination], first, last });
      else {
        before.destinations.push(one.destination);
        before.first = Math.min(before.first, first);
        before.last = Math.max(before.last, last);
      }
    }
  return [...found]
    .map(([computer, { destinations, first, last }]) => ({ computer, destinations, first: iso(first), last: iso(last) }))
    .toSorted((a, b) => b.destinations.length - a.destinations.length || (a.computer < b.computer ? -1 : 1));
}
