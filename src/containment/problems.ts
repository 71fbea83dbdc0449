// SPDX-License-Identifier: Apache-2.0
import { defineProblems } from '../kernel/define-problems.ts';
import type { Problem } from '../kernel/problem.ts';

const safe = { ja: '何も変更していません。', en: 'Nothing was changed.' };

/** The errors of this part. Each code stands in docs/errors.md. */
export const containmentProblem = defineProblems('containment', {
  'containment.file-unreadable': {
    status: 400,
    what: { ja: 'ファイル {file} を読めません。', en: 'The file {file} cannot be read.' },
    safe,
    next: { ja: 'パスと読み取り権限を確かめて、もう一度実行してください。', en: 'Check the path and the permission, then run it again.' },
  },
  'containment.option-missing': {
    status: 400,
    what: { ja: '--{option} の指定が必要です。', en: '--{option} is needed.' },
    safe,
    next: { ja: '--help で使い方を確かめてください。', en: 'See --help for how to call it.' },
  },
  'containment.no-dead-man': {
    status: 422,
    what: {
      ja: '自動で元に戻す仕組みを外すには、理由が要ります。',
      en: 'Doing without the dead-man wants a reason.',
    },
    safe,
    next: {
      ja: '--reason に理由を書くか、--dead-man に 1 秒以上を指定してください。',
      en: 'Say why with --reason, or give --dead-man a second or more.',
    },
  },
  'containment.reread-lacks': {
    status: 422,
    what: {
      ja: '装置の表示に、計画が止めるもののうち {missing} 件がありません。最初は {first} です。',
      en: 'What the device shows lacks {missing} of the things that the plan stops, the first being {first}.',
    },
    safe: { ja: '適用済みとは記録していません。', en: 'It is not recorded as applied.' },
    next: {
      ja: '足りない行を装置に入れ、設定を表示し直して、その全文を貼り付けてください。',
      en: 'Put the missing lines into the device, show its configuration again, and paste all of it.',
    },
  },
  'containment.applied-by-desk': {
    status: 409,
    what: { ja: '{where} には、デスクから適用します。', en: '{where} is a gateway that the desk applies to.' },
    safe,
    next: { ja: '「適用」を使うか、ほかの装置の名前を入れてください。', en: 'Use “apply”, or give the name of another device.' },
  },
  'containment.not-a-plan': {
    status: 400,
    what: {
      ja: '{file} は封じ込め計画として読めません（{why}）。',
      en: '{file} is not a containment plan ({why}).',
    },
    safe,
    next: {
      ja: '「matoi contain plan --json」の出力をそのまま渡してください。',
      en: 'Pass the output of “matoi contain plan --json” as it is.',
    },
  },
  'containment.input-refused': {
    status: 400,
    what: {
      ja: '{file} の内容を読めません（{why}）。',
      en: 'The content of {file} cannot be read ({why}).',
    },
    safe,
    next: {
      ja: '形式の説明（docs/how-to/containment-files.md）を確かめてください。',
      en: 'See the formats in docs/how-to/containment-files.md.',
    },
  },
  'containment.unknown-choice': {
    status: 400,
    what: { ja: '{what}「{given}」はありません。', en: 'There is no {what} “{given}”.' },
    safe,
    next: { ja: '次から選んでください：{choices}', en: 'Choose one of: {choices}' },
  },
  'containment.undo-in-the-way': {
    status: 409,
    what: {
      ja: '{folder} には、別の案や計画を元に戻す手順（{files}）があります。',
      en: '{folder} holds the way back of another option or plan ({files}).',
    },
    safe: {
      ja: 'ファイルは一つも書いていません。いま有効なルールを元に戻せるよう、前の手順を残してあります。',
      en: 'No file was written. The way back of what may be in force still lies there.',
    },
    next: {
      ja: '別のフォルダーに書き出してください。前の案を適用しているときは、新しい案を適用する前に、前の手順で元に戻してください。',
      en: 'Write into another folder. If the former option is in force, undo it by its own file before you apply the new one.',
    },
  },
  'containment.laboratory-missing': {
    status: 503,
    what: {
      ja: '検証環境を作れません。足りないもの：{missing}',
      en: 'The laboratory cannot be built. Missing: {missing}',
    },
    safe: {
      ja: '実際のネットワークには触れていません。計画はそのままです。',
      en: 'No real network was touched; the plan stands as it is.',
    },
    next: {
      ja: 'root で実行し、足りないものを入れてください（Debian・Ubuntu: apt install nftables iproute2）。',
      en: 'Run as root and install what is missing (Debian, Ubuntu: apt install nftables iproute2).',
    },
  },
  'containment.log-engine': {
    status: 503,
    what: { ja: 'ログ検索エンジンが使えません（{code}）。', en: 'The log engine cannot be used ({code}).' },
    safe,
    next: {
      ja: '「matoi logs list」で取り込んだログを確かめるか、通信の記録をファイルで渡してください。',
      en: 'See “matoi logs list” for what was imported, or pass the recorded traffic as a file.',
    },
  },
  'containment.logs-too-many': {
    status: 413,
    what: {
      ja: 'ログの通信が多すぎます（{of} 日のうち {days} 日で上限を超えました）。',
      en: 'The logs hold too many connections (the limit was reached after {days} of {of} days).',
    },
    safe,
    next: { ja: '日数を減らして、もう一度取り込んでください。', en: 'Choose fewer days and try again.' },
  },
  'containment.already-taking': {
    status: 409,
    what: { ja: 'ログからの取り込みは、もう始まっています。', en: 'Traffic is being taken from the logs already.' },
    safe,
    next: { ja: '終わるまで待ってください。画面を離れても続きます。', en: 'Wait for it to end; it goes on when you leave the page.' },
  },
  'containment.exercise': {
    status: 409,
    what: { ja: '{caseId} は訓練です。訓練では、機器に何も適用しません。', en: '{caseId} is an exercise: nothing is loaded at a gateway.' },
    safe,
    next: {
      ja: '計画と承認までを訓練し、適用は「手作業で適用した」と記録してください。',
      en: 'Rehearse the plan and its release, and record the application as made by hand.',
    },
  },
  'containment.not-released': {
    status: 409,
    what: { ja: '計画 {planId} はまだ承認されていません。', en: 'Plan {planId} has not been released.' },
    safe,
    next: { ja: '承認できる人が名前を付けて承認してから適用してください。', en: 'A named person must release it before it is applied.' },
  },
  'containment.no-such-plan': {
    status: 404,
    what: { ja: '計画 {planId} はこの事案にありません。', en: 'This case has no plan {planId}.' },
    safe,
    next: { ja: '計画の一覧から選び直してください。', en: 'Choose one from the list of plans.' },
  },
  'containment.apply-failed': {
    status: 502,
    what: { ja: 'ルールを適用できませんでした（{why}）。', en: 'The rules could not be applied ({why}).' },
    safe: { ja: '前のルールのままです。一部だけが入ることはありません。', en: 'The former rules stand; nothing is half applied.' },
    next: { ja: '原因を直して、もう一度適用してください。', en: 'Remove the cause, then apply again.' },
  },
  'containment.gateway-failed': {
    status: 502,
    what: { ja: '装置で実行できませんでした（{why}）。', en: 'The gateway did not do it ({why}).' },
    safe: {
      ja: '計画は記録のとおり適用されたままです。確認待ちなら、時間が来れば装置が自動で元に戻します。',
      en: 'The plan stands as recorded. If it waits for confirmation, the gateway still undoes it by itself in time.',
    },
    next: {
      ja: '装置に届くことを確かめて、同じ操作をもう一度してください。',
      en: 'Check that the gateway can be reached, then do the same again.',
    },
  },
  'containment.not-in-force': {
    status: 409,
    what: {
      ja: '計画 {planId} は、確認済みで適用中の計画ではありません。',
      en: 'Plan {planId} is not in force and settled.',
    },
    safe,
    next: {
      ja: '適用されているかを事案の画面で確かめてください。確認待ちの間は、装置が自分で監視し、確認がなければ元に戻します。',
      en: 'See in the case whether it was applied. While it waits for its confirmation the gateway watches it by itself.',
    },
  },
  'containment.path-not-kept': {
    status: 409,
    what: {
      ja: 'この選択肢では、装置から {path} に届かなくなります。',
      en: 'Under this option the gateway itself does not reach {path}.',
    },
    safe: { ja: 'まだ何も変更していません。', en: 'Nothing has been changed yet.' },
    next: {
      ja: '台帳で、この宛先を担当者の経路（responder）に加えて計画を作り直すか、別の経路を指定してください。',
      en: 'Put that destination into the inventory as the responders’ path and plan again, or name another path.',
    },
  },
  'containment.other-in-force': {
    status: 409,
    what: {
      ja: '{where} では、{case} の計画 {planId} が適用中です。',
      en: 'Plan {planId} of {case} is in force at {where}.',
    },
    safe: { ja: '適用中の計画はそのままです。何も変更していません。', en: 'It stands as it is; nothing was changed.' },
    next: {
      ja: 'その計画を確認するか元に戻してから、もう一度適用してください。ほかの事案のものは、その担当者と話してください。',
      en: 'Confirm it or roll it back, then apply again. If it belongs to another case, talk to its people first.',
    },
  },
  'containment.no-such-service': {
    status: 404,
    what: { ja: '台帳に {serviceId} はありません。', en: 'The inventory has no {serviceId}.' },
    safe,
    next: { ja: '台帳を読み込み直して、選び直してください。', en: 'Load the inventory again and choose anew.' },
  },
  'containment.service-stale': {
    status: 412,
    what: {
      ja: 'この項目は、ほかの人が先に変更しました（第 {actual} 版）。',
      en: 'Somebody else has changed this entry meanwhile (version {actual}).',
    },
    safe: { ja: '相手の変更は残っています。あなたの変更はまだ保存していません。', en: 'Their change stands; yours was not saved.' },
    next: { ja: '読み込み直し、内容を見てからもう一度変更してください。', en: 'Load it again, look, then change it once more.' },
  },
  'containment.no-traffic': {
    status: 400,
    what: {
      ja: '{file} の {lines} 行の中に、読める通信がありません。',
      en: 'None of the {lines} lines of {file} is traffic that can be read.',
    },
    safe,
    next: {
      ja: '形式の説明（docs/how-to/containment-files.md）を見て、列の名前を確かめてください。',
      en: 'See docs/how-to/containment-files.md and check the names of the columns.',
    },
  },
  'containment.not-prepared': {
    status: 409,
    what: {
      ja: '計画を作るための通信の記録がまだありません。',
      en: 'There is no recorded traffic to make a plan from.',
    },
    safe,
    next: {
      ja: '「備え」の画面で通信の記録を取り込んでください。',
      en: 'Take recorded traffic in on the Readiness page.',
    },
  },
  'containment.needs-a-person': {
    status: 403,
    what: { ja: 'API キーでは、この操作はできません。', en: 'A machine’s key may not do this.' },
    safe,
    next: { ja: '人がサインインして、自分の名前で行ってください。', en: 'A person signs in and does it in their own name.' },
  },
  'containment.no-such-case': {
    status: 404,
    what: { ja: '事案 {caseId} はありません。', en: 'There is no case {caseId}.' },
    safe,
    next: { ja: '事案の番号を確かめてください。', en: 'Check the number of the case.' },
  },
  'containment.measure-not-now': {
    status: 409,
    what: { ja: 'この措置は、いまの状態ではその操作ができません。', en: 'The measure does not allow this in its present state.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: {
      ja: '画面を読み込み直し、承認・実施・再確認の順に進めてください。',
      en: 'Reload, then release, carry out and re-read it in this order.',
    },
  },
  'containment.no-such-measure': {
    status: 404,
    what: { ja: '措置 {measureId} は、この事案にありません。', en: 'The case has no measure {measureId}.' },
    safe,
    next: { ja: '事案の「封じ込め」で番号を確かめてください。', en: 'See its number on the case’s containment page.' },
  },
  'containment.hand-time': {
    status: 422,
    what: {
      ja: '時刻 {at} は、これから先か、措置をとるより前です。または読めません。',
      en: 'The time {at} lies ahead, or before the measure was taken, or cannot be read.',
    },
    safe,
    next: {
      ja: '行った時刻を、時差を付けて書いてください（例：2026-05-29T10:15:00+09:00）。',
      en: 'Give the time at which it was done, with its offset (2026-05-29T10:15:00+09:00).',
    },
  },
  'containment.put-back-already': {
    status: 409,
    what: { ja: '{measureId} は、すでに元に戻したと記録されています。', en: '{measureId} is on record as put back already.' },
    safe,
    next: { ja: 'もう一度切り離したときは、新しい措置として記録してください。', en: 'If it was cut off again, write down a new measure.' },
  },
  'containment.not-theirs-to-put-back': {
    status: 422,
    what: { ja: '{measureId} を戻してよいと決められるのは{named}だけです。', en: '{named} alone may allow {measureId} to be put back.' },
    safe,
    next: {
      ja: '{named}の許可を得て、その名前で記録してください。得られないまま戻したときは、理由を書いてください。',
      en: 'Ask {named} and record that name. If it was put back without it, say why.',
    },
  },
  'containment.too-many-photos': {
    status: 422,
    what: { ja: '一つの措置に添えられる写真は {most} 枚までです。', en: 'A measure takes {most} photos at most.' },
    safe,
    next: { ja: '残りは事案のメモに添えてください。', en: 'Attach the others to a note of the case.' },
  },
});

/** The log engine failed: `code` is its own word for how, `detail` is cut at 500 characters. */
export function logEngineProblem(fault: { readonly code: string; readonly detail: string }): Problem {
  return containmentProblem('containment.log-engine', { code: fault.code, detail: fault.detail.slice(0, 500) });
}
