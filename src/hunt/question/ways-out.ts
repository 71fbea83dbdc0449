// SPDX-License-Identifier: Apache-2.0
// Which logs count what a computer sends, and whether they are all the ways on which it may have left.
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { SourceCoverage } from './coverage.ts';
import { gapsIn, isLater } from '../coverage/series.ts';

/** One log through which data may have gone out, and what it can say of it. */
export type Way = {
  readonly dataset: string;
  readonly table: 'flow' | 'web';
  readonly role: SourceCoverage['role'];
  /** Bytes sent stand in every file of it, for whole connections. */
  readonly counts: boolean;
  /** Lines of the period and the computer in question. */
  readonly used: number;
  /** Connections among them of which no line says how much was sent, though they were let through. */
  readonly silent: number;
};

/** The column in which a log of this table counts what was sent. */
export const SENT = { flow: 'source.bytes', web: 'http.request.body.bytes' } as const;

/**
 * Whether a log adds up what was sent. A packet filter logs the length of one packet, not of its connection; a sensor's
 * web log counts bodies that its connection log counts again.
 */
export function countsSent(source: Pick<SourceCoverage, 'table' | 'role' | 'columns'>): boolean {
  if (source.table === 'flow') return source.role !== 'packets' && source.columns.includes(SENT.flow);
  return source.table === 'web' && source.role === 'proxy' && source.columns.includes(SENT.web);
}

/** Ways out are logs of connections and of proxies; a server's own log shows who asked it, not what its computers sent. */
export function isWayOut(source: Pick<SourceCoverage, 'table' | 'role'>): boolean {
  return source.table === 'flow' || (source.table === 'web' && source.role === 'proxy');
}

type Question = { readonly since: string | null; readonly until: string | null; readonly computer: string | null };

/** Why no bound can be given; empty: every way out has a log that counts, without holes. Each reason names its log. */
export function unboundBecause(
  ways: readonly Way[],
  sources: readonly SourceCoverage[],
  question: Question,
  found: { readonly unmet: number; readonly rejected: number; readonly truncated: readonly string[] },
): readonly Bilingual[] {
  const why: Bilingual[] = [];
  const flows = ways.filter((way) => way.table === 'flow');
  if (!flows.some((way) => way.counts))
    why.push({
      ja: '確かめられない：接続ごとの送信量を数えたログ（ファイアウォールなど）がない。プロキシーを通らない通信は数えられない',
      en: 'Not checkable: no log of connections (a firewall’s, say) counts bytes sent; what does not pass a proxy cannot be counted',
    });
  for (const way of ways.filter((one) => !one.counts && (one.table === 'flow' || blocks(one, question, found.unmet))))
    why.push({
      ja: `確かめられない：${way.dataset} に送信量が${way.role === 'packets' ? '接続ごとには' : ''}ない（該当 ${way.used.toLocaleString('ja')} 行）`,
      en: `Not checkable: ${way.dataset} does not count bytes sent${way.role === 'packets' ? ' for a connection' : ''} (${way.used.toLocaleString('en')} lines in question)`,
    });
  if (question.since === null && question.until === null) why.push(...beyondTheCounted(sources));
  for (const way of ways.filter((one) => one.counts && one.silent > 0))
    why.push({
      ja: `確かめられない：${way.dataset} に、送信量が書かれていない接続が ${way.silent.toLocaleString('ja')} 件ある`,
      en: `Not checkable: ${way.dataset} does not say of ${way.silent.toLocaleString('en')} connections how much they sent`,
    });
  for (const source of sources.filter((one) => isWayOut(one))) for (const hole of holesOf(source, question)) why.push(hole);
  if (found.rejected > 0)
    why.push({
      ja: `確かめられない：読み取れなかった ${found.rejected.toLocaleString('ja')} 行の送信量`,
      en: `Not checkable: what ${found.rejected.toLocaleString('en')} lines that could not be read sent`,
    });
  for (const name of found.truncated)
    why.push({ ja: `確かめられない：${name} は途中で切れている`, en: `Not checkable: ${name} breaks off` });
  return why;
}

/**
 * A proxy without counts stands in the way of a bound when the computer used it; for all computers together, when some
 * place it connected to is not among the connections that are counted.
 */
function blocks(way: Way, { computer }: Question, unmet: number): boolean {
  return computer === null ? way.used > 0 && unmet > 0 : way.used > 0;
}

/** Without a period: a proxy that counts nothing and was in use at hours for which no log of connections counts. */
function beyondTheCounted(sources: readonly SourceCoverage[]): readonly Bilingual[] {
  const hours = (list: readonly SourceCoverage[], end: 'from' | 'to') =>
    list.flatMap((one) => (one[end] === null ? [] : [one[end].slice(0, 'YYYY-MM-DDTHH'.length)])).toSorted();
  const counted = sources.filter((one) => one.table === 'flow' && countsSent(one));
  const [first, last] = [hours(counted, 'from')[0], hours(counted, 'to').at(-1)];
  if (first === undefined || last === undefined) return [];
  return sources
    .filter(
      (one) => isWayOut(one) && !countsSent(one) && ((hours([one], 'from')[0] ?? first) < first || (hours([one], 'to')[0] ?? last) > last),
    )
    .map(({ dataset }) => ({
      ja: `確かめられない：${dataset} は、接続ごとの送信量を数えたログがない時間にも使われている`,
      en: `Not checkable: ${dataset} was in use at hours for which no log of connections counts bytes sent`,
    }));
}

function holesOf(source: SourceCoverage, { since, until }: Question): Bilingual[] {
  const { dataset, from, to } = source;
  const holes: Bilingual[] = [];
  if (from === null || to === null)
    return [{ ja: `確かめられない：${dataset} の行に日付がない`, en: `Not checkable: lines of ${dataset} carry no date` }];
  const lacks = (...origins: readonly string[]) => origins.some((origin) => source.timeOrigins.includes(origin));
  if ((since !== null || until !== null) && lacks('guessed', 'year', 'relative', 'none', 'either'))
    holes.push({
      ja: `確かめられない：${dataset} に時差か年のない行、または月と日の順の定まらない行があり、問われた期間のものかどうかが分からない`,
      en: `Not checkable: lines of ${dataset} carry no zone or no year, or do not say which number is the month, so that nobody knows whether they lie in the period`,
    });
  for (const span of source.series) {
    if (isLater(span.from, since))
      holes.push({
        ja: `確かめられない：${dataset} は ${span.from} から始まる`,
        en: `Not checkable: ${dataset} begins only at ${span.from}`,
      });
    if (isLater(until, span.to))
      holes.push({ ja: `確かめられない：${dataset} は ${span.to} で終わる`, en: `Not checkable: ${dataset} ends at ${span.to}` });
  }
  const gaps = gapsIn(source.gaps, { since, until });
  if (gaps.length > 0) {
    const hours = gaps.reduce((sum, gap) => sum + gap.hours, 0);
    holes.push({
      ja: `確かめられない：${dataset} に計 ${hours.toLocaleString('ja')} 時間、行がない`,
      en: `Not checkable: ${dataset} holds no line for ${hours.toLocaleString('en')} h`,
    });
  }
  return holes;
}
