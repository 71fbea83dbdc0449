// SPDX-License-Identifier: Apache-2.0
import type { Problem } from '../kernel/problem.ts';

type Facts = NonNullable<Problem['facts']>;

const safe = { ja: '何も変更していません。', en: 'Nothing was changed.' };

/** The errors of this part. Each code stands in docs/errors.md. */
export const containmentProblems = {
  fileMissing: (facts: Facts): Problem => ({
    code: 'containment.file-unreadable',
    status: 400,
    what: { ja: `ファイル ${facts['file']} を読めません。`, en: `The file ${facts['file']} cannot be read.` },
    safe,
    next: { ja: 'パスと読み取り権限を確かめて、もう一度実行してください。', en: 'Check the path and the permission, then run it again.' },
    facts,
  }),
  optionMissing: (facts: Facts): Problem => ({
    code: 'containment.option-missing',
    status: 400,
    what: { ja: `--${facts['option']} の指定が必要です。`, en: `--${facts['option']} is needed.` },
    safe,
    next: { ja: `--help で使い方を確かめてください。`, en: 'See --help for how to call it.' },
    facts,
  }),
  notAPlan: (facts: Facts): Problem => ({
    code: 'containment.not-a-plan',
    status: 400,
    what: {
      ja: `${facts['file']} は封じ込め計画として読めません（${facts['why']}）。`,
      en: `${facts['file']} is not a containment plan (${facts['why']}).`,
    },
    safe,
    next: {
      ja: '「matoi contain plan --json」の出力をそのまま渡してください。',
      en: 'Pass the output of “matoi contain plan --json” as it is.',
    },
    facts,
  }),
  notReadable: (facts: Facts): Problem => ({
    code: 'containment.input-refused',
    status: 400,
    what: {
      ja: `${facts['file']} の内容を読めません（${facts['why']}）。`,
      en: `The content of ${facts['file']} cannot be read (${facts['why']}).`,
    },
    safe,
    next: {
      ja: '形式の説明（docs/how-to/containment-files.md）を確かめてください。',
      en: 'See the formats in docs/how-to/containment-files.md.',
    },
    facts,
  }),
  unknownChoice: (facts: Facts): Problem => ({
    code: 'containment.unknown-choice',
    status: 400,
    what: { ja: `${facts['what']}「${facts['given']}」はありません。`, en: `There is no ${facts['what']} “${facts['given']}”.` },
    safe,
    next: { ja: `次から選んでください: ${facts['choices']}`, en: `Choose one of: ${facts['choices']}` },
    facts,
  }),
  laboratoryMissing: (facts: Facts): Problem => ({
    code: 'containment.laboratory-missing',
    status: 503,
    what: {
      ja: `検証環境を作れません。足りないもの: ${facts['missing']}`,
      en: `The laboratory cannot be built. Missing: ${facts['missing']}`,
    },
    safe: {
      ja: '実際のネットワークには触れていません。計画はそのままです。',
      en: 'No real network was touched; the plan stands as it is.',
    },
    next: { ja: 'root で実行し、不足しているパッケージを入れてください。', en: 'Run as root and install the missing packages.' },
    facts,
  }),
  logEngine: ({ code, detail }: { readonly code: string; readonly detail: string }): Problem => ({
    code: 'containment.log-engine',
    status: 503,
    what: { ja: `ログ検索エンジンが使えません（${code}）。`, en: `The log engine cannot be used (${code}).` },
    safe,
    next: {
      ja: '「matoi logs list」で取り込んだログを確かめるか、通信の記録をファイルで渡してください。',
      en: 'See “matoi logs list” for what was imported, or pass the recorded traffic as a file.',
    },
    facts: { code, detail: detail.slice(0, 500) },
  }),
  logsTooMany: (facts: Facts): Problem => ({
    code: 'containment.logs-too-many',
    status: 413,
    what: {
      ja: `ログの通信が多すぎます（${facts['of']} 日のうち ${facts['days']} 日で上限を超えました）。`,
      en: `The logs hold too many connections (the limit was reached after ${facts['days']} of ${facts['of']} days).`,
    },
    safe,
    next: { ja: '日数を減らして、もう一度取り込んでください。', en: 'Choose fewer days and try again.' },
    facts,
  }),
  alreadyTaking: (facts: Facts): Problem => ({
    code: 'containment.already-taking',
    status: 409,
    what: { ja: 'ログからの取り込みは、もう始まっています。', en: 'Traffic is being taken from the logs already.' },
    safe,
    next: { ja: '終わるまで待ってください。画面を離れても続きます。', en: 'Wait for it to end; it goes on when you leave the page.' },
    facts,
  }),
  notReleased: (facts: Facts): Problem => ({
    code: 'containment.not-released',
    status: 409,
    what: { ja: `計画 ${facts['planId']} はまだ承認されていません。`, en: `Plan ${facts['planId']} has not been released.` },
    safe,
    next: { ja: '承認できる人が名前を付けて承認してから適用してください。', en: 'A named person must release it before it is applied.' },
    facts,
  }),
  noSuchPlan: (facts: Facts): Problem => ({
    code: 'containment.no-such-plan',
    status: 404,
    what: { ja: `計画 ${facts['planId']} はこの事案にありません。`, en: `This case has no plan ${facts['planId']}.` },
    safe,
    next: { ja: '計画の一覧から選び直してください。', en: 'Choose one from the list of plans.' },
    facts,
  }),
  applyFailed: (facts: Facts): Problem => ({
    code: 'containment.apply-failed',
    status: 502,
    what: { ja: `規則を適用できませんでした（${facts['why']}）。`, en: `The rules could not be applied (${facts['why']}).` },
    safe: { ja: '前の規則のままです。一部だけが入ることはありません。', en: 'The former rules stand; nothing is half applied.' },
    next: { ja: '原因を直して、もう一度適用してください。', en: 'Remove the cause, then apply again.' },
    facts,
  }),
  gatewayFailed: (facts: Facts): Problem => ({
    code: 'containment.gateway-failed',
    status: 502,
    what: { ja: `装置で実行できませんでした（${facts['why']}）。`, en: `The gateway did not do it (${facts['why']}).` },
    safe: {
      ja: '計画は記録のとおり適用されたままです。確認待ちなら、時間が来れば装置が自動で元に戻します。',
      en: 'The plan stands as recorded. If it waits for confirmation, the gateway still undoes it by itself in time.',
    },
    next: {
      ja: '装置に届くことを確かめて、同じ操作をもう一度してください。',
      en: 'Check that the gateway can be reached, then do the same again.',
    },
    facts,
  }),
  otherInForce: (facts: Facts): Problem => ({
    code: 'containment.other-in-force',
    status: 409,
    what: {
      ja: `${facts['where']} では、${facts['case']} の計画 ${facts['planId']} が適用中です。`,
      en: `Plan ${facts['planId']} of ${facts['case']} is in force at ${facts['where']}.`,
    },
    safe: { ja: '適用中の計画はそのままです。何も変更していません。', en: 'It stands as it is; nothing was changed.' },
    next: {
      ja: 'その計画を確認するか元に戻してから、もう一度適用してください。ほかの事案のものは、その担当者と話してください。',
      en: 'Confirm it or roll it back, then apply again. If it belongs to another case, talk to its people first.',
    },
    facts,
  }),
  noSuchService: (facts: Facts): Problem => ({
    code: 'containment.no-such-service',
    status: 404,
    what: { ja: `台帳に ${facts['serviceId']} はありません。`, en: `The inventory has no ${facts['serviceId']}.` },
    safe,
    next: { ja: '台帳を読み込み直して、選び直してください。', en: 'Load the inventory again and choose anew.' },
    facts,
  }),
  serviceStale: (facts: Facts): Problem => ({
    code: 'containment.service-stale',
    status: 412,
    what: {
      ja: `この項目は、ほかの人が先に変更しました（第 ${facts['actual']} 版）。`,
      en: `Somebody else has changed this entry meanwhile (version ${facts['actual']}).`,
    },
    safe: { ja: '相手の変更は残っています。あなたの変更はまだ保存していません。', en: 'Their change stands; yours was not saved.' },
    next: { ja: '読み込み直し、内容を見てからもう一度変更してください。', en: 'Load it again, look, then change it once more.' },
    facts,
  }),
  noTraffic: (facts: Facts): Problem => ({
    code: 'containment.no-traffic',
    status: 400,
    what: {
      ja: `${facts['file']} の ${facts['lines']} 行の中に、読める通信がありません。`,
      en: `None of the ${facts['lines']} lines of ${facts['file']} is traffic that can be read.`,
    },
    safe,
    next: {
      ja: '形式の説明（docs/how-to/containment-files.md）を見て、列の名前を確かめてください。',
      en: 'See docs/how-to/containment-files.md and check the names of the columns.',
    },
    facts,
  }),
  notPrepared: (facts: Facts): Problem => ({
    code: 'containment.not-prepared',
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
    facts,
  }),
  needsAPerson: (facts: Facts): Problem => ({
    code: 'containment.needs-a-person',
    status: 403,
    what: { ja: '機械用の鍵では、この操作はできません。', en: 'A machine’s key may not do this.' },
    safe,
    next: { ja: '人がサインインして、自分の名前で行ってください。', en: 'A person signs in and does it in their own name.' },
    facts,
  }),
} as const;
