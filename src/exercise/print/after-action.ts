// SPDX-License-Identifier: Apache-2.0
import type { Entry, ErasedEntry } from '../../case/entry.ts';
import { points } from '../../case/measures/points.ts';
import type { Paper, PaperBlock, PaperTlp } from '../../common/paper.port.ts';
import { printedAt } from '../../common/time/printed-at.ts';
import { wallTime } from '../../common/time/wall-time.ts';
import { whoWrote } from '../../common/words/machine-names.contract.ts';
import type { Bilingual, Lang } from '../../kernel/bilingual.ts';
import type { Evaluation, RatedTarget } from '../evaluation/evaluate.ts';
import type { Run } from '../run/run.ts';
import { saidIn } from '../scenario/scenario.ts';
import type { PaperHead } from './booklet.ts';
import { fellShort } from './fell-short.ts';
import { outcomeWords, pointWords, ratingWords, spanWords } from './words.ts';

export type AfterAction = {
  readonly caseId: string;
  readonly title: string;
  /** Who may be told of the case stands on each page. */
  readonly tlp: PaperTlp;
  /** null: the case was real. */
  readonly run: Run | null;
  /** All of the case, in order; not empty. */
  readonly entries: readonly (Entry | ErasedEntry)[];
  readonly evaluation: Evaluation;
};

/**
 * The report after an exercise, or after a real case, by the outline of NIST SP 800-84: background, scope and participants,
 * objectives, observations, recommendations. All of it is read from the journal; people write on the lines at its end.
 */
export function afterActionPaper(about: AfterAction, head: PaperHead): Paper {
  const { caseId, run, entries } = about;
  const say = (text: Bilingual) => text[head.lang];
  const heading = (text: Bilingual): PaperBlock => ({ type: 'heading', text: say(text) });
  const title = say({ ja: '事後報告書', en: 'After-action report' });
  const last = entries.at(-1);
  const blocks: readonly PaperBlock[] = [
    { type: 'title', text: title },
    { type: 'right', text: head.organisation },
    {
      type: 'small',
      text: say({
        ja: `事案 ${caseId} の記録 ${last?.seq ?? 0} 件だけから作りました。最後の記録のハッシュ：${last?.hash ?? ''}`,
        en: `Made from ${last?.seq ?? 0} journal entries of case ${caseId} and from nothing else. Hash of the last one: ${last?.hash ?? ''}`,
      }),
    },
    heading({ ja: '1. 背景', en: '1. Background' }),
    ...background(about, head),
    heading({ ja: '2. 範囲と参加者', en: '2. Scope and participants' }),
    ...participants(about, head),
    heading({ ja: '3. 目標と結果', en: '3. Objectives and results' }),
    ...objectives(about, head),
    heading({ ja: '4. 所要時間', en: '4. Times' }),
    ...times(about, head),
    heading({ ja: '5. 観察', en: '5. Observations' }),
    ...observations(about, head),
    heading({ ja: '6. 改善の勧告', en: '6. Recommendations' }),
    ...recommendations(about, head),
  ];
  return {
    caseId,
    lang: head.lang,
    title,
    organisation: head.organisation,
    printed: printedAt(head.at, head.lang, head.zone),
    tlp: about.tlp,
    practice: run !== null,
    size: 'a4',
    numbering: 'through',
    sections: [{ reference: [caseId, ...(run === null ? [] : [run.runId])].join(' / '), blocks }],
  };
}

