// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import { parseInstant } from '../../kernel/instant.ts';
import type { Judgement, NextAction, Statement, Station, StationReading } from './reading.ts';
import type { TriageView } from './triage-view.ts';

const INTENT: Readonly<Record<string, Bilingual>> = {
  'good-faith': { ja: '善意の報告らしい', en: 'a good-faith report, it seems' },
  'beg-bounty': { ja: '報奨金ねらいらしい', en: 'asks for a bounty' },
  lure: { ja: '誘い込みらしい', en: 'a lure' },
  extortion: { ja: '脅し', en: 'extortion' },
  marketing: { ja: '売り込みらしい', en: 'marketing' },
  'possible-authority-contact': { ja: '本物の公的機関の連絡かもしれない', en: 'possibly a genuine contact of an authority' },
  reflection: { ja: '自社フォームの悪用らしい', en: "reflection through one's own form" },
  fishing: { ja: '返信を誘うだけのメールらしい', en: 'an alarm that only wants a reply' },
  'scanner-noise': { ja: '自動診断の雑音らしい', en: 'scanner noise' },
  unclear: { ja: 'まだ判断できない', en: 'unclear' },
};

export function triageStations(view: TriageView): Partial<Record<Station, StationReading>> {
  const examined = Object.values(view.examined);
  if (examined.length === 0) return {};
  const affected = examined.reduce((sum, one) => sum + one.affectedCount, 0);
  const held = Object.values(view.replies).filter((reply) => reply.state === 'held' && reply.dueAt !== null);
  const due = held.map((reply) => reply.dueAt ?? '').toSorted()[0];
  const backed = examined.some((one) => one.confirmed.length > 0);
  const word: Bilingual =
    affected > 0
      ? { ja: '自社に該当あり', en: 'own items affected' }
      : backed
        ? { ja: '公開情報と一致', en: 'agrees with published data' }
        : { ja: 'まだ分からない', en: 'still open' };
  return {
    truth: {
      state: 'running',
      word,
      number: { value: affected, unit: { ja: '件該当', en: 'affected' } },
      deadline: due === undefined ? null : parseInstant(due),
    },
  };
}

export function triageJudgement(view: TriageView): Judgement {
  const known: Statement[] = [];
  const unknown: Statement[] = [];
  const notCheckable: Statement[] = [];
  for (const one of Object.values(view.examined)) {
    const evidence = [
      { type: 'entry', seq: one.seq },
      { type: 'blob', sha256: one.raw, label: 'raw' },
    ] as const;
    const put = (list: Statement[], id: string, mark: Statement['mark'], ja: string, en: string) =>
      list.push({ id: `triage.${id}.${one.reportId}`, text: { ja, en }, mark, evidence });
    const label = INTENT[one.intent] ?? { ja: one.intent, en: one.intent };
    if (one.intent === 'unclear')
      put(
        unknown,
        'intent',
        'derived',
        `${one.reportId}: 送り主のねらいはまだ分からない`,
        `${one.reportId}: what the sender wants is not clear yet`,
      );
    else
      put(
        known,
        'intent',
        'derived',
        `${one.reportId} の文面の型: ${label.ja}（規則 ${one.rules.length} 件が根拠）`,
        `${one.reportId} reads as ${label.en} (${one.rules.length} rules)`,
      );
    if (one.authenticity === 'not-checkable')
      put(
        notCheckable,
        'sender',
        'not-checkable',
        `${one.reportId}: 差出人のドメインを確かめられない（${one.judgedBy}）`,
        `${one.reportId}: the sender's domain cannot be checked (${one.judgedBy})`,
      );
    else if (one.authenticity === 'domain-confirmed')
      put(
        known,
        'sender',
        'proved',
        `${one.reportId}: 差出人のドメインは確認できた（内容の真偽とは別）`,
        `${one.reportId}: the sender's domain is confirmed (which says nothing of the claim)`,
      );
    else
      put(
        known,
        'sender',
        'derived',
        `${one.reportId}: 差出人のドメインを確認できない・食い違う`,
        `${one.reportId}: the sender's domain is not confirmed or contradicted`,
      );
    for (const confirmed of one.confirmed.slice(0, 5))
      put(known, `confirmed.${confirmed}`, 'proved', `公開情報に載っている: ${confirmed}`, `Published: ${confirmed}`);
    for (const missing of one.notFound.slice(0, 5))
      put(
        unknown,
        `not-found.${missing}`,
        'derived',
        `手元のデータには見つからない: ${missing}`,
        `Not found in the data at hand: ${missing}`,
      );
    if (one.notCheckable.length > 0)
      put(
        notCheckable,
        'sources',
        'not-checkable',
        `照合できない情報源: ${one.notCheckable.join('・')}`,
        `Sources that could not be asked: ${one.notCheckable.join(', ')}`,
      );
    if (one.scope === 'not-given')
      put(
        notCheckable,
        'inventory',
        'not-checkable',
        '資産の一覧がなく、該当の有無を言えない',
        'No list of assets: what is affected cannot be said',
      );
    if (one.affectedCount > 0)
      put(
        known,
        'affected',
        'derived',
        `台帳の ${one.affectedCount} 件が公開された影響範囲に入る`,
        `${one.affectedCount} listed items lie in a published range`,
      );
    if (one.vague)
      put(unknown, 'vague', 'derived', 'どの製品のどの版の問題かが書かれていない', 'It does not say which version of what is meant');
  }
  for (const notice of Object.values(view.notices)) {
    const silent = notice.people - Object.keys(notice.answers).length;
    if (silent > 0)
      unknown.push({
        id: `triage.census.${notice.noticeId}`,
        text: { ja: `社内の ${silent} 人がまだ答えていない（届いたか・返信したか）`, en: `${silent} of the staff have not answered yet` },
        mark: 'derived',
        evidence: [{ type: 'entry', seq: notice.seq }],
      });
  }
  return { known, unknown, notCheckable };
}

