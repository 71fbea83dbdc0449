// SPDX-License-Identifier: Apache-2.0
import type { Bilingual } from '../../kernel/bilingual.ts';

/** A code for machines with its words for people: why a result is not whole, what was left out, how something was proved. */
export type Told<Code extends string = string> = { readonly code: Code } & Bilingual;

const told = <Code extends string>(code: Code, ja: string, en: string): Told<Code> => ({ code, ja, en });
const one = (count: number, singular: string, plural: string) => `${count} ${count === 1 ? singular : plural}`;

/** What keeps a run from being complete. `said` is what a tool or a stream said, already inert. */
export const limits = {
  cut: (said: string) => told('list-cut', `一覧が途中で切れています（${said}）`, `A list was cut: ${said}`),
  refused: (count: number) =>
    told('objects-refused', `権限がなく読めなかったものが ${count} 件あります`, `${one(count, 'object', 'objects')} refused to be read`),
  noAcls: () =>
    told(
      'acls-not-evaluated',
      'getfattr も getfacl もなく、ACL を判定に含めていません',
      'ACLs are not evaluated: getfattr and getfacl are missing',
    ),
  noCapabilities: () =>
    told(
      'capabilities-not-read',
      'getfattr がなく、ファイルに付いた特権（capability）を読めていません',
      'File capabilities are not read: getfattr is missing',
    ),
  badRecords: (count: number) =>
    told('records-refused', `解釈できない記録が ${count} 件あります`, `${one(count, 'record', 'records')} could not be read`),
  deepUnread: (count: number) =>
    told(
      'acls-beyond-path-max',
      `PATH_MAX（4,096 バイト）を超える深さのもの ${count} 件の ACL を読めていません`,
      `ACLs of ${one(count, 'object', 'objects')} beyond PATH_MAX could not be read`,
    ),
  network: (count: number) =>
    told(
      'network-file-system',
      `ネットワーク上のファイルシステムが ${count} か所あります。可否を決めるのは相手のサーバーです`,
      `${one(count, 'network file system', 'network file systems')}: the server decides there, not this kernel`,
    ),
  otherErrors: (count: number) =>
    told(
      'other-errors',
      `調べる道具がほかのエラーを ${count} 件報告しました`,
      `The tools reported ${one(count, 'other error', 'other errors')}`,
    ),
  noTenants: () =>
    told(
      'no-tenants',
      '調べた場所にホームを持つ利用者がいません。届くかどうかを確かめる相手がいません',
      'No account has its home under the root: there is nobody to ask for',
    ),
  settingsUnread: (path: string) =>
    told('settings-unread', `サーバーの設定 ${path} を読めていません`, `The server’s settings in ${path} could not be read`),
  userUnknown: (user: string) =>
    told(
      'user-unknown',
      `設定にある利用者 ${user} が一覧にいません。この利用者から届くかどうかは調べていません`,
      `The settings name ${user}, whom no account list knows: what that user can reach was not looked at`,
    ),
  /** `named`: the first ones, each with its count of objects and one path. */
  ownersUnknown: (count: number, named: string) =>
    told(
      'owners-unknown',
      `どの利用者の一覧にもない uid が ${count} 個あり、持ち主または ACL に現れます（uid: 件数、例）。${named}。この uid で動くものがあるか、ディレクトリサービス（LDAP など）にあるかを確かめてください`,
      `Objects or ACLs name ${one(count, 'uid', 'uids')} without an account (uid: objects, example): ${named}. What runs as them, and whether a directory service such as LDAP knows them, was not looked at`,
    ),
  groupsUnknown: (count: number, named: string) =>
    told(
      'groups-unknown',
      `どのグループの一覧にもない gid が ${count} 個あり、ほかの人より多くのことを許されています（gid: 件数、例）。${named}。誰がそのグループにいるかは分かりません`,
      `${one(count, 'gid', 'gids')} without a group may do more than everybody (gid: objects, example): ${named}. Who is in them is not known`,
    ),
  poolsOnNetwork: (count: number, pools: string) =>
    told(
      'fpm-network-listener',
      `PHP-FPM のプール ${count} 個がネットワークで待ち受けています。${pools}。listen.allowed_clients は同じサーバー上の契約者を区別しません。ほかの契約者がそのプールの利用者としてプログラムを動かせるかは調べていません`,
      `${one(count, 'PHP-FPM pool listens', 'PHP-FPM pools listen')} on the network: ${pools}. listen.allowed_clients does not tell tenants of one machine apart; whether another tenant can run code as the pool’s user there was not looked at`,
    ),
  poolsOpen: (count: number, pools: string) =>
    told(
      'fpm-socket-open',
      `PHP-FPM のプール ${count} 個のソケットは、listen.mode によりすべての利用者に開かれています。${pools}。ソケットまでのディレクトリが閉じているかは調べていません`,
      `${one(count, 'PHP-FPM pool’s socket is', 'PHP-FPM pools’ sockets are')} open to every user by listen.mode: ${pools}. Whether the directories above are closed was not looked at`,
    ),
  poolsOpenToGroup: (count: number, pools: string) =>
    told(
      'fpm-socket-group',
      `PHP-FPM のプール ${count} 個のソケットは、ほかのプールの利用者か、その利用者も入っているグループに開かれています（プール（所有者またはグループ：利用者））。${pools}。ソケットまでのディレクトリが閉じているかは調べていません`,
      `${one(count, 'PHP-FPM pool’s socket is', 'PHP-FPM pools’ sockets are')} open to users of other pools, or to a group that they are in (pool (owner or group: users)): ${pools}. Whether the directories above are closed was not looked at`,
    ),
  poolsJailed: (count: number, pools: string) =>
    told(
      'fpm-chroot',
      `PHP-FPM のプール ${count} 個は chroot の中で動きます。${pools}。そこから届くものも、サーバー全体が見えるものとして判定しています`,
      `${one(count, 'PHP-FPM pool runs', 'PHP-FPM pools run')} in a chroot: ${pools}. What can be reached from there is judged as if the whole machine were seen`,
    ),
  sessionsShared: (folder: string, pools: string) =>
    told(
      'sessions-shared',
      `利用者の違う PHP-FPM のプールが、セッションの置き場所 ${folder} を共用しています（${pools}）。互いのセッションを読めるかは調べていません`,
      `PHP-FPM pools of several users keep their sessions in ${folder} (${pools}). Whether they can read each other’s was not looked at`,
    ),
  sessionsByDefault: (count: number, pools: string) =>
    told(
      'sessions-by-default',
      `利用者の違う PHP-FPM のプール ${count} 個に、セッションの置き場所の指定がありません（${pools}）。PHP の既定の場所（php.ini の session.save_path。Debian では /var/lib/php/sessions、なければ /tmp）を共用しているはずですが、そこは調べていません`,
      `${one(count, 'PHP-FPM pool', 'PHP-FPM pools')} of several users set no folder for sessions (${pools}). They share PHP’s own (session.save_path of php.ini; /var/lib/php/sessions on Debian, else /tmp), which was not looked at`,
    ),
  sameTree: (point: string, original: string) =>
    told(
      'bind-mount',
      `${point} は ${original} と同じ中身の bind マウントで、${original} として一度だけ調べました。${point} を通ればより多くの人が届くかどうかは調べていません`,
      `${point} is a bind mount of ${original} and was looked at once, there; whether more people get in by way of ${point} was not looked at`,
    ),
  accountLines: (count: number) =>
    told(
      'account-lines-refused',
      `利用者とグループの一覧に、読めない行が ${count} 行あります`,
      `${one(count, 'line', 'lines')} of the account lists could not be read`,
    ),
} as const;