function background({ caseId, title, run, entries, evaluation }: AfterAction, { lang, zone }: PaperHead): readonly PaperBlock[] {
  const say = (text: Bilingual) => text[lang];
  const time = (at: string | null | undefined) => (at === null || at === undefined ? '—' : wallTime(at, zone, lang, 'year'));
  const end = entries.findLast(({ kind }) => kind === 'exercise.ended' || (run === null && kind === 'case.closed'));
  const pauses = entries.filter(({ kind }) => kind === 'exercise.paused').length;
  const speeds = entries.flatMap((entry) =>
    (entry.kind === 'exercise.started' || entry.kind === 'exercise.speed-set') && entry.body !== null ? [entry.body.speed] : [],
  );
  const rows: (readonly [string, string])[] = [
    [say({ ja: '事案', en: 'Case' }), `${caseId}\n${title}`],
    [say({ ja: '種別', en: 'Kind' }), run === null ? say({ ja: '実際の事案', en: 'a real case' }) : say({ ja: '訓練', en: 'an exercise' })],
    [say({ ja: '最初の知らせ', en: 'First contact' }), time(evaluation.measures.startedAt)],
    [say({ ja: '終わり', en: 'End' }), time(end?.at)],
  ];
  if (run !== null)
    rows.push(
      [say({ ja: 'シナリオ', en: 'Scenario' }), `${saidIn(run.scenario.title, lang)}\n${saidIn(run.scenario.about, lang)}`],
      [say({ ja: '進行役', en: 'Facilitator' }), run.facilitator.name],
      [say({ ja: '速さ', en: 'Speed' }), speeds.map((speed) => say({ ja: `${speed} 倍`, en: `${speed}x` })).join(' → ')],
      [say({ ja: '一時停止', en: 'Pauses' }), String(pauses)],
    );
  return [{ type: 'fields', rows }];
}

function participants({ run, entries }: AfterAction, { lang }: PaperHead): readonly PaperBlock[] {
  const say = (text: Bilingual) => text[lang];
  if (run !== null) {
    const roleOf = (id: string) => {
      const role = run.scenario.roles.find((one) => one.id === id);
      return role === undefined ? id : saidIn(role.title, lang);
    };
    const away = say({ ja: '途中から連絡が取れない設定', en: 'not reachable from some point on' });
    const rows = run.roster.map(({ role, personId, name }) => [roleOf(role), name, run.unreachable.includes(personId) ? away : '']);
    const columns = [
      { heading: say({ ja: '役割', en: 'Role' }), parts: 2 },
      { heading: say({ ja: '氏名', en: 'Name' }), parts: 2 },
      { heading: say({ ja: '備考', en: 'Remark' }), parts: 3 },
    ];
    return [{ type: 'table', columns, rows }];
  }
  const acts = new Map<string, number>();
  for (const { actor } of entries) {
    const name = whoWrote(actor, lang);
    if (actor.type === 'person') acts.set(name, (acts.get(name) ?? 0) + 1);
  }
  return [
    { type: 'text', text: say({ ja: '記録を残した人（件数）', en: 'Who made entries, and how many' }) },
    { type: 'list', mark: '・', items: [...acts].map(([name, count]) => `${name} (${count})`) },
  ];
}

function objectives({ run, evaluation }: AfterAction, { lang }: PaperHead): readonly PaperBlock[] {
  const say = (text: Bilingual) => text[lang];
  if (run === null)
    return [
      {
        type: 'text',
        text: say({ ja: '実際の事案のため、訓練の目標はありません。', en: 'The case was real: there are no objectives of an exercise.' }),
      },
    ];
  const columns = [
    { heading: say({ ja: '到達基準', en: 'Target' }), parts: 4 },
    { heading: say({ ja: '結果', en: 'Result' }), parts: 3 },
    { heading: say({ ja: '根拠', en: 'Rests on' }), parts: 2 },
  ];
  return evaluation.objectives.flatMap(({ text, targets }): readonly PaperBlock[] => [
    { type: 'subheading', text: saidIn(text, lang) },
    { type: 'table', columns, rows: targets.map((target) => [saidIn(target.text, lang), resultOf(target, lang), restsOf(target)]) },
  ]);
}

