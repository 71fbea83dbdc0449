// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../../kernel/bilingual.ts';
import { parseInstant } from '../../../kernel/instant.ts';
import type { Judgement, Statement, Station, StationReading } from './reading.ts';
import type { TriageView } from '../views/triage-view.ts';

const INTENT: Readonly<Record<string, Bilingual>> = {
  'good-faith': { ja: '善意の報告らしい', en: 'a good-faith report, it seems' },
  'beg-bounty': { ja: '報奨金が目的とみられる', en: 'asks for a bounty' },
  lure: { ja: '不正な誘導とみられる', en: 'a lure' },
  extortion: { ja: '脅迫・恐喝', en: 'extortion' },
  marketing: { ja: '営業らしい', en: 'marketing' },
  'possible-authority-contact': { ja: '本物の公的機関の連絡かもしれない', en: 'possibly a genuine contact of an authority' },
  reflection: { ja: '自組織のフォームの悪用らしい', en: "reflection through one's own form" },
  fishing: { ja: '返信を誘うだけのメールらしい', en: 'an alarm that only wants a reply' },
  'scanner-noise': { ja: '自動スキャン結果の転送とみられる', en: 'scanner noise' },
  unclear: { ja: 'まだ判断できない', en: 'unclear' },
};

const NOT_EXAMINED = {
  time: { ja: '時間の上限を超えた', en: 'it took longer than the limit' },
  memory: { ja: 'メモリの上限を超えた', en: 'it took more memory than the limit' },
  failed: { ja: '読み取りの処理が失敗した', en: 'the reader failed on it' },
} as const satisfies Readonly<Record<string, Bilingual>>;

/** Ways in that bear no mail address of the sender. */
const WITHOUT_DOMAIN: readonly string[] = ['form', 'telephone', 'letter', 'fax', 'chat', 'in-person', 'ticket'];

type SenderLine = Bilingual & { readonly known: boolean; readonly mark: Statement['mark'] };

/** What the case says of who sent a report: one line, and only what was looked at. */
function senderSays(one: TriageView['examined'][string], channel: string): SenderLine {
  const open = { known: false, mark: 'not-checkable' } as const;
  if (WITHOUT_DOMAIN.includes(channel))
    return {
      ...open,
      ja: '誰からの報告かは自動では確かめられない（メールではない）',
      en: 'who sent it cannot be checked automatically (it is no mail)',
    };
  if (one.authenticity === 'domain-confirmed')
    return {
      known: true,
      mark: 'proved',
      ja: '差出人のドメインは確認できた（内容の真偽とは別）',
      en: "the sender's domain is confirmed (which says nothing of the claim)",
    };
  if (one.authenticity === 'contradicted')
    return {
      known: true,
      mark: 'derived',
      ja: '差出人のドメインが検査結果と食い違う（なりすましの疑い）',
      en: "the sender's domain is contradicted by the checks (it may be forged)",
    };
  if (one.authenticity === 'domain-not-confirmed')
    return { known: true, mark: 'derived', ja: '差出人のドメインを確認できない', en: "the sender's domain is not confirmed" };
  if (one.judgedBy === 'nobody')
    return {
      ...open,
      ja: '差出人のドメインは未確認（DNS への問い合わせが無効か、元のメールの経路が残っていない）',
      en: "the sender's domain was not checked (DNS look-ups are off, or nothing of the original mail's way is left)",
    };
  return { ...open, ja: '差出人のドメインを確かめられない', en: "the sender's domain cannot be checked" };
}