/** Never looked at by this audit; said with every result. */
export const neverConsidered: readonly Told[] = [
  told('jails', '契約者ごとの jail とマウント名前空間', 'jails and mount namespaces of tenants'),
  told('lsm', 'SELinux や AppArmor などの強制アクセス制御', 'SELinux, AppArmor and other LSMs'),
  told(
    'beyond-the-root',
    '調べた場所の外にあるソケット、ネットワークの待ち受け、PHP のセッションの置き場所',
    'sockets, network listeners and PHP session folders outside the audited root',
  ),
  told(
    'php-settings',
    'PHP の open_basedir と disable_functions（CGI や exec には効きません）',
    'open_basedir and disable_functions (a CGI passes them by)',
  ),
];

/** Why the kernel was not asked at all. */
export const unable = {
  notRoot: () =>
    told(
      'not-root',
      'root ではないため、ほかの利用者としてカーネルに尋ねられません',
      'Not root: the kernel cannot be asked as another user',
    ),
  noSetpriv: (said: string) =>
    told(
      'no-setpriv',
      `setpriv が使えないため、ほかの利用者としてカーネルに尋ねられません（${said}）`,
      `setpriv does not run, so the kernel cannot be asked as another user: ${said}`,
    ),
  notWanted: () => told('not-wanted', '--no-proof の指定により、カーネルに尋ねていません', 'Not asked, as --no-proof says'),
  collection: () =>
    told(
      'collection',
      '持ち帰った記録からの判定です。相手のサーバーのカーネルには尋ねていません',
      'Computed from a collection of another machine: its kernel was not asked',
    ),
  lost: (said: string) =>
    told('connection-lost', `相手のサーバーに尋ねられませんでした（${said}）`, `The other machine could not be asked: ${said}`),
} as const;

/** How one finding was proved, or why it could only be derived. */
export const proofs = {
  asked: (name: string, uid: number) =>
    told('asked', `${name}（uid ${uid}）としてカーネルに尋ね、access(2) が許しました`, `access(2) granted it to ${name} (uid ${uid})`),
  linkText: () =>
    told(
      'link-text',
      'リンクの行き先を文字として読みました。たどるかどうかはプログラムによります',
      'Read off the text of the link; who follows it depends on the program',
    ),
  sameInode: () => told('same-inode', '両方のパスで、装置番号と inode 番号が同じです', 'Same device and inode number under both paths'),
  beyondPathMax: () =>
    told(
      'beyond-path-max',
      'パスが PATH_MAX（4,096 バイト）より長く、カーネルに一度に尋ねられません',
      'The path is longer than PATH_MAX: the kernel cannot be asked about it in one piece',
    ),
  outsideRoot: () =>
    told(
      'outside-root',
      '調べた場所の外にあります。パスの各段の権限から判定し、カーネルには尋ねていません',
      'Outside the audited root: computed from every component of its path, not asked of the kernel',
    ),
  noAnswer: () => told('no-answer', 'カーネルから答えを得られませんでした', 'The kernel gave no answer about this one'),
} as const;

/** How many findings the kernel was asked about, for people. */
export const askedAbout = (count: number): Told =>
  told('asked', `${count} 件をカーネルに尋ねて確かめました`, `The kernel was asked about ${one(count, 'finding', 'findings')}`);
