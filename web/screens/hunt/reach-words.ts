// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../lang/counted.ts';
import { wordsOf } from '../../lang/lang.tsx';

/** Which logs a question is put to, and what they add up to. */
export const reachWords = wordsOf(
  {
    server: '問題のサーバー（名前かアドレス）',
    serverHint: '空欄なら、取り込んだ自組織のウェブサーバーすべて',
    ownLog: 'そのサーバーのログ（ファイル名）',
    ownLogHint: '行にホスト名がないログのときだけ',
    counted: 'ログで数えられた分（少なくとも）',
    othersLead: 'この事案で確認できた宛先と似た動きをする宛先と、まだ見つかっていない端末を探します。',
    othersResult: 'ほかの宛先と端末',
    othersFound: (destinations: number, computers: number, active: number) =>
      `似た動きの宛先が ${destinations} 件あります。確認できた宛先か、これらを使う端末は ${computers} 台です（通信のある端末 ${active} 台中）。`,
    othersApart: (common: number, allowed: number) => `多くの端末が使う宛先 ${common} 件と、無害とした宛先 ${allowed} 件は除いています。`,
    othersComputers: (count: number) => `端末 ${count} 台`,
    othersConfirm: '痕跡情報に加えて探し続ける',
    othersHarmless: '除外リストに加える',
    othersWhy: '無害とする理由',
    othersSource: '似た動きの宛先から確認',
    fromReportTimes: '報告にある日時',
    sinceThen: (time: string) => `${time} から探す`,
    fromReportPorts: (ports: string) => `報告にあるポート：${ports}（ポートでは絞らず、どのポートの通信も数えます）`,
    fromReportFiles: '通信のログには現れないもの。端末そのもの（EDR やファイルの検索）で確かめてください：',
  },
  {
    server: 'Server in question (name or address)',
    serverHint: 'Empty: every web server of yours whose log is here',
    ownLog: 'Log of that server (file name)',
    ownLogHint: 'Only for a log whose lines name no host',
    counted: 'Counted in the logs (at least)',
    othersLead: 'Looks for destinations that behave like the confirmed ones of this case, and for computers not found yet.',
    othersResult: 'Other destinations and computers',
    othersFound: (destinations: number, computers: number, active: number) =>
      `${counted(destinations, 'destination behaves', 'destinations behave')} alike. ${computers} of ${active} active computers use these or a confirmed one.`,
    othersApart: (common: number, allowed: number) =>
      `Left aside: ${counted(common, 'destination')} that many computers use, ${allowed} held to be harmless.`,
    othersComputers: (count: number) => counted(count, 'computer'),
    othersConfirm: 'Add to the indicators and keep looking',
    othersHarmless: 'Add to allowlist',
    othersWhy: 'Why it is harmless',
    othersSource: 'confirmed among destinations that behave alike',
    fromReportTimes: 'Times in the report',
    sinceThen: (time: string) => `search from ${time}`,
    fromReportPorts: (ports: string) => `Ports in the report: ${ports} (traffic is counted whatever its port)`,
    fromReportFiles: 'Stands in no log of traffic; look on the computers themselves (EDR, file search):',
  },
);
