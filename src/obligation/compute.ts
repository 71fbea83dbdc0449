// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import type { Instant } from '../kernel/instant.ts';
import { plusMillis } from '../kernel/instant.ts';
import { atWallTime, dayOf, endOfDay, isWeekend, plusCivil, plusDays } from '../common/civil-day.ts';
import type { Facts, Trigger } from './facts.ts';
import type { Day } from '../common/civil-day.ts';
import type { Holidays } from '../common/holidays.port.ts';
import type { Basis, Counting, Rule, RuleId } from './law/rule.ts';

/**
 * What a rule says for given facts. Pure: the same under every zone of the machine and at every hour of its clock.
 * `strict`: the deadline is the earliest reading of the text and nothing was added; false where the text is a guide
 * figure ("about 3 to 5 days") or a closed last day moved the deadline on (the note then names the day before the move).
 */
export type Computed = {
  readonly rule: RuleId;
  readonly state: 'running' | 'undetermined' | 'not-applicable';
  readonly deadline: Instant | null;
  /** The deadline's civil day in `zone`. */
  readonly lastDay: Day | null;
  /** From here on the clock is shown amber. */
  readonly warnFrom: Instant | null;
  readonly zone: string;
  readonly strict: boolean;
  readonly note: Bilingual;
  readonly basis: Basis;
};

type Counted = {
  readonly deadline: Instant | null;
  readonly warnFrom: Instant | null;
  readonly strict: boolean;
  readonly notes: readonly Bilingual[];
};

/**
 * The deadline of a rule from facts. `undetermined` without the fact that starts it, `not-applicable` before the rule was
 * law. Pure; holidays are the country's own. Not legal advice.
 */
export function compute(rule: Rule, facts: Facts, holidays: Holidays): Computed {
  const shape = { rule: rule.id, zone: facts.zone, basis: rule.basis };
  const nothing = { deadline: null, lastDay: null, warnFrom: null, strict: true };
  if (facts.trigger === null) return { ...shape, ...nothing, state: 'undetermined', note: joined([rule.note, missing(rule)]) };
  const begin = beginOf(rule, facts.trigger, facts.aware);
  if (begin.is === 'undetermined') return { ...shape, ...nothing, state: 'undetermined', note: joined([rule.note, ...begin.notes]) };
  if (begin.trigger.day < rule.since) return { ...shape, ...nothing, state: 'not-applicable', note: joined([rule.note, before(rule)]) };
  const counted = count(rule.counting, begin.trigger, facts, holidays);
  return {
    ...shape,
    state: 'running',
    deadline: counted.deadline,
    lastDay: counted.deadline === null ? null : dayOf(counted.deadline, facts.zone),
    warnFrom: counted.warnFrom,
    strict: counted.strict && !begin.moved,
    note: joined([rule.note, ...begin.notes, ...counted.notes]),
  };
}

type Begin =
  | { readonly is: 'undetermined'; readonly notes: readonly Bilingual[] }
  | { readonly is: 'begun'; readonly trigger: Trigger; readonly moved: boolean; readonly notes: readonly Bilingual[] };

/**
 * From when the clock runs. A duty begins with awareness: an act that lies before it starts no clock that could end before
 * anybody knew. Where the act alone lies before the law, what decides is when the duty began, and that must be said.
 */
function beginOf(rule: Rule, trigger: Trigger, aware: Trigger | null): Begin {
  const plain = { is: 'begun', trigger, moved: false, notes: [] } as const;
  if (!rule.accepts.includes('awareAt')) return plain;
  if (aware === null) return trigger.day < rule.since ? { is: 'undetermined', notes: [awarenessDecides(rule)] } : plain;
  if (aware.at <= trigger.at) return aware.day < rule.since && trigger.day >= rule.since ? { ...plain, notes: [awareBefore(rule)] } : plain;
  return { is: 'begun', trigger: aware, moved: true, notes: [countedFromAwareness(rule)] };
}

// oxlint-disable-next-line typescript/consistent-return -- the switch is exhaustive, tsc checks it
function count(counting: Counting, trigger: Trigger, facts: Facts, holidays: Holidays): Counted {
  switch (counting.how) {
    case 'hours':
      return hours(counting.hours, trigger);
    case 'days-from-day-one':
      return japaneseDays(counting, trigger, facts, holidays);
    case 'days-after':
      return europeanPeriod(trigger, { days: counting.days }, facts.zone);
    case 'months-after':
      return europeanPeriod(trigger, { months: counting.months }, facts.zone);
    case 'federal-business-days':
      return federalDays(counting, trigger, facts.zone, holidays);
    case 'promptly':
      return { deadline: null, warnFrom: trigger.at, strict: false, notes: [] };
  }
}

