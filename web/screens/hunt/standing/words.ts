// SPDX-License-Identifier: Apache-2.0
import { wordsOf } from '../../../lang/lang.tsx';

const ja = (count: number) => count.toLocaleString('ja');
const en = (count: number) => count.toLocaleString('en');
const s = (count: number) => (count === 1 ? '' : 's');

/** What a case looks for again and again, and what the desk holds to be harmless. */
export const standingWords = wordsOf(
  {
    title: '監視中の痕跡情報（IoC）',
    lead: 'ここに加えた宛先や痕跡を、保存済みのログからも、これから取り込むログからも探し続けます。ログ・痕跡・除外リストのどれかが変わるたびに、自動で探し直します。',
    answer: 'いまの答え',
    nothingWatched: '何も監視していない',
    noLog: '見るべきログが一行もなく、監視中のものがあったともなかったとも言えません。',
    found: (met: number, asked: number, computers: number, hits: number) =>
      `監視中の ${ja(asked)} 件のうち ${ja(met)} 件が、端末 ${ja(computers)} 台・延べ ${ja(hits)} 回、ログに出ています。`,
    foundSome: (asked: number, computers: number, hits: number) =>
      `監視中の ${ja(asked)} 件のどれかが、端末 ${ja(computers)} 台・延べ ${ja(hits)} 回、ログに出ています。`,
    none: (asked: number) => `監視中の ${ja(asked)} 件は、見た範囲のログに出ていません。`,
    never: '加えた痕跡は、まだ一度も探し終えていません。',
    nothing: '宛先や痕跡を加えると、保存済みのログをすぐに探します。',
    looked: (when: string, lines: number) => `最後に探し終えたのは ${when}。${ja(lines)} 行を見ました。`,
    leftOut: (count: number) => `${ja(count)} 件は除外リストにあるため、探していません。`,
    limits: 'ログにない期間や、読めなかった行は見ていません。',
    seeLogs: 'ログと欠けを見る',
    waits: '保存済みのログをすべて探しています。終わると、結果がここに出ます。ほかの画面に移っても続きます。',
    again: '今すぐ探し直す',
    addTitle: '監視に追加する',
    text: '宛先・痕跡情報',
    textHint:
      '1 行に 1 つ：IP アドレス、範囲（203.0.113.0/24）、ドメイン、URL。hxxp や [.] のままで構いません。ユーザーエージェントは「user-agent: 」、JA3 は「ja3: 」を前につけます。',
    source: 'どこから得たか',
    sourceHint: '例：JPCERT/CC からの連絡、委託先の電話。ファイルなら、空のときファイル名を残します',
    putIn: '下の欄に入れる',
    reportOf: (caseId: string) => `${caseId} の報告`,
    add: '加えて、保存済みのログを探す',
    file: 'ファイルから加える',
    fileHint: 'テキスト、CSV、STIX 2.1、MISP の JSON（20 MB まで）',
    added: (added: number, given: number) =>
      added === given
        ? `${ja(added)} 件を加えました。`
        : added === 0
          ? `${ja(given)} 件とも、すでに監視しています。`
          : `${ja(added)} 件を加えました。残りの ${ja(given - added)} 件は、すでに監視していたものです。`,
    outcomeAbove: '保存済みのログを探しています。結果は上の「いまの答え」に出ます。',
    refused: (count: number) => `読み取れなかったもの ${ja(count)} 件（監視していません）`,
    refusedMore: (count: number) => `ほか ${ja(count)} 件`,
    lineNo: (line: number) => `${ja(line)} 行目`,
    list: '監視中の痕跡情報の一覧',
    filter: '値の一部で絞る',
    lastLooked: '探し終えた時刻',
    origin: '出どころ',
    computers: (count: number) => `${ja(count)} 台`,
    times: (count: number) => `${ja(count)} 回`,
    notSeen: '出ていない',
    notLooked: 'まだ探していない',
    harmless: '除外リストにあるため探していない',
    noSource: '記載なし',
    byAt: (by: string, at: string) => (by === '' ? at : `${by}、${at}`),
    cut: (shown: number, all: number) => `全 ${ja(all)} 件のうち ${ja(shown)} 件。見つかったものから順に並べています。`,
    noMatch: 'この言葉を含む痕跡はありません。',
    toHarmless: '除外する',
    more: '続きを見る',
    kinds: { ip: 'IP', cidr: '範囲', domain: 'ドメイン', url: 'URL', 'user-agent': 'UA', ja3: 'JA3', ja4: 'JA4' },
    allowTitle: '除外リスト（無害と確認したもの）',
    allowLead:
      'ここにあるものと、その下のドメインや範囲の中のアドレスは探しません。この事案だけでなく、デスク全体に効きます。変えるたびに、すべての事案を探し直します。',
    allowNone: 'ありません。監視中のものは、すべて探しています。',
    allowMore: '除外リストに加える',
    allowText: '無害とする値',
    allowHint: '1 行に 1 つ：IP アドレス、範囲、ドメイン、URL',
    allowWhy: '無害と言える理由',
    allowWhyHint: '例：全社で使う勤怠サービス。情報システム課の台帳で確認',
    allowAdd: '除外し、全事案を探し直す',
    allowOff: '一覧から外す',
    allowOffTitle: (value: string) => `${value} を除外リストから外す`,
    allowOffLead: '外すと、この値を監視しているすべての事案を探し直します。',
    allowOffWhy: '外す理由',
    allowOffConfirm: '外して、全事案を探し直す',
    allowed: (added: number, removed: number) =>
      added + removed === 0
        ? '一覧は変わりません（もう載っています）。'
        : `${ja(added)} 件を加え、${ja(removed)} 件を外しました。すべての事案を探し直しています。`,
    cutAllowed: (shown: number, all: number) => `全 ${ja(all)} 件のうち、新しい ${ja(shown)} 件`,
    untilAt: (when: string) => `${when} まで。外した理由:`,
    was: (count: number) => `以前に除外していたもの（${ja(count)}）`,
    keep: 'これからも監視する',
    kept: '監視に追加しました。',
  },
  {
    title: 'Watched indicators',
    lead: 'What you add here is looked for in all stored logs and in all that will come. Whenever logs, indicators or the allowlist change, everything is searched again by itself.',
    answer: 'Current result',
    nothingWatched: 'nothing to look for',
    noLog: 'There is no line of a log to look at: nothing can be said of the indicators either way.',
    found: (met: number, asked: number, computers: number, hits: number) =>
      `${en(met)} of the ${en(asked)} indicators ${met === 1 ? 'was' : 'were'} met: ${en(hits)} time${s(hits)}, by ${en(computers)} computer${s(computers)}.`,
    foundSome: (asked: number, computers: number, hits: number) =>
      `Some of the ${en(asked)} indicators were seen: ${en(hits)} time${s(hits)}, on ${en(computers)} computer${s(computers)}.`,
    none: (asked: number) =>
      `In what was looked at, ${asked === 1 ? 'the indicator was not met' : `none of the ${en(asked)} indicators was met`}.`,
    never: 'No search for these has come to its end yet.',
    nothing: 'Add a destination or an indicator, and all stored logs are searched at once.',
    looked: (when: string, lines: number) => `Last searched ${when}: ${en(lines)} line${s(lines)} looked at.`,
    leftOut: (count: number) => `${en(count)} ${count === 1 ? 'is' : 'are'} on the allowlist and not looked for.`,
    limits: 'Times without logs and lines that could not be read were not looked at.',
    seeLogs: 'See logs and gaps',
    waits: 'Searching all stored logs. The outcome appears here; the search goes on when you leave this page.',
    again: 'Search again now',
    addTitle: 'Add indicators',
    text: 'Indicators',
    textHint:
      'One a line: IP address, range (203.0.113.0/24), domain, URL; hxxp and [.] are understood. Put “user-agent: ” before a user agent and “ja3: ” before a JA3.',
    source: 'Where they come from',
    sourceHint: 'Such as: notice of JPCERT/CC, call of the contractor. For a file its name is kept when this is empty',
    putIn: 'Put it into the field below',
    reportOf: (caseId: string) => `report of ${caseId}`,
    add: 'Add and search the stored logs',
    file: 'Add from a file',
    fileHint: 'Text, CSV, STIX 2.1 or MISP JSON, up to 20 MB',
    added: (added: number, given: number) =>
      added === given
        ? `${en(added)} added.`
        : added === 0
          ? `All ${en(given)} were there already.`
          : `${en(added)} added; the other ${en(given - added)} were there already.`,
    outcomeAbove: 'The stored logs are being searched; the outcome appears above, under “Current result”.',
    refused: (count: number) => `Could not be read, and not looked for: ${en(count)}`,
    refusedMore: (count: number) => `and ${en(count)} more`,
    lineNo: (line: number) => `line ${en(line)}`,
    list: 'Indicators looked for',
    filter: 'Filter by a part of the value',
    lastLooked: 'Searched',
    origin: 'From',
    computers: (count: number) => `${en(count)} computer${s(count)}`,
    times: (count: number) => `${en(count)} time${s(count)}`,
    notSeen: 'not seen',
    notLooked: 'not searched yet',
    harmless: 'on the allowlist: not looked for',
    noSource: 'not said',
    byAt: (by: string, at: string) => (by === '' ? at : `${by}, ${at}`),
    cut: (shown: number, all: number) => `${en(shown)} of ${en(all)}, those that were found first.`,
    noMatch: 'No indicator contains this.',
    toHarmless: 'Add to allowlist …',
    more: 'Show more',
    kinds: { ip: 'IP', cidr: 'range', domain: 'domain', url: 'URL', 'user-agent': 'UA', ja3: 'JA3', ja4: 'JA4' },
    allowTitle: 'Allowlist',
    allowLead:
      'Nobody looks for these, for names below them or for addresses inside them. The list holds for the whole desk, not for this case alone; every change searches all cases again.',
    allowNone: 'Nothing. Everything on the watch is looked for.',
    allowMore: 'Add to the allowlist',
    allowText: 'Values to allow',
    allowHint: 'One a line: IP address, range, domain, URL',
    allowWhy: 'Why it is harmless',
    allowWhyHint: 'Such as: time sheet service of the whole company, checked in the IT register',
    allowAdd: 'Add to allowlist and search all cases again',
    allowOff: 'Take off',
    allowOffTitle: (value: string) => `Take ${value} off the allowlist`,
    allowOffLead: 'Every case that looks for it is searched again.',
    allowOffWhy: 'Why it is taken off',
    allowOffConfirm: 'Take off and search all cases again',
    allowed: (added: number, removed: number) =>
      added + removed === 0
        ? 'The list is as it was: it is on it already.'
        : `${en(added)} added, ${en(removed)} taken off. All cases are being searched again.`,
    cutAllowed: (shown: number, all: number) => `the newest ${en(shown)} of ${en(all)}`,
    untilAt: (when: string) => `Until ${when}. Taken off because:`,
    was: (count: number) => `On the allowlist before (${en(count)})`,
    keep: 'Keep looking for these',
    kept: 'Added to the standing indicators.',
  },
);
