// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';
import type { Instant } from '../../kernel/instant.ts';

/** Something the desk rests on that is not well now. One of a kind at a time; it goes by itself. */
export type TroubleName = 'clock' | 'space' | 'read-only' | 'mail-out' | 'mail-in' | 'dns' | 'sign-in';

/** What a look has seen: `where` is a server or a folder, `reason` half a sentence. */
export type Seen = { readonly name: TroubleName; readonly where: string; readonly reason: Bilingual };

export type Trouble = {
  readonly name: TroubleName;
  readonly is: 'care' | 'bad';
  /** When the desk saw it first, of those that followed one another without a break. */
  readonly since: Instant;
  readonly what: Bilingual;
  readonly safe: Bilingual;
  readonly next: Bilingual;
};

type Words = {
  readonly is: Trouble['is'];
  readonly what: (where: string, reason: Bilingual) => Bilingual;
  readonly safe: Bilingual;
  readonly next: Bilingual;
};

/** The list of what is looked for: how bad it is, what it says, what stays safe meanwhile, what to do. */
const words: Readonly<Record<TroubleName, Words>> = {
  clock: {
    is: 'bad',
    what: (_, reason) => ({ ja: `デスクの時計が${reason.ja}。`, en: `The clock of this desk ${reason.en}.` }),
    safe: {
      ja: '記録の順番は番号で守られています。書いたものは失われません。',
      en: 'Entries keep their order by number; nothing that was written is lost.',
    },
    next: {
      ja: '時刻合わせ（NTP）を確かめてください。期限・当番・予定はこの時計で動きます。いまの時刻が正しければ、この表示は 1 時間で消えます。',
      en: 'See to the time service (NTP): deadlines, duty and schedules go by this clock. If it is right now, this line goes away within an hour.',
    },
  },
  space: {
    is: 'bad',
    what: (where, reason) => ({ ja: `ディスクの空きが${reason.ja}（${where}）。`, en: `The disk has ${reason.en} (${where}).` }),
    safe: {
      ja: '受け付け済みのものは失われません。保存できないメールは受け取らずに差出側へ待ってもらい、あとで届きます。',
      en: 'What was taken in is kept. A mail that cannot be stored is refused for the moment, and its sender’s server brings it again.',
    },
    next: {
      ja: '空きを作ってください（同じディスクのバックアップや、要らないログ）。',
      en: 'Make room: backups on the same disk, logs that nobody needs.',
    },
  },
  'read-only': {
    is: 'bad',
    what: (where, reason) => ({
      ja: `データフォルダーに書き込めません（${where}）：${reason.ja}。`,
      en: `The data folder cannot be written (${where}): ${reason.en}.`,
    }),
    safe: {
      ja: '受け付け済みのものはそのまま読めます。新しいメールは受け取らずに待ってもらいます。',
      en: 'What was taken in can be read. New mail is refused for the moment and comes again.',
    },
    next: {
      ja: 'ディスクの状態とマウントを確かめてください。故障したディスクは読み取り専用になることがあります。',
      en: 'See to the disk and its mount: a disk that fails is often made read-only by the system.',
    },
  },
  'mail-out': {
    is: 'bad',
    what: (where, reason) => ({
      ja: `送信サーバー（${where}）を使えません：${reason.ja}。`,
      en: `The mail relay (${where}) cannot be used: ${reason.en}.`,
    }),
    safe: {
      ja: '出すと決めたメールはデスクに残り、つながれば順に出ます。',
      en: 'Mails that were released wait at the desk and leave when it answers.',
    },
    next: {
      ja: '急ぐ相手には電話してください。当番への呼び出しメールも出ません。サーバーと経路を確かめてください。',
      en: 'Call whoever must know now: pages by mail do not leave either. See to the server and the way to it.',
    },
  },
  'mail-in': {
    is: 'bad',
    what: (where, reason) => ({
      ja: `メールボックス（${where}）を読めません：${reason.ja}。`,
      en: `The mailbox (${where}) cannot be read: ${reason.en}.`,
    }),
    safe: {
      ja: '届いたメールはメールボックスに残っていて、つながれば読み込みます。',
      en: 'What came lies in the mailbox and is read when it answers.',
    },
    next: {
      ja: '新しい報告はそれまで画面に出ません。メールボックスを直接見るか、設定を確かめてください。',
      en: 'Until then new reports do not show here: look into the mailbox itself, or see to its settings.',
    },
  },
  dns: {
    is: 'care',
    what: (_, reason) => ({ ja: `DNS サーバーが使えません：${reason.ja}。`, en: `The name server cannot be used: ${reason.en}.` }),
    safe: {
      ja: 'メールは受け付けています。差出人の確認は「確かめられない」と表示されます。',
      en: 'Mail is taken in. What asks about a sender says that it could not be checked.',
    },
    next: { ja: 'このマシンの名前解決を確かめてください。', en: 'See to name resolution on this machine.' },
  },
  'sign-in': {
    is: 'care',
    what: (where, reason) => ({
      ja: `サインインの提供者（${where}）を使えません：${reason.ja}。`,
      en: `The sign-in provider (${where}) cannot be used: ${reason.en}.`,
    }),
    safe: {
      ja: 'サインイン済みの人はそのまま使えます。デスクのパスワードやパスキーを持つ人は入れます。',
      en: 'Whoever is signed in stays so; a password of the desk or a passkey still opens it.',
    },
    next: {
      ja: 'サインアウトしないでください。急いで入る人には、このマシンで matoi person reset-password が使えます。',
      en: 'Do not sign out. For whoever must get in now: matoi person reset-password on this machine.',
    },
  },
};

/** What was seen, in words. */
export function troubleOf({ name, where, reason }: Seen, since: Instant): Trouble {
  const { is, what, safe, next } = words[name];
  return { name, is, since, what: what(where, reason), safe, next };
}
