// SPDX-License-Identifier: Apache-2.0
import type { IncidentKind } from '../../case/entry/triage.ts';
import type { Bilingual } from '../../kernel/bilingual.ts';

export type KindStep = { readonly id: string; readonly text: Bilingual; readonly why: Bilingual; readonly who: Bilingual };

const RESPONDER: Bilingual = { ja: '担当者', en: 'Responder' };
const MANAGER: Bilingual = { ja: '責任者', en: 'Manager' };
const SYSTEM: Bilingual = { ja: 'システム管理者・委託先', en: 'System administrator or supplier' };
const step = (id: string, who: Bilingual, ja: string, en: string, whyJa: string, whyEn: string): KindStep => ({
  id,
  who,
  text: { ja, en },
  why: { ja: whyJa, en: whyEn },
});

/** What to do in the next hour, before anybody knows more. */
export const hourSteps: Readonly<Record<IncidentKind, readonly KindStep[]>> = {
  ransomware: [
    step(
      'unplug',
      SYSTEM,
      '広がっている端末をネットワークから外す（電源は切らない）',
      'Take the affected machines off the network; leave them switched on',
      '電源を切るとメモリーの証拠と復号の手がかりが消える',
      'Switching off loses evidence in memory and a chance of decryption',
    ),
    step(
      'save-backups',
      SYSTEM,
      'バックアップを切り離し、書き込めないようにする',
      'Disconnect the backups so that nothing can write to them',
      '次に狙われるのはバックアップ',
      'They are the next target',
    ),
  ],
  'compromise-seen': [
    step(
      'find-computers',
      SYSTEM,
      '挙げられた宛先と通信した端末を、自組織のログで特定する',
      'Find in your own logs every computer that talked to the named destinations',
      'まず誰が通信しているかが分からないと、止める範囲を決められない',
      'Without knowing who talks, nobody can decide what to stop',
    ),
    step(
      'keep-logs',
      SYSTEM,
      'プロキシ・DNS・ファイアウォールのログを上書きされる前に写す',
      'Copy proxy, DNS and firewall logs before they are overwritten',
      '古い日から消えていく',
      'The oldest days go first',
    ),
    step(
      'decide-stop',
      MANAGER,
      '止める通信と残す通信を決める',
      'Decide which traffic to stop and which to keep',
      '検知から遮断までの間に出ていく',
      'Data leaves between detection and the block',
    ),
  ],
  'account-taken-over': [
    step(
      'keep-sign-ins',
      SYSTEM,
      'サインインの記録と監査ログを書き出す',
      'Export the sign-in and audit logs',
      '保存期間が短く、あとから取れない',
      'They are kept for a short time only',
    ),
    step(
      'end-sessions',
      SYSTEM,
      'セッションを切り、別の経路で本人に確かめてパスワードを変える',
      'End the sessions; reset the password after reaching the owner by another channel',
      'パスワードを変えるだけでは、開いたままのセッションが残る',
      'A new password alone leaves open sessions alive',
    ),
    step(
      'rules-gone',
      SYSTEM,
      '転送・仕分け・アプリの許可を調べて消す',
      'Look for forwardings, rules and consents, and remove them',
      '残ると、変えたあとも読まれ続ける',
      'Left behind, they go on reading',
    ),
    step(
      'bank',
      MANAGER,
      '送金していたら、すぐに銀行へ電話して組戻しを頼む',
      'If money was sent, call the bank at once and ask for a recall',
      '一時間を過ぎるごとに戻りにくくなる',
      'Each hour makes it harder',
    ),
  ],
  'exposure-seen': [
    step(
      'close-it',
      SYSTEM,
      '見えている場所を自分でも確かめ、権限を閉じる（記録を取ってから）',
      'See it for yourself, take a record, then close the permission',
      '閉じる前の状態が、影響範囲の証拠になる',
      'How it was before is the evidence of what was affected',
    ),
    step(
      'who-read',
      SYSTEM,
      'いつから、誰が読んだかをアクセスログで調べる',
      'Find in the access logs who read it and since when',
      '件数と公表の要否がこれで決まる',
      'Numbers and the duty to publish rest on it',
    ),
  ],
  extortion: [
    step(
      'police',
      MANAGER,
      '支払わず、返事もせずに、警察のサイバー窓口と法務へ相談する',
      'Neither pay nor answer; consult the police and legal',
      '脅しへの対応は一人で決めない',
      'Nobody decides alone on a threat',
    ),
  ],
  'abuse-from-us': [
    step(
      'find-source',
      SYSTEM,
      'そのアドレスを使っている機器・契約者を特定し、止めるか決める',
      'Find the machine or customer behind the address and decide whether to stop it',
      '迷惑行為は続くほど相手と自組織の信用を傷つける',
      'It goes on hurting others and our own standing',
    ),
  ],
  'phishing-clicked': [
    step(
      'reset',
      SYSTEM,
      '入力したアカウントのセッションを切り、パスワードを変える',
      'End the sessions of the account that was typed in and reset it',
      '盗まれた認証はすぐに使われる',
      'What was stolen is used at once',
    ),
    step(
      'device',
      SYSTEM,
      '開いた端末をネットワークから外し、そのまま残す',
      'Take the device off the network and leave it as it is',
      '電源を切ると証拠が消える',
      'Switching off loses evidence',
    ),
  ],
  'data-lost': [
    step(
      'stop-access',
      SYSTEM,
      '端末を遠隔でロックし、アカウントを止める（誤送信は相手に削除を頼む）',
      'Lock the device remotely and suspend its account; for a misdirected mail ask the receiver to delete it',
      '開かれる前なら被害にならないことがある',
      'Before it is opened, harm may be avoided',
    ),
    step(
      'facts',
      RESPONDER,
      '件数と内容を、バックアップや送信の記録から確かめる',
      'Establish the number and content from a copy',
      '届け出の要否と期限がこれで決まる',
      'The duty to report and its deadline rest on it',
    ),
  ],
  'name-misused': [
    step(
      'keep-copy',
      RESPONDER,
      '画面・文面・URL を保存する',
      'Keep copies of the page, the text and the URL',
      '消えたあとでは届け出も説明もできない',
      'Once gone, nothing can be shown',
    ),
    step(
      'warn',
      MANAGER,
      '顧客と社内への注意喚起を出すか決める',
      'Decide whether to warn customers and staff',
      '被害は気づく前の人に起きる',
      'Those who do not know yet are harmed',
    ),
  ],
  'supplier-notice': [
    step(
      'verify',
      RESPONDER,
      '契約書にある窓口へ電話し、本物か・自組織が含まれるかを確かめる',
      'Call the contact of the contract: is it genuine, are we included?',
      '通知をよそおう詐欺がある',
      'Some such notices are scams',
    ),
    step(
      'cut-links',
      SYSTEM,
      '委託先とつながる回線・認証・共有を洗い出し、止めるか決める',
      'List the connections, credentials and shares with them, and decide which to stop',
      '委託先から広がることがある',
      'It can spread from them to us',
    ),
  ],
  outage: [
    step(
      'see',
      SYSTEM,
      '外から自分で確かめ、故障か大量アクセスかを分ける',
      'Look from outside and tell a failure from a flood',
      '手当てがまったく違う',
      'The remedies differ entirely',
    ),
    step(
      'provider',
      SYSTEM,
      '回線・ホスティング・CDN の事業者へ電話する',
      'Call the carrier, hosting company or CDN',
      '自分の機器の手前でしか止められない',
      'A flood can only be stopped before it reaches you',
    ),
  ],
  'weakness-claimed': [],
  unclear: [],
};

export const CALL_BACK_STEP: KindStep = step(
  'call-back',
  RESPONDER,
  '自組織の名簿か相手の公式サイトに載っている番号へ折り返し、名乗りと内容を確かめる（告げられた番号は使わない）',
  'Call back by a number from your own directory or the firm’s own site, not by the number given, and confirm who it was',
  '電話の名乗りは確かめられない。本物なら折り返しで詳しく聞ける',
  'A name on the telephone proves nothing; if genuine, the call back brings the details',
);