/** What triage says at its station of a case; nothing while no report is examined. */
export function triageStations(view: TriageView): Partial<Record<Station, StationReading>> {
  const examined = Object.values(view.examined);
  if (examined.length === 0) return {};
  const affected = examined.reduce((sum, one) => sum + one.affectedCount, 0);
  const held = Object.values(view.replies).filter((reply) => reply.state === 'held' && reply.dueAt !== null);
  const due = held.map((reply) => reply.dueAt ?? '').toSorted()[0];
  const backed = examined.some((one) => one.confirmed.length > 0);
  const word: Bilingual =
    affected > 0
      ? { ja: '自組織に該当あり', en: 'own items affected' }
      : backed
        ? { ja: '公開情報と一致', en: 'agrees with published data' }
        : { ja: 'まだ分からない', en: 'still open' };
  return {
    truth: {
      state: 'running',
      word,
      number: { value: affected, unit: { ja: '件該当', en: 'affected' } },
      deadline: due === undefined ? null : parseInstant(due),
      tentative: affected === 0 && !backed,
    },
  };
}

/**
 * What triage knows, does not know and cannot check, with the entry and the original as evidence; ids are stable over folds.
 */
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
        `${one.reportId}：差出人の目的はまだ分からない`,
        `${one.reportId}: what the sender wants is not clear yet`,
      );
    else
      put(
        known,
        'intent',
        'derived',
        `${one.reportId} の文面から見た目的：${label.ja}（ルール ${one.rules.length} 件が根拠）`,
        `${one.reportId} reads as ${label.en} (${one.rules.length} rules)`,
      );
    const sender = senderSays(one, view.channels[one.reportId] ?? 'mail');
    put(sender.known ? known : notCheckable, 'sender', sender.mark, `${one.reportId}: ${sender.ja}`, `${one.reportId}: ${sender.en}`);
    for (const confirmed of one.confirmed.slice(0, 5))
      put(known, `confirmed.${confirmed}`, 'proved', `公開情報に載っている：${confirmed}`, `Published: ${confirmed}`);
    for (const missing of one.notFound.slice(0, 5))
      put(
        unknown,
        `not-found.${missing}`,
        'derived',
        `手元のデータには見つからない：${missing}`,
        `Not found in the data at hand: ${missing}`,
      );
    if (one.notCheckable.length > 0)
      put(
        notCheckable,
        'sources',
        'not-checkable',
        `照合していない公開情報：${one.notCheckable.join('・')}`,
        `Public sources it was not compared with: ${one.notCheckable.join(', ')}`,
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
        `${one.affectedCount} listed items are in a published affected range`,
      );
    if (one.vague)
      put(unknown, 'vague', 'derived', '製品名・版・脆弱性の番号が書かれていない', 'No product, version or vulnerability is named');
  }
  for (const one of Object.values(view.notExamined ?? {}))
    notCheckable.push({
      id: `triage.not-examined.${one.reportId}`,
      text: {
        ja: `${one.reportId} は自動では調べていない（${NOT_EXAMINED[one.why].ja}）。人が原文を読む`,
        en: `${one.reportId} was not examined automatically (${NOT_EXAMINED[one.why].en}); a person must read the source`,
      },
      mark: 'not-checkable',
      evidence: [
        { type: 'entry', seq: one.seq },
        { type: 'blob', sha256: one.raw, label: 'raw' },
      ],
    });
  for (const notice of Object.values(view.notices)) {
    const sent = notice.result?.handedOver ?? 0;
    const evidence = [{ type: 'entry', seq: notice.seq }] as const;
    if (sent > 0)
      known.push({
        id: `triage.notice.${notice.noticeId}`,
        text: {
          ja: `返信禁止の知らせを社内の ${sent} 人分、メールサーバーが受け取った`,
          en: `The mail server took the notice not to reply for ${sent} of the staff`,
        },
        mark: 'proved',
        evidence,
      });
    else if (notice.mail !== 'unrecorded')
      unknown.push({
        id: `triage.notice.${notice.noticeId}`,
        text: {
          ja: `返信禁止の知らせは、まだ誰にも出ていない（${notice.mail === 'not-set-up' ? 'メールを送る設定がない' : '送信の結果待ち'}）`,
          en: `The notice not to reply has left for nobody yet (${notice.mail === 'not-set-up' ? 'outgoing mail is not set up' : 'no result so far'})`,
        },
        mark: 'derived',
        evidence,
      });
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