function hours(number: number, trigger: Trigger): Counted {
  const deadline = plusMillis(trigger.at, number * 3_600_000);
  const outer = {
    ja: `本則は「遅滞なく」。遅くとも${number}時間以内で、示した日時は外側の限度。`,
    en: `The duty is “without undue delay”, at the latest within ${number} hours: the time shown is the outer limit.`,
  };
  const extension = {
    ja: 'EU の期間計算規則（No 1182/71）3条1項により始まりの1時間を数えない余地があるが、期限には入れていない。時間で定めた期間に3条4項の休日による延長はない（3条5項の適用には争いがある）。',
    en: 'Regulation (EEC, Euratom) No 1182/71 art. 3(1) would leave the starting hour out; that is not relied on. Periods in hours are not extended for holidays by art. 3(4); whether art. 3(5) applies is disputed.',
  };
  return { deadline, warnFrom: plusMillis(trigger.at, number * 1_800_000), strict: true, notes: [outer, ...wholeDay(trigger), extension] };
}

/** Day of knowing = day 1. A last day on which the office is closed moves on (行政機関の休日に関する法律 2条). */
function japaneseDays(counting: Counting & { how: 'days-from-day-one' }, trigger: Trigger, facts: Facts, holidays: Holidays): Counted {
  const days = facts.wrongfulPurpose ? counting.ifWrongful : counting.days;
  const last = plusDays(trigger.day, days - 1);
  const warnFrom = endOfDay(plusDays(trigger.day, counting.warnDays - 1), facts.zone);
  if (!counting.roll) return { deadline: endOfDay(last, facts.zone), warnFrom, strict: false, notes: [] };
  const moved = nextOpenDay(last, (day) => closedInJapan(day, holidays));
  const notes: Bilingual[] = [];
  if (moved.day !== last)
    notes.push({
      ja: `${days}日目の${last}は閉庁日のため、次の開庁日 ${moved.day} を期限とした（行政機関の休日に関する法律2条。通則編3-5-3-4）。`,
      en: `Day ${days}, ${last}, is a closed day; the deadline is the next working day ${moved.day} (Act on Holidays of Administrative Organs art. 2; guideline 3-5-3-4).`,
    });
  return { deadline: endOfDay(moved.day, facts.zone), warnFrom, strict: moved.day === last, notes: [...notes, ...doubts(moved)] };
}

/** Strict: the same wall time; to the end of the day, and past a weekend, is the law's own extension and stays a note. */
function europeanPeriod(trigger: Trigger, by: { readonly days?: number; readonly months?: number }, zone: string): Counted {
  const same = plusCivil(trigger.at, by, zone);
  const last = dayOf(same, zone);
  // Where only the day is known there is no wall time to keep: the whole last day counts.
  const deadline = trigger.precision === 'whole-day' ? endOfDay(last, zone) : same;
  const working = nextOpenDay(last, (day) => (isWeekend(day) ? 'closed' : 'open')).day;
  const extension = {
    ja: `EU の期間計算規則（No 1182/71）3条によれば ${working} の終わりまで延びうる（加盟国の祝日は見ていない）が、期限には入れていない。`,
    en: `Regulation (EEC, Euratom) No 1182/71 art. 3 could extend it to the end of ${working} (national holidays not looked at); that is not relied on.`,
  };
  const whole = by.days ?? 30;
  const notes = trigger.precision === 'whole-day' ? [dayOnly, extension] : [extension];
  return { deadline, warnFrom: plusMillis(deadline, -Math.ceil(whole / 4) * 86_400_000), strict: true, notes };
}

const dayOnly: Bilingual = {
  ja: '日だけが分かっているので、最後の日の終わりを示した。時刻が分かれば、その同じ時刻が期限になる。',
  en: 'Only the day is known, so the end of the last day is shown; with the time, that same time of day is the deadline.',
};

/** Form 8-K General Instruction B.1: a determination on a closed day lets the period begin on, and include, the first business day after. */
function federalDays(counting: Counting & { how: 'federal-business-days' }, trigger: Trigger, zone: string, holidays: Holidays): Counted {
  const closed = (day: Day): DayState => (isWeekend(day) ? 'closed' : stateOf(holidays, 'US', day));
  let day = trigger.day;
  let seen: OpenDay = { day, provisional: false, unknown: false };
  for (let number = 0; number < counting.days; number += 1) {
    seen = nextOpenDay(plusDays(day, 1), closed, seen);
    day = seen.day;
  }
  const deadline = atWallTime(day, counting.closes, zone);
  return { deadline, warnFrom: plusMillis(deadline, -86_400_000), strict: true, notes: doubts(seen) };
}

