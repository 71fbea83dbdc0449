// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { ok } from '../../kernel/result.ts';
import type { Result } from '../../kernel/result.ts';
import { findAttackers } from '../attack/attacks.ts';
import type { Attacker } from '../attack/attacks.ts';
import { findBeacons } from './beacons.ts';
import type { Beacon } from './beacons.ts';
import { readCoverage } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import type { EngineFault, LogEngine } from '../engine/engine.port.ts';
import type { Indicator } from '../indicator/indicator.ts';
import { indicatorPlaces } from '../indicator/places.ts';
import { MOST_SIGHTINGS, searchIndicators } from '../indicator/search.ts';
import type { Sighting } from '../indicator/search.ts';
import { searchNewFiles } from '../indicator/search-new.ts';
import type { Period } from '../engine/period.ts';
import { findRare } from './rare.ts';
import type { Rare } from './rare.ts';
import { tables } from '../engine/schema.ts';
import type { Table } from '../engine/schema.ts';
import type { Compiled } from '../sigma/compiled.ts';
import { runRules } from '../sigma/run.ts';
import type { RuleHit } from '../sigma/run.ts';
import type { Unanswered } from '../sigma/bind.ts';
import type { RefusedRule } from '../sigma/compile.ts';

export type Question = {
  readonly period: Period;
  /** `key`: what was found under it before is kept, and only new files are looked in; then the period is open. */
  readonly indicators: { readonly name: string; readonly list: readonly Indicator[]; readonly key?: string } | null;
  readonly rules: readonly Compiled[] | null;
  readonly beacons: number | null;
  readonly rare: number | null;
  /** How many sources of attack-shaped requests; absent: not asked. */
  readonly attacks?: number;
};

/** Which kinds of log each search looks at, none where it was not asked: nothing found says nothing of the others. */
export type LookedIn = {
  readonly indicators: readonly Table[];
  readonly sigma: readonly Table[];
  readonly beacons: readonly Table[];
  readonly rare: readonly Table[];
  readonly attacks: readonly Table[];
};

/** What `matoi hunt` answers: findings of each kind that was asked, and what stands behind them. */
export type HuntResult = {
  readonly sightings: readonly Sighting[];
  readonly rules: readonly RuleHit[];
  /** Rules that were asked and that the engine did not accept. */
  readonly rulesRefused: readonly RefusedRule[];
  /** Rules that the logs at hand cannot answer, or not everywhere, each with its reason. */
  readonly rulesUnanswered: readonly Unanswered[];
  readonly beacons: readonly Beacon[];
  readonly rare: readonly Rare[];
  readonly attacks: readonly Attacker[];
  /** Of the kinds of log that any of the searches looks at. */
  readonly coverage: Coverage;
  readonly lookedIn: LookedIn;
  readonly asked: {
    readonly indicators: number | null;
    readonly rules: number | null;
    readonly beacons: boolean;
    readonly rare: boolean;
    readonly attacks: number | null;
  };
};

/**
 * Asks what the question names (null is not asked), one after the other, and says what was not looked at for it. The first
 * fault of the engine ends it.
 */
