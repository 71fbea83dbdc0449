// SPDX-License-Identifier: Apache-2.0
// Pure: what the numbers and the coverage allow to be said, and no more.
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Claim, ClaimNumbers, Verdict } from './claim-answer.ts';
import { linesLookedAt } from './coverage.ts';
import type { Coverage } from './coverage.ts';
import { gapsIn, isLater } from '../coverage/series.ts';
import type { ClaimScope } from './claim-scope.ts';

/** What the scope and the lines add to the numbers: `adrift` of the requests that count have a time that may be another. */
type Around = Pick<ClaimScope, 'holes' | 'attackHoles'> & { readonly adrift: number };

type Judged = { readonly verdict: Verdict; readonly why: readonly Bilingual[] };

/**
 * Only a log of the server in question, whole and without holes, can say that nothing was asked: `coverage` is that of the
 * server's own logs.
 */
export function verdictOf(claim: Claim, numbers: ClaimNumbers, coverage: Coverage, around: Around): Judged {
  const count = claim.kind === 'attacked' ? numbers.attackShaped : numbers.requests;
  const bounded = claim.period.since !== null || claim.period.until !== null;
  if (count > 0 && !(bounded && around.adrift >= count)) return { verdict: 'supported', why: whySupported(claim, numbers) };
  const own = coverage.sources;
  const holes = [
    ...(count > 0 ? [adriftWords(claim, count)] : []),
    ...around.holes,
    ...(own.length === 0 && around.holes.length === 0 ? [NO_LOG] : []),
    ...(claim.kind === 'attacked' ? around.attackHoles : []),
    ...holesIn(claim, numbers, coverage),
  ];
  if (holes.length > 0) return { verdict: 'cannot-tell', why: holes };
  const period = spansOf(claim, coverage);
  const looked = linesLookedAt(coverage);
  const { rejected } = coverage;
  const read =
    rejected === 0
      ? { ja: '欠けた時間帯も読めない行もない', en: 'no hour is missing and every line was read' }
      : {
          ja: `欠けた時間帯はない。読めなかった ${rejected.toLocaleString('ja')} 行に、このパスの名前は出てこない`,
          en: `no hour is missing; the ${rejected.toLocaleString('en')} lines that could not be read do not hold the name of this path`,
        };
  return {
    verdict: 'refuted',
    why: [
      {
        ja: `${period} のウェブサーバーのログ ${looked} 行に、${claim.path} への${claim.kind === 'attacked' ? '、URL が攻撃とみられる形の' : ''}リクエストは 1 件もない（${read.ja}）`,
        en: `In ${looked} lines of the web server's log of ${period} there is no request for ${claim.path}${claim.kind === 'attacked' ? ' whose URL has the shape of an attack' : ''}; ${read.en}`,
      },
    ],
  };
}

const NO_LOG: Bilingual = { ja: 'このサーバーのアクセスログが取り込まれていない', en: 'No access log of this server has been imported' };

const earliest = (times: readonly (string | null)[]): string => times.filter((time) => time !== null).toSorted()[0] ?? '';
const latest = (times: readonly (string | null)[]): string =>
  times
    .filter((time) => time !== null)
    .toSorted()
    .at(-1) ?? '';

/** The times that the logs of the server span within the period: each series by itself, for one may be silent while another is not. */
function spansOf(claim: Claim, coverage: Coverage): string {
  const spans = coverage.sources
    .flatMap((source) => source.series)
    .filter(({ from, to }) => from !== null && to !== null)
    .map(({ from, to }) => `${latest([claim.period.since, from])} – ${earliest([claim.period.until, to])}`);
  const different = [...new Set(spans)].toSorted();
  return different.length > MOST_SPANS ? `${different.slice(0, MOST_SPANS).join(', ')} … (${different.length})` : different.join(', ');
}

const MOST_SPANS = 6;

/** Requests there are, but the period asks for days or hours, and their time is not known so well. */
function adriftWords(claim: Claim, count: number): Bilingual {
  return {
    ja: `${claim.path} へのリクエストが ${count} 件あるが、行に時差か年がないか、月と日の順が定まらず、問われた期間のものかどうかは確かめられない`,
    en: `There are ${count} requests for ${claim.path}, but their lines carry no zone or no year, or do not say which number is the month: whether they lie in the period asked for cannot be checked`,
  };
}

