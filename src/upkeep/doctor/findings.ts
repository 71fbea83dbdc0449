// SPDX-License-Identifier: Apache-2.0
import { millisOf } from '../../kernel/instant.ts';
import { backupFinding } from './backup-finding.ts';
import type { DeskFacts } from './desk-facts.port.ts';
import { finding } from './finding.ts';
import type { Finding } from './finding.ts';
import type { TroubleName } from '../trouble/trouble.ts';

const GIB = 1024 ** 3;
/** Below this an import or a mail of some size may not fit. In bytes. */
const LITTLE_SPACE = 5 * GIB;
/** Below this PostgreSQL itself may stop. In bytes. */
export const NO_SPACE = 0.5 * GIB;

const giB = (bytes: number): string => (bytes / GIB).toFixed(1);

/** What a person who runs the desk should know, worst first within each kind's order. Says nothing of what it was not given. */
export function findingsOf(facts: DeskFacts): readonly Finding[] {
  const all = [
    owner(facts),
    space(facts),
    ...versions(facts),
    lead(facts),
    clock(facts),
    backupFinding(facts),
    address(facts),
    mailOut(facts),
    mailIn(facts),
    engine(facts),
    tasks(facts),
    dns(facts),
    ...facts.switchedOff.map((name) => finding(`off.${name}`, 'off', `${name} は設定されていません。`, `${name} is not set.`)),
  ];
  const order = ['bad', 'care', 'off', 'good'];
  const troubled = facts.troubles.map(({ name, is, what, safe, next }) =>
    finding(ABOUT[name], is, `${what.ja}${safe.ja}${next.ja}`, `${what.en} ${safe.en} ${next.en}`),
  );
  const ids = new Set(troubled.map(({ id }) => id));
  return [...troubled, ...all.filter(({ id }) => !ids.has(id))].toSorted((a, b) => order.indexOf(a.is) - order.indexOf(b.is));
}

/** In place of which finding a trouble of now is told. */
const ABOUT: Readonly<Record<TroubleName, string>> = {
  clock: 'clock',
  space: 'space',
  'read-only': 'owner',
  'mail-out': 'mail-out',
  'mail-in': 'mail-in',
  dns: 'dns',
  'sign-in': 'sign-in',
};

function owner({ owner: whose, user, dataFolder, openToOthers }: DeskFacts): Finding {
  if (whose !== null && whose !== user)
    return finding(
      'owner',
      'bad',
      `データフォルダー ${dataFolder} の持ち主は ${whose} ですが、いま動かしているのは ${user} です。混ざると、どちらも開けなくなります。${whose} として動かしてください。`,
      `The data folder ${dataFolder} belongs to ${whose}, and this runs as ${user}. Mixed, neither can open it: run it as ${whose}.`,
    );
  if (openToOthers)
    return finding(
      'owner',
      'care',
      `データフォルダー ${dataFolder} は、持ち主以外にも読めます（chmod go-r）。`,
      `The data folder ${dataFolder} can be read by others than its owner (chmod go-r).`,
    );
  return finding(
    'owner',
    'good',
    `データフォルダー ${dataFolder} は ${user} のものです。`,
    `The data folder ${dataFolder} belongs to ${user}.`,
  );
}

function space({ freeBytes }: DeskFacts): Finding {
  if (freeBytes === null)
    return finding('space', 'care', '空き容量は、この環境では分かりません。', 'How much space is left cannot be told on this system.');
  const left = giB(freeBytes);
  if (freeBytes < LITTLE_SPACE)
    return finding(
      'space',
      freeBytes < NO_SPACE ? 'bad' : 'care',
      `空き容量は残り ${left} GiB です。なくなると、メールもログも受け付けられません。`,
      `${left} GiB are left. When they are used up, neither mail nor logs are taken in.`,
    );
  return finding('space', 'good', `空き容量 ${left} GiB`, `${left} GiB free`);
}

function versions({ version, node, platform, postgres, embedded, memoryBytes }: DeskFacts): readonly Finding[] {
  const old = Number.parseInt(postgres, 10) < 15;
  const where = embedded ? { ja: '組み込み', en: 'embedded' } : { ja: 'DATABASE_URL', en: 'DATABASE_URL' };
  return [
    finding(
      'version',
      'good',
      `Matoi ${version}、Node ${node}（${platform}）、メモリー ${giB(memoryBytes)} GiB`,
      `Matoi ${version}, Node ${node} (${platform}), ${giB(memoryBytes)} GiB of memory`,
    ),
    old
      ? finding(
          'postgres',
          'bad',
          `PostgreSQL ${postgres}（${where.ja}）は古すぎます。15 以降が要ります。`,
          `PostgreSQL ${postgres} (${where.en}) is too old: 15 or later is needed.`,
        )
      : finding('postgres', 'good', `PostgreSQL ${postgres}（${where.ja}）`, `PostgreSQL ${postgres} (${where.en})`),
  ];
}