function resultOf(target: RatedTarget, lang: Lang): string {
  if (target.by === 'instructor') {
    const { rating } = target;
    if (rating === null) return { ja: '未評価', en: 'not rated' }[lang];
    return [ratingWords[rating.rating][lang], rating.note].filter((one) => one !== '').join('\n');
  }
  const took = target.took === null ? '—' : spanWords(target.took, lang);
  const within = spanWords(target.within, lang);
  return `${outcomeWords[target.outcome][lang]}\n${{ ja: `${took}（基準 ${within}）`, en: `${took} (within ${within})` }[lang]}`;
}

function restsOf(target: RatedTarget): string {
  if (target.by === 'instructor') return target.rating?.by ?? '—';
  return target.rests.length === 0 ? '—' : target.rests.map((seq) => `#${seq}`).join(', ');
}

function times({ evaluation: { measures } }: AfterAction, { lang }: PaperHead): readonly PaperBlock[] {
  const say = (text: Bilingual) => text[lang];
  const columns = [
    { heading: say({ ja: '段階', en: 'Point' }), parts: 3 },
    { heading: say({ ja: '最初の知らせから', en: 'From first contact' }), parts: 2 },
    { heading: say({ ja: '根拠', en: 'Rests on' }), parts: 1 },
  ];
  const rows = points.map((point) => {
    const [seconds, seq] = [measures.seconds[point], measures.seq[point]];
    const not = say({ ja: '達していない', en: 'not reached' });
    return [say(pointWords[point]), seconds === null ? not : spanWords(seconds, lang), seq === null ? '—' : `#${seq}`];
  });
  const exercise = say({ ja: '時間は訓練の中の時間です。', en: 'Times are those of the exercise.' });
  return [{ type: 'table', columns, rows }, ...(measures.exercise ? ([{ type: 'small', text: exercise }] as const) : [])];
}

function observations(about: AfterAction, { lang }: PaperHead): readonly PaperBlock[] {
  const { run, entries, evaluation } = about;
  const { measures } = evaluation;
  const say = (text: Bilingual) => text[lang];
  const { wrongCalls, unansweredCalls, reportUp, wipes } = measures.counts;
  const counted = [
    {
      ja: `相手を間違えた連絡 ${wrongCalls} 件、応答のなかった連絡 ${unansweredCalls} 件`,
      en: `Contacts that reached the wrong person: ${wrongCalls}; unanswered: ${unansweredCalls}`,
    },
    {
      ja: `上への報告 ${reportUp.made} 件のうち、受け取られたもの ${reportUp.taken} 件`,
      en: `Reports to a superior: ${reportUp.made}, of which acknowledged: ${reportUp.taken}`,
    },
    {
      ja: `消去を伴う作業 ${wipes.done} 件：先に証拠を残した ${wipes.kept} 件、残さない理由を先に記した ${wipes.waived} 件、どちらもない ${wipes.unasked} 件`,
      en: `Work that wipes: ${wipes.done}; evidence kept before: ${wipes.kept}, reason given before: ${wipes.waived}, neither: ${wipes.unasked}`,
    },
    {
      ja: `法令の報告期限：提出 ${measures.clocks.met} 件、超過 ${measures.clocks.missed} 件`,
      en: `Legal deadlines: ${measures.clocks.met} met, ${measures.clocks.missed} missed`,
    },
  ];
  const blocks: PaperBlock[] = [{ type: 'list', mark: '・', items: counted.map(say) }];
  if (run === null) return blocks;
  const rows = entries.flatMap((entry): readonly (readonly string[])[] => {
    if (entry.body === null) return [];
    if (entry.kind === 'exercise.inject-sent')
      return [[spanWords(entry.body.at, lang), entry.body.subject[lang], say({ ja: '届いた', en: 'came' })]];
    if (entry.kind === 'exercise.inject-lapsed')
      return [[spanWords(entry.body.at, lang), entry.body.injectId, say({ ja: '条件がそろわず届かなかった', en: 'lapsed' })]];
    if (entry.kind === 'exercise.inject-skipped')
      return [[spanWords(entry.body.at, lang), entry.body.injectId, say({ ja: '進行役が飛ばした', en: 'skipped' })]];
    if (entry.kind === 'exercise.lapse-called')
      return [[spanWords(entry.body.at, lang), entry.body.text, say({ ja: '重大な欠落', en: 'critical lapse' })]];
    if (entry.kind === 'exercise.noted')
      return [[spanWords(entry.body.at, lang), entry.body.text, say({ ja: '進行役の観察', en: 'facilitator’s note' })]];
    return [];
  });
  const columns = [
    { heading: say({ ja: '訓練の時間', en: 'Exercise time' }), parts: 1 },
    { heading: say({ ja: '出来事', en: 'What' }), parts: 3 },
    { heading: say({ ja: '種別', en: 'Kind' }), parts: 1 },
  ];
  return [...blocks, { type: 'table', columns, rows }, ...hotWash(about, lang)];
}

