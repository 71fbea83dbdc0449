// SPDX-License-Identifier: Apache-2.0
import { counted } from '../../../lang/counted.ts';
import { wordsOf } from '../../../lang/lang.tsx';

const ja = (count: number) => count.toLocaleString('ja');
const en = (count: number) => count.toLocaleString('en');

/** Detection rules: the desk's list, and what they find. */
export const huntRuleWords = wordsOf(
  {
    lead: 'Sigma 形式の検知ルール（YAML）を、取り込んだログ全体に当てます。ルールの一覧はデスク全体で共有し、一度加えれば次の事案でも使えます。',
    files: 'ルールの一覧',
    none: 'ルールはまだありません。SigmaHQ などが配布しているルールを、ファイルか zip のまま加えてください。',
    summary: (files: number, usable: number, refused: number) =>
      `ファイル ${ja(files)} 件。使えるルール ${ja(usable)} 件${refused === 0 ? '。' : `、使えないルール ${ja(refused)} 件。`}`,
    dropLead: 'ルールのファイル（.yml・.yaml・zip）をここに落とすか、',
    choose: 'ルールのファイルを選ぶ',
    dropNote: '同じ名前のファイルは新しいものに入れ替わります。加えたことも外したこともデスクの記録に残ります。',
    taken: (added: number, replaced: number, same: number) =>
      [
        added === 0 ? '' : `${ja(added)} 件を加えました。`,
        replaced === 0 ? '' : `${ja(replaced)} 件を入れ替えました。`,
        same === 0 ? '' : `${ja(same)} 件は前と同じ内容でした。`,
      ].join('') || '加えられるルールはありませんでした。',
    leftOut: (count: number) => `加えなかったファイル ${ja(count)} 件`,
    leftOutWhy: {
      'not-yaml': 'YAML でも zip でもない',
      'not-text': '文字コードが UTF-8 でない',
      'too-large': '大きすぎる（1 ファイル 1 MB、展開後の合計 60 MB まで）',
      'broken-zip': 'zip が壊れている',
      'no-rules-in-zip': 'zip の中に YAML がない',
      'too-many': '一覧に置ける量を超えている',
    },
    show: 'ファイルを見る',
    filter: '名前で絞る',
    remove: '外す',
    removeOf: (name: string) => `${name} を一覧から外す`,
    removeAll: (count: number) => `表示中の ${ja(count)} 件を外す`,
    removeSure: (count: number) =>
      `${ja(count)} 件のファイルを一覧から外します。事案に記録した結果は残り、同じファイルを加え直せば元に戻ります。`,
    removeYes: (count: number) => `${ja(count)} 件を外す`,
    removeNo: 'やめる',
    noMatch: 'その名前のファイルはありません。',
    refused: (count: number) => `使えないルール ${ja(count)} 件とその理由`,
    untitled: '題名なし',
    ask: 'これらのルールで調べて事案に記録する',
    running: (rules: number) => `${ja(rules)} 件のルールをログに当てています`,
    result: '結果',
    found: (asked: number, hit: number, lines: number) =>
      `${ja(asked)} 件のルールのうち ${ja(hit)} 件に、のべ ${ja(lines)} 行が該当しました。該当は調べる手がかりで、攻撃の証明ではありません。`,
    notFound: (asked: number) => `見た範囲に、${ja(asked)} 件のルールに該当する行はありません。`,
    unusable: (count: number) => `使えないルール ${ja(count)} 件の分は見ていません。`,
    hits: '該当したルール',
    levels: { critical: '重大', high: '高', medium: '中', low: '低', informational: '参考', '': '記載なし' },
    levelOf: (word: string) => `深刻度：${word}`,
    by: '作者',
    noAuthor: '記載なし',
    license: 'ライセンス',
    noLicense: '記載なし（SigmaHQ の配布なら DRL 1.1）',
    falsePositives: '誤検知になりうる場合',
    file: 'ルールのファイル',
    count: '該当した行',
    sources: '送信元',
    sourcesOf: (shown: number, all: number) => `送信元 ${ja(all)} 件${shown < all ? `（多い方から ${ja(shown)} 件）` : ''}`,
    noSources: '送信元の分かる行はありません。',
    moreSources: (count: number) => `ほか ${ja(count)} 件の送信元`,
    lines: (count: number) => `${ja(count)} 行`,
    notAsked: 'ルールを当てると、該当した行と送信元がここに並びます。',
  },
  {
    lead: 'Sigma detection rules (YAML) are run over all imported logs. The list belongs to the whole desk: what is added once serves the next case too.',
    files: 'The list of rules',
    none: 'No rules yet. Add those that SigmaHQ or others publish, as files or as a zip.',
    summary: (files: number, usable: number, refused: number) =>
      `${en(files)} ${files === 1 ? 'file' : 'files'}. Rules that can be used: ${en(usable)}${refused === 0 ? '.' : `; that cannot: ${en(refused)}.`}`,
    dropLead: 'Drop rule files (.yml, .yaml, zip) here, or',
    choose: 'Choose rule files',
    dropNote: 'A file takes the place of an older one of the same name. Adding and removing are recorded in the desk’s journal.',
    taken: (added: number, replaced: number, same: number) =>
      [
        added === 0 ? '' : `${en(added)} added. `,
        replaced === 0 ? '' : `${en(replaced)} replaced. `,
        same === 0 ? '' : `${en(same)} were the same as before.`,
      ]
        .join('')
        .trim() || 'There was no rule to add.',
    leftOut: (count: number) => `${counted(count, 'file was', 'files were')} not added`,
    leftOutWhy: {
      'not-yaml': 'neither YAML nor zip',
      'not-text': 'not UTF-8 text',
      'too-large': 'too large (1 MB a file, 60 MB in all when unpacked)',
      'broken-zip': 'the zip is broken',
      'no-rules-in-zip': 'no YAML in the zip',
      'too-many': 'more than the list can hold',
    },
    show: 'See the files',
    filter: 'Filter by name',
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name} from the list`,
    removeAll: (count: number) => `Remove the ${en(count)} shown`,
    removeSure: (count: number) =>
      `${counted(count, 'file leaves', 'files leave')} the list. What was recorded in cases stays, and adding the same files again brings them back.`,
    removeYes: (count: number) => `Remove ${counted(count, 'file')}`,
    removeNo: 'Keep them',
    noMatch: 'No file has that name.',
    refused: (count: number) => `${counted(count, 'rule')} that cannot be used, and why`,
    untitled: 'untitled',
    ask: 'Search by these rules and record in the case',
    running: (rules: number) => `Running ${counted(rules, 'rule')} over the logs`,
    result: 'Result',
    found: (asked: number, hit: number, lines: number) =>
      `Of ${counted(asked, 'rule')}, ${en(hit)} found something: ${counted(lines, 'matching line')} in all. A match is a lead, not proof of an attack.`,
    notFound: (asked: number) => `In what was looked at, no line matches any of the ${en(asked)} rules.`,
    unusable: (count: number) => ` Nothing was looked at for ${counted(count, 'rule')} that cannot be used.`,
    hits: 'Rules that match',
    levels: { critical: 'critical', high: 'high', medium: 'medium', low: 'low', informational: 'informational', '': 'not given' },
    levelOf: (word: string) => `Level: ${word}`,
    by: 'Author',
    noAuthor: 'not given',
    license: 'Licence',
    noLicense: 'not given (rules of SigmaHQ: DRL 1.1)',
    falsePositives: 'Known false positives',
    file: 'Rule file',
    count: 'Matching lines',
    sources: 'Sources',
    sourcesOf: (shown: number, all: number) =>
      `${en(all)} ${all === 1 ? 'source' : 'sources'}${shown < all ? ` (the ${en(shown)} busiest)` : ''}`,
    noSources: 'No matching line names a source.',
    moreSources: (count: number) => `${en(count)} more`,
    lines: (count: number) => `${en(count)} ${count === 1 ? 'line' : 'lines'}`,
    notAsked: 'Once the rules have run, matching lines and their sources appear here.',
  },
);
