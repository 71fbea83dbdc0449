// SPDX-License-Identifier: Apache-2.0
// What a superior is told in thirty seconds: three sentences, read from the case's entries and never typed.
import { dayAt, timeAt, weekdayOf } from '../../common/civil-day.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import { inertText } from '../../kernel/text.ts';
import { soughtIn } from '../fold/hunt.ts';
import { answerSentence } from '../fold/words/hunt-answer.ts';
import type { CaseView } from '../fold/view.ts';
import { isLost } from '../fold/views/containment-view.ts';
import type { ContainmentPlan } from '../fold/views/containment-view.ts';
import { machinesOf } from '../handover/from-hunt.ts';
import { isClockUnserved } from '../next/unfinished.ts';

/** What happened; what is done or stopped; what is needed and when the next report comes. One sentence each. */
export type Brief = readonly [Bilingual, Bilingual, Bilingual];

/** The case's three sentences as its entries stand; times are those of `zone`. Anything a stranger wrote in it is inert. */
export function briefOf(view: CaseView, zone: string): Brief {
  return [happened(view, zone), done(view, zone), needed(view, zone)];
}

function happened(view: CaseView, zone: string): Bilingual {
  const title = inertText(view.title).replaceAll(/\s+/g, ' ').slice(0, 90);
  const extent = extentOf(view);
  const [ja, en] = [wall(view.openedAt, zone, 'ja'), wall(view.openedAt, zone, 'en')];
  if (view.state.is === 'closed') return two(`${ja}に受けた「${title}」は終えた。`, `“${title}”, received ${en}, is closed.`);
  if (extent.length === 0) {
    const looked = lookedIn(view);
    return two(
      `${ja}に「${title}」の知らせを受け、どこまで広がっているかはまだ分からない${looked === null ? '' : `（${looked.ja}）`}。`,
      `“${title}” was reported ${en}, and how far it reaches is not known yet${looked === null ? '' : ` (${looked.en})`}.`,
    );
  }
  return two(
    `${ja}に「${title}」の知らせを受け、今のところ${listed(extent, 'ja')}が分かっている。`,
    `“${title}” was reported ${en}; known so far: ${listed(extent, 'en')}.`,
  );
}

/** Why a search of our own logs has not told how far it reaches; null: nobody has looked, or it has. */
function lookedIn(view: CaseView): Bilingual | null {
  const answer = soughtIn(view.parts.hunt);
  if (answer.is === 'not-looked' || answer.is === 'found') return null;
  const { ja, en } = answerSentence(answer);
  return two(`自組織のログは${ja}`, `our own logs: ${en}`);
}

function extentOf(view: CaseView): readonly Bilingual[] {
  const { exposure, hunt } = view.parts;
  const machines = machinesOf(view);
  const found: Bilingual[] = [];
  if (machines.length > 0) {
    const ends = new Set(machines.flatMap((one) => one.destinations)).size;
    found.push(
      two(
        `不審な宛先 ${ends} 件と通信した端末 ${machines.length} 台`,
        `${count(machines.length, 'computer')} that talked to ${count(ends, 'suspicious destination')}`,
      ),
    );
  }
  const run = exposure.last;
  if (run !== null) {
    const open = run.states.new + run.states.open + run.states.regressed;
    found.push(
      two(
        `残る露出 ${open} 件（影響する顧客 ${run.customersAffected}）`,
        `${count(open, 'exposure')} still open, ${count(run.customersAffected, 'customer')} affected`,
      ),
    );
  }
  const judged = hunt.verdicts.findLast((one) => one.verdict !== 'cannot-tell');
  if (found.length === 0 && judged !== undefined)
    found.push(
      two(
        `指摘された ${judged.claim.path ?? '箇所'} について自組織のログでの判定`,
        `a verdict from our own logs on ${judged.claim.path ?? 'the claim'}`,
      ),
    );
  return found;
}

function done(view: CaseView, zone: string): Bilingual {
  const { containment, accounts, remediation } = view.parts;
  const did: Bilingual[] = [];
  const plan = containment.plans.findLast((one) => one.applied !== null);
  if (plan?.applied != null && !isLost(plan)) {
    const since = (lang: Lang) => wall(plan.applied?.at ?? view.openedAt, zone, lang);
    const seen = stopSeen(plan);
    did.push(two(`${since('ja')}に、計画どおりに通信を止めた（${seen.ja}）`, `traffic was stopped as planned ${since('en')} (${seen.en})`));
  }
  if (plan !== undefined && isLost(plan))
    did.push(two('止めたはずのルールが装置から消えているか変わっている', 'rules that were put in force are gone or changed at the device'));
  const cut = containment.handMeasures.filter((one) => one.putBack === null).length;
  if (cut > 0) did.push(two(`${cut} 件を手で切り離した`, `${cut} cut off by hand`));
  const ended = accounts.measures.filter((one) => one.state === 'confirmed').length;
  if (ended > 0) did.push(two(`アカウントへの措置 ${ended} 件が効いたことを確かめた`, `${count(ended, 'measure')} on accounts confirmed`));
  const work = remediation.items.filter((one) => one.status !== 'cancelled');
  const finished = work.filter((one) => one.status === 'done' || one.status === 'verified').length;
  if (work.length > 0)
    did.push(two(`作業は ${work.length} 件のうち ${finished} 件を終えた`, `${finished} of ${count(work.length, 'task')} done`));
  const stopped = plan !== undefined || cut > 0 || ended > 0;
  if (!stopped) did.unshift(two('まだ何も止めていない', 'nothing has been stopped yet'));
  const en = listed(did, 'en', '; ');
  return two(`${listed(did, 'ja')}。`, `${en.slice(0, 1).toUpperCase()}${en.slice(1)}.`);
}