const RESPONDER: Bilingual = { ja: '担当者', en: 'Responder' };
const MANAGER: Bilingual = { ja: '責任者', en: 'Manager' };

export function triageNext(view: TriageView): readonly NextAction[] {
  const actions: NextAction[] = [];
  const add = (id: string, order: number, who: Bilingual, href: string | null, text: Bilingual, why: Bilingual, by: string | null = null) =>
    actions.push({ id: `triage.${id}`, order, text, why, who, by: by === null ? null : parseInstant(by), href });
  const noticed = new Set(Object.values(view.notices).map((notice) => notice.reportId));
  for (const one of Object.values(view.examined)) {
    const sheet = `/triage/${one.reportId}`;
    if (!noticed.has(one.reportId) && one.intent !== 'marketing')
      add(
        `notice.${one.reportId}`,
        12,
        RESPONDER,
        `${sheet}/staff`,
        { ja: '社内に返信禁止を知らせる', en: 'Tell the staff not to reply' },
        { ja: 'ほかの人が返信してしまう前に', en: 'Before a colleague replies' },
      );
    if (one.intent === 'possible-authority-contact')
      add(
        `verify.${one.reportId}`,
        11,
        RESPONDER,
        sheet,
        { ja: '公表された窓口で、本物の IPA・JPCERT/CC か確かめる', en: 'Verify through the published window of IPA or JPCERT/CC' },
        { ja: 'メールへの返信では確かめない', en: 'Never through the mail itself' },
      );
    if (one.affectedCount > 0)
      add(
        `affected.${one.reportId}`,
        one.urgency === 'now' ? 5 : 14,
        { ja: 'システム管理者', en: 'System administrator' },
        sheet,
        {
          ja: `該当する ${one.affectedCount} 件を確かめ、直すか止めるか決める`,
          en: `Check ${one.affectedCount} affected items: fix or stop`,
        },
        { ja: '版が公開された影響範囲に入る', en: 'Their versions lie in published ranges' },
      );
    if (one.scope === 'not-given')
      add(
        `inventory.${one.reportId}`,
        30,
        RESPONDER,
        sheet,
        { ja: '資産の一覧を取り込む', en: 'Import the list of assets' },
        { ja: '該当の有無をまだ言えない', en: 'Nothing can be said about what is affected' },
      );
    add(
      `manager.${one.reportId}`,
      13,
      MANAGER,
      sheet,
      { ja: '責任者へ第一報を入れる', en: 'Give the manager a first report' },
      { ja: '止める・公表する判断は責任者のもの', en: 'Stopping and publishing are his to decide' },
    );
  }
  for (const reply of Object.values(view.replies)) {
    if (reply.state === 'held')
      add(
        `release.${reply.replyId}`,
        18,
        MANAGER,
        `/triage/${reply.reportId}/reply`,
        { ja: '止めてある返信を読み、出すか取り下げるか決める', en: 'Read the held reply: release or withdraw it' },
        { ja: '許可なしには何も出ない', en: 'Nothing leaves without a release' },
        reply.dueAt,
      );
  }
  for (const notice of Object.values(view.notices)) {
    for (const [personId, answer] of Object.entries(notice.answers)) {
      if ((answer.answer === 'replied' || answer.answer === 'opened') && !answer.followedUp)
        add(
          `follow.${notice.noticeId}.${personId}`,
          9,
          RESPONDER,
          `/triage/${notice.reportId}/staff`,
          { ja: `${answer.name} さんに事情を聞き、端末とアカウントを見る`, en: `Talk to ${answer.name}; look at device and account` },
          answer.answer === 'replied'
            ? { ja: 'すでに返信している', en: 'Has already replied' }
            : { ja: '添付・リンクを開いている', en: 'Opened an attachment or link' },
        );
    }
  }
  for (const promise of Object.values(view.promises)) {
    if (!promise.kept)
      add(
        `promise.${promise.promiseId}`,
        25,
        RESPONDER,
        null,
        { ja: `${promise.whom} への約束: ${promise.what}`, en: `Promised to ${promise.whom}: ${promise.what}` },
        { ja: '約束が守られないと不信になる', en: 'A broken promise turns into resentment' },
        promise.dueAt,
      );
  }
  return actions;
}