type DayState = 'open' | 'closed' | 'closed-provisionally' | 'unknown';
type OpenDay = { readonly day: Day; readonly provisional: boolean; readonly unknown: boolean };

/** `day` itself when it is open, else the first open one after it; remembers what was doubtful on the way. */
function nextOpenDay(
  day: Day,
  stateOf: (day: Day) => DayState,
  before: Omit<OpenDay, 'day'> = { provisional: false, unknown: false },
): OpenDay {
  let found = { ...before, day };
  for (;;) {
    const state = stateOf(found.day);
    found = {
      day: found.day,
      provisional: found.provisional || state === 'closed-provisionally',
      unknown: found.unknown || state === 'unknown',
    };
    if (state === 'open' || state === 'unknown') return found;
    found = { ...found, day: plusDays(found.day, 1) };
  }
}

function closedInJapan(day: Day, holidays: Holidays): DayState {
  const monthDay = day.slice(5);
  if (isWeekend(day) || monthDay >= '12-29' || monthDay <= '01-03') return 'closed';
  return stateOf(holidays, 'JP', day);
}

function stateOf(holidays: Holidays, country: 'JP' | 'US', day: Day): DayState {
  const answer = holidays.on(country, day);
  if (answer.is === 'holiday') return answer.provisional ? 'closed-provisionally' : 'closed';
  return answer.is === 'unknown' ? 'unknown' : 'open';
}

function doubts(found: OpenDay): readonly Bilingual[] {
  return [
    ...(found.provisional
      ? [{ ja: '春分・秋分の日が未公表の年で、暫定の暦による。', en: 'Rests on an equinox day that is not yet published (provisional).' }]
      : []),
    ...(found.unknown
      ? [{ ja: 'この年の祝日データがなく、祝日は見ていない。', en: 'No holiday data for that year: holidays were not looked at.' }]
      : []),
  ];
}

function wholeDay(trigger: Trigger): readonly Bilingual[] {
  if (trigger.precision === 'moment') return [];
  return [
    {
      ja: '日だけが分かっているので、その日の0時から数えた。',
      en: 'Only the day is known, so it is counted from that day’s first moment (00:00).',
    },
  ];
}

export const factNames: Readonly<Record<Rule['trigger'], Bilingual>> = {
  knownAt: { ja: '知った日時', en: 'the time of knowing' },
  occurredAt: { ja: '発生した日時', en: 'the time of occurrence' },
  madePublicAt: { ja: '公にした日時', en: 'the time at which it was made public' },
  awareAt: { ja: '認識した日時', en: 'the time of becoming aware' },
  notificationSubmittedAt: { ja: '通知を提出した日時', en: 'the time at which the notification was submitted' },
  fixAvailableAt: { ja: '修正または緩和策が利用できるようになった日時', en: 'the time from which a fix or mitigation is available' },
  materialityDeterminedOn: { ja: '重要と判断した日', en: 'the day of the determination of materiality' },
};

function missing(rule: Rule): Bilingual {
  return {
    ja: `${factNames[rule.trigger].ja}が定まるまで期限はない。`,
    en: `There is no deadline until ${factNames[rule.trigger].en} is known.`,
  };
}

function countedFromAwareness(rule: Rule): Bilingual {
  return {
    ja: `${factNames[rule.trigger].ja}は認識した日時より前なので、認識した日時から数えた（知る前に終わる期限は示さない）。条文の文言どおりなら先に過ぎているため、待たずに提出すること。`,
    en: `${sentence(factNames[rule.trigger].en)} lies before the awareness, so it is counted from the awareness: no deadline is shown that ended before anybody knew. By the letter it would be over, so submit without waiting.`,
  };
}

function awarenessDecides(rule: Rule): Bilingual {
  return {
    ja: `${factNames[rule.trigger].ja}は ${rule.since} より前だが、義務の有無は認識した日時で決まる。それが定まるまで期限はない。`,
    en: `${sentence(factNames[rule.trigger].en)} lies before ${rule.since}, but whether the duty exists rests on when you became aware. There is no deadline until that is known.`,
  };
}

function awareBefore(rule: Rule): Bilingual {
  return {
    ja: `認識は ${rule.since} より前。義務が及ぶかは条文から明らかでないため、厳しい側で動かしている（要確認）。`,
    en: `Awareness lies before ${rule.since}; the text does not settle whether the duty reaches it, so the clock runs on the strict side (to be confirmed).`,
  };
}

function sentence(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

function before(rule: Rule): Bilingual {
  return { ja: `${rule.since} より前にはこの義務がない。`, en: `The duty did not exist before ${rule.since}.` };
}

function joined(notes: readonly Bilingual[]): Bilingual {
  return { ja: notes.map((note) => note.ja).join(''), en: notes.map((note) => note.en).join(' ') };
}