/** How far somebody looked whether the rules in force stop what they should; never more than that. */
function stopSeen({ applied, verified }: ContainmentPlan): Bilingual {
  if (applied?.found?.state === 'unreachable')
    return two('装置に届かず、いまも効いているかは確かめられない', 'the device cannot be reached: whether it still holds cannot be told');
  if (verified === null || verified.option !== applied?.option)
    return two('効いているかの確認はこれから', 'its effect is not verified yet');
  if (verified.differences > 0)
    return two(
      `試した通信 ${verified.probes} 件のうち ${verified.differences} 件が計画と違った`,
      `${verified.differences} of ${count(verified.probes, 'connection')} tried went otherwise than planned`,
    );
  if (verified.how === 'gateway') return two('装置で、止まったことを確かめた', 'seen to hold at the gateway');
  return applied.found?.state === 'in-force'
    ? two('検証環境で止まることを確かめ、装置にはそのルールが入っている', 'seen to hold in the laboratory, and the rules are at the device')
    : two('検証環境では止まることを確かめた。装置では確かめていない', 'seen to hold in the laboratory, not looked at on the device');
}

function needed(view: CaseView, zone: string): Bilingual {
  const { containment, obligation, triage, duty } = view.parts;
  const wanted: Bilingual[] = [];
  const last = containment.plans.at(-1);
  if (last !== undefined && last.released === null && last.applied === null && last.rolledBack === null)
    wanted.push(two('封じ込め計画の承認', 'release the containment plan'));
  if (view.owner === null) wanted.push(two('対応を指揮する人の指名', 'name who commands'));
  const held = Object.values(triage.replies).filter((one) => one.state === 'held').length;
  if (held > 0) wanted.push(two(`返信 ${held} 通を出すかどうかの判断`, `decide on ${count(held, 'held reply', 'held replies')}`));
  const [deadline] = obligation.clocks
    .filter(isClockUnserved)
    .flatMap((one) => one.computed.deadline ?? [])
    .toSorted();
  if (deadline !== undefined)
    wanted.push(
      two(
        `${wall(deadline, zone, 'ja')}が期限の、法令による報告への備え`,
        `prepare for the legal report due ${wall(deadline, zone, 'en')}`,
      ),
    );
  const at = duty.nextReportAt;
  const next =
    at === null
      ? two('次の報告の時刻はまだ約束していない', 'no time for the next report is promised yet')
      : two(`次の報告は ${wall(at, zone, 'ja')}`, `the next report comes ${wall(at, zone, 'en')}`);
  return wanted.length === 0 || view.state.is === 'closed'
    ? two(`いまお願いする判断はなく、${next.ja}。`, `No decision is needed from you now; ${next.en}.`)
    : two(`お願いしたいのは${listed(wanted, 'ja')}で、${next.ja}。`, `Needed from you: ${listed(wanted, 'en')}; ${next.en}.`);
}

const WEEKDAYS = [
  ['月', 'Mon'],
  ['火', 'Tue'],
  ['水', 'Wed'],
  ['木', 'Thu'],
  ['金', 'Fri'],
  ['土', 'Sat'],
  ['日', 'Sun'],
] as const;

function two(ja: string, en: string): Bilingual {
  return { ja, en };
}

function listed(all: readonly Bilingual[], lang: Lang, between?: string): string {
  return all.map((one) => one[lang]).join(between ?? (lang === 'ja' ? '、' : ', '));
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}

/** `11月21日(土) 14:05`, `on Sat 21 Nov at 14:05`. */
function wall(at: string, zone: string, lang: Lang): string {
  const millis = Date.parse(at);
  const civil = dayAt(millis, zone);
  const [, month = '', day = ''] = civil.split('-');
  const [ja, en] = WEEKDAYS[weekdayOf(civil) - 1] ?? ['', ''];
  const names = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const time = timeAt(millis, zone);
  return lang === 'ja'
    ? `${Number(month)}月${Number(day)}日(${ja}) ${time}`
    : `on ${en} ${Number(day)} ${names[Number(month) - 1] ?? ''} at ${time}`;
}
