// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../kernel/bilingual.ts';
import { defineProblems } from '../kernel/define-problems.ts';

const nothingChanged: Bilingual = { ja: '事案は変わっていません。', en: 'The case is unchanged.' };

/** What the journal's routes can refuse. Codes stand in docs/errors.md. */
export const journalProblem = defineProblems('journal', {
  'journal.no-such-case': {
    status: 404,
    what: { ja: 'その事案はありません。', en: 'There is no such case.' },
    safe: { ja: 'ほかの事案はそのままです。', en: 'All other cases are as they were.' },
    next: {
      ja: '番号を確かめてください。削除された事案は組織の記録に残っています。',
      en: 'Check the number; deleted cases are listed in the desk journal.',
    },
  },
  'journal.deleted-case': {
    status: 410,
    what: { ja: 'この事案は削除されています。', en: 'This case was deleted.' },
    safe: { ja: '削除の記録と、ほかの事案はそのままです。', en: 'The record of the deletion and every other case stand.' },
    next: { ja: '必要なら、新しい事案として起票してください。', en: 'Open a new case if there is still something to do.' },
  },
  'journal.sequence-needed': {
    status: 428,
    what: {
      ja: '事案のどの時点を見て操作したのかが示されていません。',
      en: 'The action does not say which state of the case it was made from.',
    },
    safe: nothingChanged,
    next: {
      ja: '画面を読み込み直して、もう一度操作してください（API では、読んだときの ETag を If-Match に付けます）。',
      en: 'Load the page again and repeat the action (over the API: send If-Match with the ETag that you read).',
    },
  },
  'journal.closed-case': {
    status: 409,
    what: { ja: 'この事案は終了しています。', en: 'The case is closed.' },
    safe: nothingChanged,
    next: { ja: '続けるには、理由を書いて再開してください。', en: 'Reopen it with a reason to go on.' },
  },
  'journal.clocks-running': {
    status: 409,
    what: {
      ja: '法令の報告期限が動いている事案は、期限をどうするか書かないと終了できません。',
      en: 'A case with running legal clocks cannot be closed without saying what becomes of them.',
    },
    safe: nothingChanged,
    next: {
      ja: '提出を記録するか、対象外と判断するか、終了後に誰がどう対応するかを書いてください。終了しても期限は動き続け、表示されます。',
      en: 'Record the report, judge the clock not applicable, or write who serves it after closing. Clocks go on running and being shown.',
    },
  },
  'journal.evidence-first': {
    status: 409,
    what: {
      ja: '消去・作り直し・削除・搬出にあたる手順なので、証拠を残したかを記録せずに「済んだ」とはできません。',
      en: 'This step wipes, rebuilds, deletes or sends away: it cannot be marked done before it is recorded what became of the evidence.',
    },
    safe: { ja: '何も変わっていません。', en: 'Nothing was changed.' },
    next: {
      ja: '復旧の作業表でこの手順を作業にし、「証拠を残したか」を記録してから完了にしてください。',
      en: 'Make it an item of the remediation board, record what became of the evidence there, and finish it.',
    },
  },
  'journal.no-such-finding': {
    status: 409,
    what: {
      ja: '選んだ引き継ぎの中に、この事案にもうないもの、または別の段階のものがあります。',
      en: 'One of the findings is no longer in this case, or belongs to another station.',
    },
    safe: nothingChanged,
    next: { ja: '事案を読み込み直し、もう一度選んでください。', en: 'Read the case again and choose once more.' },
  },
  'journal.open-case': {
    status: 409,
    what: { ja: 'この事案は終了していません。', en: 'The case is not closed.' },
    safe: nothingChanged,
    next: { ja: 'そのまま操作を続けてください。', en: 'Go on working in it.' },
  },
  'journal.no-such-person': {
    status: 422,
    what: { ja: 'その人は登録されていないか、すでに離れています。', en: 'That person is not in the register, or has left.' },
    safe: nothingChanged,
    next: { ja: '組織の一覧から選んでください。', en: 'Choose somebody from the register.' },
  },
  'journal.no-such-blob': {
    status: 404,
    what: { ja: 'この事案に、そのデータはありません。', en: 'The case does not hold that data.' },
    safe: nothingChanged,
    next: { ja: '事案の記録からたどって開いてください。', en: 'Open it from a card of the case.' },
  },
  'journal.erased': {
    status: 410,
    what: { ja: 'そのデータは消去されています。', en: 'That data has been erased.' },
    safe: { ja: 'ハッシュ値と、消去した人・理由は記録に残っています。', en: 'Its hash, who erased it and why remain in the journal.' },
    next: { ja: '消去の記録を見てください。', en: 'See the entry of the erasure.' },
  },
  'journal.not-erasable': {
    status: 409,
    what: { ja: 'その記録は消去できません。', en: 'That entry cannot be erased.' },
    safe: nothingChanged,
    next: {
      ja: '番号を確かめてください。消去の記録そのものは消去できません。',
      en: 'Check the number; an erasure itself stays on record.',
    },
  },
  'journal.shared-blob': {
    status: 409,
    what: { ja: 'そのデータはほかの事案でも使われています。', en: 'Another case rests on the same data.' },
    safe: nothingChanged,
    next: { ja: '示された事案を確かめてから、そちらで判断してください。', en: 'Look at the case named and decide there.' },
  },
  'journal.closed-circle': {
    status: 403,
    what: {
      ja: 'この事案は TLP:RED です。関わっている人だけが読めます。',
      en: 'This case is TLP:RED: only the people of the case may open it.',
    },
    safe: { ja: '何も表示していません。', en: 'Nothing was shown.' },
    next: {
      ja: '担当者に加えてもらうか、急ぐときは理由を書いて開いてください（記録され、担当者に見えます）。',
      en: 'Ask its owner to give you something to do in it or, when it cannot wait, open it with a reason; that is recorded and its owner sees it.',
    },
  },
  'journal.needs-a-person': {
    status: 403,
    what: { ja: '消去と削除は、名前のある人だけができます。', en: 'Only a named person may erase or delete.' },
    safe: nothingChanged,
    next: { ja: '権限のある人がサインインして操作してください。', en: 'A person with the role must sign in and do it.' },
  },
  'journal.file-not-readable': {
    status: 400,
    what: { ja: 'ファイル {file} を読めません。', en: 'The file {file} cannot be read.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: { ja: '名前と権限を確かめてください。', en: 'Check its name and who may read it.' },
  },
  'journal.no-such-stream': {
    status: 400,
    what: { ja: '「{stream}」は事案番号ではありません。', en: '"{stream}" is no case number.' },
    safe: { ja: '何も変わっていません。', en: 'Nothing has changed.' },
    next: { ja: 'C-2026-0001 の形か、desk を指定してください。', en: 'Give one like C-2026-0001, or desk.' },
  },
  'journal.imported-case': {
    status: 409,
    what: {
      ja: 'この事案はほかのデスクから取り込んだ記録で、ここでは進められません。',
      en: 'This case is a record that came from another desk; it is not worked on here.',
    },
    safe: nothingChanged,
    next: {
      ja: '読む・書き出す・消去する・削除することはできます。対応を続けるときは、新しい事案を起票してこの番号を書いてください。',
      en: 'It can be read, exported, erased and deleted. To go on with it, open a new case and name this number there.',
    },
  },
  'journal.from-missing': {
    status: 400,
    what: { ja: 'どこから受け取ったアーカイブかが示されていません。', en: 'It is not said from whom the archive came.' },
    safe: { ja: '何も取り込んでいません。', en: 'Nothing was taken in.' },
    next: {
      ja: '--from に、渡した人やデスクの名前を 200 字以内で書いてください。',
      en: 'Name who gave it, or which desk wrote it, in at most 200 characters: --from WHO.',
    },
  },
  'journal.archive-broken': {
    status: 422,
    what: {
      ja: 'アーカイブ {file} は壊れているか、そのままでは取り込めません。',
      en: 'The archive {file} is broken, or cannot be taken in as it is.',
    },
    safe: { ja: '何も取り込んでいません。', en: 'Nothing was taken in.' },
    next: {
      ja: '名指しされた箇所を見て、書き出した側に新しい書き出しを頼んでください（matoi journal verify FILE）。',
      en: 'See what is named and ask whoever exported it for a new export (matoi journal verify FILE).',
    },
  },
  'journal.case-stands-here': {
    status: 409,
    what: {
      ja: '{caseId} という番号の事案は、このデスクにすでにあります（記録 {entries} 件、最後のハッシュ {last}）。',
      en: 'There is a case {caseId} on this desk already ({entries} entries, last hash {last}).',
    },
    safe: { ja: '何も取り込まず、その事案も変わっていません。', en: 'Nothing was taken in, and that case is unchanged.' },
    next: {
      ja: '番号はハッシュの内側にあるので、取り込むときに変えることはできません。空のデスク（MATOI_DATA）に取り込んでください。',
      en: 'The number stands inside the hashes and cannot be changed on the way in. Take it into an empty desk (MATOI_DATA).',
    },
  },
  'journal.erased-there': {
    status: 409,
    what: {
      ja: 'この事案で消去された原本 {sha256} が、このデスクに残っています（{by}）。',
      en: 'The original {sha256}, which was erased in this case, is kept on this desk ({by}).',
    },
    safe: { ja: '何も取り込んでいません。', en: 'Nothing was taken in.' },
    next: {
      ja: '取り込むと消去した中身がこの事案から読めてしまいます。こちらでも消去するか決めてから、もう一度取り込んでください。',
      en: 'Taken in, the case would show what was erased from it. Decide whether it is erased here too, and import again.',
    },
  },
  'journal.bad-cursor': {
    status: 422,
    what: { ja: '一覧の続きを表示できません。', en: 'The rest of the list cannot be shown.' },
    safe: nothingChanged,
    next: { ja: '一覧を読み込み直してください。', en: 'Read the list from its beginning.' },
  },
});