export async function hunt(engine: LogEngine, question: Question): Promise<Result<HuntResult, EngineFault>> {
  const { indicators, rules, beacons, rare, period } = question;
  const sightings =
    indicators === null
      ? ok([])
      : indicators.key === undefined
        ? await searchIndicators(engine, indicators.name, indicators.list, period)
        : await searchNewFiles(engine, indicators.key, indicators);
  if (!sightings.ok) return sightings;
  const hits = rules === null ? ok({ hits: [], refused: [], unanswered: [] }) : await runRules(engine, rules, period);
  if (!hits.ok) return hits;
  const rhythms = beacons === null ? ok([]) : await findBeacons(engine, period, beacons);
  if (!rhythms.ok) return rhythms;
  const lone = rare === null ? ok([]) : await findRare(engine, period, rare);
  if (!lone.ok) return lone;
  const attacks = question.attacks === undefined ? ok([]) : await findAttackers(engine, period, question.attacks);
  if (!attacks.ok) return attacks;
  const places = lookedIn(question);
  const among = tables.filter((table) => Object.values(places).some((some) => some.includes(table)));
  const coverage = await readCoverage(engine, period, among.length === 0 ? tables : among);
  if (!coverage.ok) return coverage;
  return ok({
    sightings: sightings.value,
    rules: hits.value.hits,
    rulesRefused: hits.value.refused,
    rulesUnanswered: hits.value.unanswered,
    beacons: rhythms.value,
    rare: lone.value,
    attacks: attacks.value,
    coverage: {
      ...coverage.value,
      notLookedAt: [...unansweredWords(hits.value.unanswered), ...cutShort(sightings.value), ...coverage.value.notLookedAt],
    },
    lookedIn: places,
    asked: {
      indicators: indicators?.list.length ?? null,
      rules: rules?.length ?? null,
      beacons: beacons !== null,
      rare: rare !== null,
      attacks: question.attacks ?? null,
    },
  });
}

function lookedIn({ indicators, rules, beacons, rare, attacks }: Question): LookedIn {
  return {
    indicators: tables.filter((table) =>
      (indicators?.list ?? []).some(({ kind }) => indicatorPlaces[table][kind === 'cidr' ? 'ip' : kind] !== undefined),
    ),
    // A correlation goes where its rules go, whatever table it is listed under.
    sigma: tables.filter((table) => (rules ?? []).some((rule) => rule.correlation || rule.table === table)),
    beacons: beacons === null ? [] : ['web', 'flow', 'event'],
    rare: rare === null ? [] : ['web', 'flow'],
    attacks: attacks === undefined ? [] : ['web'],
  };
}

/** That a rule found nothing says nothing where it could not be asked. */
function unansweredWords(unanswered: readonly Unanswered[]): readonly Bilingual[] {
  const of = (why: Unanswered['why']) => unanswered.filter((one) => one.why === why);
  const columns = [
    ...new Set([...of('no-column'), ...of('in-part')].flatMap((one) => one.columns.map((name) => name.replace(/^extra\./, '')))),
  ];
  const listed = `${columns.slice(0, 8).join(', ')}${columns.length > 8 ? ' …' : ''}`;
  const words: Bilingual[] = [];
  if (of('no-log').length > 0)
    words.push({
      ja: `検知ルール ${of('no-log').length} 件は、対象の種類のログがないため見ていない`,
      en: `${of('no-log').length} rules were not asked: no log of their kind has been imported`,
    });
  if (of('no-column').length > 0)
    words.push({
      ja: `検知ルール ${of('no-column').length} 件は、必要な項目がログにないため見ていない（${listed}）`,
      en: `${of('no-column').length} rules were not asked: the logs do not have the columns they need (${listed})`,
    });
  if (of('in-part').length > 0)
    words.push({
      ja: `検知ルール ${of('in-part').length} 件は、項目のないログについては見ていない（${listed}）`,
      en: `${of('in-part').length} rules were asked in part: some logs do not have the columns they need (${listed})`,
    });
  return words;
}

/** A list that is as long as it may be has more behind it. */
function cutShort(sightings: readonly Sighting[]): readonly Bilingual[] {
  const tables = new Set(sightings.map((one) => one.table));
  return [...tables]
    .filter((table) => sightings.filter((one) => one.table === table).length >= MOST_SIGHTINGS)
    .map((table) => ({
      ja: `${table} のログでは、該当が多いため回数の多い ${MOST_SIGHTINGS.toLocaleString('ja')} 組だけを挙げた`,
      en: `Of the ${table} logs only the ${MOST_SIGHTINGS.toLocaleString('en')} most frequent pairs are listed; there are more`,
    }));
}