function whySupported(claim: Claim, numbers: ClaimNumbers): Bilingual[] {
  const why: Bilingual[] = [
    {
      ja: `${claim.path} へのリクエストが ${numbers.requests} 件、${numbers.sources} か所から（${numbers.first ?? ''} ～ ${numbers.last ?? ''}）`,
      en: `${numbers.requests} requests for ${claim.path} from ${numbers.sources} sources (${numbers.first ?? ''} to ${numbers.last ?? ''})`,
    },
  ];
  if (numbers.attackShaped > 0)
    why.push({
      ja: `うち攻撃とみられる形が ${numbers.attackShaped} 件、2xx で応答したものが ${numbers.attackAnswered} 件`,
      en: `${numbers.attackShaped} of them have the shape of an attack; ${numbers.attackAnswered} of those were answered with 2xx`,
    });
  return why;
}

/** Every reason for which "nothing found" would say more than was looked at. */
function holesIn(claim: Claim, numbers: ClaimNumbers, coverage: Coverage): Bilingual[] {
  const holes: Bilingual[] = [];
  const { since, until } = claim.period;
  const dated = coverage.sources.filter((source) => source.from !== null && source.to !== null);
  if (coverage.sources.length > 0 && dated.length === 0)
    holes.push({ ja: 'このサーバーのログに、日付のある行がない', en: 'No line with a date is there of this server’s log' });
  for (const source of dated) {
    const { dataset } = source;
    for (const { from, to, names } of source.series) {
      const log = source.series.length === 1 ? dataset : (names.at(-1)?.split('/').at(-1) ?? dataset);
      if (isLater(from, since)) holes.push({ ja: `${log} のログは ${from} からしかない`, en: `${log} begins only at ${from}` });
      if (isLater(until, to)) holes.push({ ja: `${log} のログは ${to} までしかない`, en: `${log} ends at ${to}` });
    }
    for (const gap of gapsIn(source.gaps, claim.period).slice(0, 3))
      holes.push({
        ja: `${dataset}：${gap.from} ～ ${gap.to} に行がない（${gap.hours} 時間）`,
        en: `${dataset}: no line between ${gap.from} and ${gap.to} (${gap.hours} h)`,
      });
    if ((since !== null || until !== null) && source.timeOrigins.some((origin) => origin === 'relative' || origin === 'none'))
      holes.push({ ja: `${dataset} に日付の分からない行がある`, en: `${dataset} has lines whose date is not known` });
    if ((since !== null || until !== null) && source.timeOrigins.includes('guessed'))
      holes.push({
        ja: `${dataset} の行に時差がなく、問われた期間の境がどの行かは確かめられない`,
        en: `Lines of ${dataset} carry no zone: which of them lie in the period asked for cannot be checked`,
      });
    if ((since !== null || until !== null) && source.timeOrigins.includes('year'))
      holes.push({
        ja: `${dataset} の行に年がなく、ファイルの日付から補った年が正しいかは確かめられない`,
        en: `Lines of ${dataset} carry no year: whether the one that the file's date gave is right cannot be checked`,
      });
    if ((since !== null || until !== null) && source.timeOrigins.includes('either'))
      holes.push({
        ja: `${dataset} の日付は、月と日の順が行によって食い違い、問われた期間の行かどうかは確かめられない`,
        en: `Dates of ${dataset} contradict each other about which number is the month: whether a line lies in the period asked for cannot be checked`,
      });
  }
  if (numbers.rejectedMentions > 0)
    holes.push({
      ja: `読み取れなかった行のうち ${numbers.rejectedMentions} 行にこのパスの名前がある`,
      en: `${numbers.rejectedMentions} lines that could not be read hold the name of this path`,
    });
  if (numbers.otherCase > 0)
    holes.push({
      ja: `大文字と小文字、または一部のサーバーだけがそう読む書き方（二重のエスケープ、%u、冗長な UTF-8、別の文字コード、全角、名前の末尾の点や空白、逆斜線）だけが違うリクエストが ${numbers.otherCase} 件ある。サーバーがそう読めば、同じパスへのリクエストになる`,
      en: `${numbers.otherCase} requests differ from this path in capital and small letters only, or in a spelling that only some servers read so (doubled escapes, %u, overlong UTF-8, another character set, full-width signs, a dot or blank at the end of a name, a backslash); to such a server they are requests for it`,
    });
  if (coverage.truncatedFiles.length > 0) holes.push({ ja: '途中で切れたファイルがある', en: 'Some files break off' });
  if (claim.kind === 'attacked' && numbers.posts > 0)
    holes.push({
      ja: `POST が ${numbers.posts} 件あり、本文はログに残っていない`,
      en: `${numbers.posts} requests carried a body, which is not in the log`,
    });
  return holes;
}
