// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../../kernel/bilingual.ts';
import { parseInstant, plusMillis } from '../../../kernel/instant.ts';
import { kindTraits, spokenChannels } from '../../incident-kind.ts';
import type { NextAction } from './reading.ts';
import { REPLY } from '../views/triage-view.ts';
import type { TriageView } from '../views/triage-view.ts';

const RESPONDER: Bilingual = { ja: '担当者', en: 'Responder' };
const MANAGER: Bilingual = { ja: '責任者', en: 'Manager' };
/** Milliseconds in which an answer to the notice is looked for, before the silent are asked again. */
const ANSWER_WITHIN = 2 * 3_600_000;

/** What a person has to do next for the reports of a case, from what triage knows. */
export function triageNext(view: TriageView): readonly NextAction[] {
  const actions: NextAction[] = [];
  const add = (id: string, order: number, who: Bilingual, href: string | null, text: Bilingual, why: Bilingual, by: string | null = null) =>
    actions.push({ id: `triage.${id}`, order, text, why, who, by: by === null ? null : parseInstant(by), href });
  for (const one of Object.values(view.notExamined ?? {}))
    add(
      `read-by-hand.${one.reportId}`,
      8,
      RESPONDER,
      `/triage/${one.reportId}`,
      { ja: `${one.reportId} を人が読み、中身を事案に書き留める`, en: `Read ${one.reportId} and note in the case what it says` },
      { ja: '自動では調べられなかった', en: 'It could not be examined automatically' },
    );
  const noticed = new Set(Object.values(view.notices).map((notice) => notice.reportId));
  const kinds = view.kinds?.kinds ?? [];
  const doubtful = kinds.length === 0 || kinds.some((kind) => kindTraits[kind].mailIsDoubtful);
  const weakness = kinds.length === 0 || kinds.some((kind) => kindTraits[kind].asksAdvisories);
  const [first] = Object.values(view.examined);
  if (view.kinds?.by === 'words' && first !== undefined)
    add(
      'kinds',
      8,
      RESPONDER,
      `/triage/${first.reportId}`,
      kinds.every((kind) => kind === 'unclear')
        ? { ja: '事案の種類を選ぶ', en: 'Choose the kind of incident' }
        : { ja: '読み取った事案の種類を確かめる', en: 'Confirm the kind of incident as read' },
      { ja: '種類で手順書と急ぎ方が決まる', en: 'Playbook and urgency follow from it' },
    );
  for (const one of Object.values(view.examined)) {
    if (view.channels[one.reportId] === REPLY) continue;
    const sheet = `/triage/${one.reportId}`;
    const spoken = spokenChannels.includes(view.channels[one.reportId] ?? 'mail');
    if (spoken)
      add(
        `call-back.${one.reportId}`,
        6,
        RESPONDER,
        sheet,
        {
          ja: '自組織の名簿か相手の公式サイトの番号へ折り返す（告げられた番号は使わない）',
          en: 'Call back by a number from your directory or their own site, not by the number given',
        },
        { ja: '名乗りを確かめ、詳しく聞くため', en: 'To confirm who it was and to hear the details' },
      );
    if (doubtful && !spoken && !noticed.has(one.reportId) && one.intent !== 'marketing')
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
        { ja: '公表された窓口で、本物の IPA・JPCERT/CC か確かめる', en: 'Verify through the published contact point of IPA or JPCERT/CC' },
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
        { ja: '版が公開された影響範囲に入る', en: 'Their versions are in the published affected range' },
      );
    if (one.scope === 'not-given' && weakness)
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
      { ja: '止める・公表する判断は責任者のもの', en: 'Stopping and publishing are for the manager to decide' },
    );
  }
  for (const reply of Object.values(view.replies)) {
    if (reply.state === 'held')
      add(
        `release.${reply.replyId}`,
        18,
        MANAGER,
        `/triage/${reply.reportId}/reply`,
        { ja: '保留中の返信を読み、出すか取り下げるか決める', en: 'Read the held reply: release or withdraw it' },
        { ja: '承認なしには何も出ない', en: 'Nothing leaves without a release' },
        reply.dueAt,
      );
  }
  for (const notice of Object.values(view.notices)) {
    const left = notice.people - Object.keys(notice.answers).length;
    if (notice.mail === 'not-set-up' && (notice.result?.handedOver ?? 0) === 0 && left > 0)
      add(
        `notice-by-hand.${notice.noticeId}`,
        10,
        RESPONDER,
        `/triage/${notice.reportId}/staff`,
        {
          ja: `返信禁止を、電話・口頭・館内放送など別の方法で ${left} 人に伝え、答えを記録する`,
          en: `Spread “do not reply” to ${left} people by telephone or in person, and write the answers down`,
        },
        { ja: 'メールを送る設定がなく、知らせは誰にも出ていない', en: 'Outgoing mail is not set up, so the notice left for nobody' },
      );
    if (notice.mail === 'ready' && left > 0)
      add(
        `silent.${notice.noticeId}`,
        19,
        RESPONDER,
        `/triage/${notice.reportId}/staff`,
        notice.remindedAt === undefined
          ? { ja: `まだ答えていない ${left} 人に催促する`, en: `Remind the ${left} who have not answered` }
          : {
              ja: `催促にも答えていない ${left} 人に、電話か口頭で尋ねる`,
              en: `Ask the ${left} who did not answer the reminder by telephone or in person`,
            },
        { ja: '返信や開封は、尋ねるまで分からないことがある', en: 'Who replied or opened it may say so only when asked again' },
        plusMillis(notice.remindedAt ?? notice.at, ANSWER_WITHIN),
      );
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
        { ja: `${promise.whom} への約束：${promise.what}`, en: `Promised to ${promise.whom}: ${promise.what}` },
        { ja: '約束した期日を守るため', en: 'To keep the date that was promised' },
        promise.dueAt,
      );
  }
  return actions;
}