function recommendations(about: AfterAction, { lang }: PaperHead): readonly PaperBlock[] {
  const say = (text: Bilingual) => text[lang];
  const short = fellShort(about, lang);
  const questions = about.run?.scenario.debrief.map((question) => saidIn(question, lang)) ?? [];
  const nothing = { ja: '記録から測れるものに、足りなかったものはありません。', en: 'Nothing fell short of what the journal can measure.' };
  return [
    { type: 'text', text: say({ ja: '記録が示す、足りなかったもの', en: 'What fell short, as the journal shows it' }) },
    short.length === 0 ? { type: 'text', text: say(nothing) } : { type: 'list', mark: '□', items: short },
    ...(questions.length === 0
      ? []
      : ([
          { type: 'text', text: say({ ja: '振り返りの問い', en: 'Questions of the debrief' }) },
          { type: 'numbered', items: questions },
        ] as const)),
    { type: 'text', text: say({ ja: '是正処置（何を、誰が、いつまでに）', en: 'Corrective actions: what, who, by when' }) },
    ...corrections(about, { lang }),
  ];
}

/** Those that became work; lines to write on where there are none yet. */
function corrections({ entries }: AfterAction, { lang }: Pick<PaperHead, 'lang'>): readonly PaperBlock[] {
  const rows = entries.flatMap((entry) =>
    entry.kind === 'exercise.corrected' && entry.body !== null
      ? [[entry.body.title, entry.body.owner.name, entry.body.due.slice(0, 10), `${entry.body.caseId} ${entry.body.itemId}`]]
      : [],
  );
  if (rows.length === 0) return [{ type: 'lines', count: 8 }];
  const columns = [
    { heading: { ja: '何を', en: 'What' }[lang], parts: 4 },
    { heading: { ja: '誰が', en: 'Who' }[lang], parts: 2 },
    { heading: { ja: 'いつまでに', en: 'By when' }[lang], parts: 2 },
    { heading: { ja: '作業', en: 'Work item' }[lang], parts: 2 },
  ];
  return [{ type: 'table', columns, rows }];
}

/** What people said right after the end; the last answers of each. */
function hotWash({ entries }: AfterAction, lang: Lang): readonly PaperBlock[] {
  const last = new Map<string, { readonly name: string; readonly answers: readonly { question: Bilingual; text: string }[] }>();
  for (const entry of entries)
    if (entry.kind === 'exercise.wash-answered' && entry.body !== null && entry.actor.type === 'person')
      last.set(entry.actor.id, { name: entry.actor.name, answers: entry.body.answers });
  if (last.size === 0) return [];
  const questions = [...new Set([...last.values()].flatMap(({ answers }) => answers.map(({ question }) => question[lang])))];
  return [
    { type: 'text', text: { ja: '終わってすぐに参加者が書いたこと', en: 'What those who took part wrote right after the end' }[lang] },
    ...questions.flatMap((question): readonly PaperBlock[] => [
      { type: 'subheading', text: question },
      {
        type: 'list',
        mark: '・',
        items: [...last.values()].flatMap(({ name, answers }) =>
          answers.flatMap((one) => (one.question[lang] === question ? [`${one.text}（${name}）`] : [])),
        ),
      },
    ]),
  ];
}