/** Of several servers on one database one works; a command is none, and says only whether there is one. */
function lead({ lead: own, leader }: DeskFacts): Finding {
  if (own === null)
    return leader === null
      ? finding('lead', 'off', 'デスク（matoi start）は動いていません。', 'The desk (matoi start) does not run.')
      : finding('lead', 'good', `デスクが動いています（${leader}）。`, `The desk runs (${leader}).`);
  if (own.is === 'cannot')
    return finding(
      'lead',
      'bad',
      `このサーバーは仕事（タスク、メールの送受信、予定）を引き受けるところですが、始められません：${own.why.ja} しばらくしてやり直します。`,
      `This server should take the work over (tasks, mail in and out, schedules) and cannot begin: ${own.why.en} It tries again.`,
    );
  if (own.is === 'works')
    return finding(
      'lead',
      'good',
      'タスク、メールの送受信、予定の仕事は、このサーバーがしています。',
      'This server does the work: tasks, mail in and out, schedules.',
    );
  return leader === null
    ? finding(
        'lead',
        'care',
        'このサーバーは控えで、いま仕事をしているサーバーはありません。数秒で引き継ぎます。',
        'This server stands by, and none works at the moment: it takes over within seconds.',
      )
    : finding(
        'lead',
        'good',
        `このサーバーは控えです（画面と API だけ）。仕事は ${leader} がしていて、止まれば数秒で引き継ぎます。`,
        `This server stands by: screens and API only. ${leader} works; when it stops, this one takes over within seconds.`,
      );
}

function clock({ now, newest }: DeskFacts): Finding {
  if (newest !== null && millisOf(newest) > millisOf(now) + 60_000)
    return finding(
      'clock',
      'bad',
      `時計が戻っています。最後の記録は ${newest}、いまは ${now} です。期限と当番がずれます。`,
      `The clock went back: the newest entry is of ${newest}, and now is ${now}. Deadlines and duty are off.`,
    );
  return finding(
    'clock',
    'good',
    '時計は最後の記録より戻っていません。正しい時刻かどうかは、ここでは確かめられません（NTP を見てください）。',
    'The clock has not gone back behind the newest entry. Whether it is right cannot be checked here: see your NTP.',
  );
}

function address({ publicUrl }: DeskFacts): Finding {
  if (publicUrl === null)
    return finding(
      'address',
      'off',
      '公開アドレス（MATOI_URL）が決まっていません。メールにはリンクが入りません。',
      'No public address (MATOI_URL) is set: mails go without links.',
    );
  const { protocol, hostname } = new URL(publicUrl);
  const here = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  if (protocol === 'http:' && !here)
    return finding(
      'address',
      'care',
      `${publicUrl} は暗号化されていません。パスキーとブラウザー通知は https でないと使えず、通信は同じネットワークから読めます。https にするには：matoi certificate ${hostname}`,
      `${publicUrl} is not encrypted: passkeys and browser notifications want https, and whoever is in the network can read along. For https: matoi certificate ${hostname}`,
    );
  return finding('address', 'good', `公開アドレス ${publicUrl}`, `Public address ${publicUrl}`);
}

function mailOut({ mailOut: set }: DeskFacts): Finding {
  return set
    ? finding(
        'mail-out',
        'good',
        '送信サーバーが設定されています（届くかどうかは、設定画面の「自分に試し送り」で）。',
        'A mail relay is set up (whether mail arrives: “send a test to myself” on the settings screen).',
      )
    : finding(
        'mail-out',
        'off',
        '送信サーバーがありません。返信・呼び出し・通知はメールで出ません。',
        'No mail relay is set up: replies, pages and notices do not leave by mail.',
      );
}

function mailIn({ mailIn: ways }: DeskFacts): Finding {
  return ways.length === 0
    ? finding(
        'mail-in',
        'off',
        'メールの受け口がありません。ファイルと手書きの記録だけを受け付けます。',
        'No way in for mail is set up: only files and notes by hand come in.',
      )
    : finding('mail-in', 'good', `メールの受け口：${ways.join('、')}`, `Ways in for mail: ${ways.join(', ')}`);
}

function engine({ logEngine }: DeskFacts): Finding {
  return logEngine
    ? finding('log-engine', 'good', 'ログ検索エンジンがあります。', 'The log engine is there.')
    : finding(
        'log-engine',
        'off',
        'ログ検索エンジンがありません。ログの調査だけ使えません。',
        'The log engine is absent: hunting in logs is off, everything else works.',
      );
}

function tasks({ overdueTasks }: DeskFacts): Finding {
  return overdueTasks === 0
    ? finding('tasks', 'good', '遅れている仕事はありません。', 'No task is overdue.')
    : finding(
        'tasks',
        'care',
        `予定より 5 分以上遅れている仕事が ${overdueTasks} 件あります。デスク（matoi start）が止まっていないか確かめてください。`,
        `${overdueTasks} tasks are more than five minutes overdue. See whether the desk (matoi start) runs.`,
      );
}

function dns({ dns: on }: DeskFacts): Finding {
  return on
    ? finding('dns', 'good', '差出人の確認のために DNS を引きます。', 'Name servers are asked about senders.')
    : finding(
        'dns',
        'off',
        'DNS を引きません（MATOI_DNS=off）。差出人は「照会していない」と表示されます。',
        'No name server is asked (MATOI_DNS is off): senders read “not looked up”.',
      );
}
