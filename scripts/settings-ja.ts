// SPDX-License-Identifier: Apache-2.0
/** The rows of the settings in Japanese, for docs/operator.ja.md: what each is for, and what holds while it is not set. */
export const settingsJa: Readonly<Record<string, { readonly means: string; readonly absent: string }>> = {
  MATOI_DATA: {
    means: 'データフォルダー。データベース、原本、ログ、秘密',
    absent: 'root なら `/var/lib/matoi`、ほかは `$XDG_DATA_HOME/matoi` か `~/.local/share/matoi`',
  },
  MATOI_HOST: { means: 'デスクが待ち受けるアドレス', absent: '`127.0.0.1`' },
  MATOI_PORT: { means: 'そのポート', absent: '`4646`' },
  MATOI_URL: {
    means:
      '人が開くアドレス（リバースプロキシの後ろでは `https://desk.example.jp`）。クッキー、パスキー、画面とメールのリンクがこれに基づきます。設定がなく、このサーバーだけで待ち受けているあいだは、メールにリンクを付けず、そのことを書きます',
    absent: '画面で決めたもの。それもなければ `http://127.0.0.1:<port>`',
  },
  MATOI_TLS_CERT: {
    means:
      '証明書（PEM）。起動時に読みます。デスク自身が https で応答し、`MATOI_URL` は https で始まる必要があります。組織内の名前の証明書は `matoi certificate NAME` で作れます',
    absent: '暗号化なしの http',
  },
  MATOI_TLS_KEY: { means: 'その鍵', absent: 'なし' },
  MATOI_TRUSTED_PROXIES: {
    means:
      'リバースプロキシのアドレスか範囲をコンマで区切って書きます（`127.0.0.1`、`10.1.0.0/16`）。`X-Forwarded-For` は、ここから来たときだけ信じます',
    absent: 'なし。接続元のアドレスを使います',
  },
  MATOI_LANG: { means: 'コマンドの言語。`ja` か `en`', absent: 'ロケールから' },
  MATOI_BACKUP_PASSPHRASE: {
    means: '`matoi backup` が暗号化し、`matoi restore` が開くための合言葉（12 文字以上）',
    absent: 'バックアップは暗号化されず、そう表示される',
  },
  MATOI_BACKUP_PASSPHRASE_FILE: { means: '1 行目にその合言葉を書いたファイル', absent: '上の設定のとおり' },
  MATOI_BACKUP_FOLDER: {
    means: '動いているデスクが自分でバックアップ（ログは含まない）を取る置き場。データフォルダーの外、できれば別のディスクのフォルダー',
    absent: '自動では取らない',
  },
  MATOI_BACKUP_EVERY_HOURS: {
    means: '何時間ごとに取るか。その 2 倍より古いときと、失敗したときは「今」の画面に出ます',
    absent: '`24`',
  },
  MATOI_BACKUP_HOUR: { means: '取り始める時（デスクのタイムゾーン）', absent: '`3`' },
  MATOI_BACKUP_KEEP: { means: '残す数。古いものから消します。消すのはデスクが自分で取ったものだけです', absent: '`14`' },
  DATABASE_URL: { means: '自前の PostgreSQL（15 以降、`pg_trgm` つき）', absent: '組み込み' },
  MATOI_SMTP_PORT: { means: 'SMTP で転送されるメールの待ち受け', absent: 'なし' },
  MATOI_LMTP_PORT: { means: '同じものを LMTP で', absent: 'なし' },
  MATOI_SMTP_HOST: { means: 'その待ち受けのアドレス', absent: '`127.0.0.1`' },
  MATOI_SMTP_TLS: { means: 'STARTTLS：`offered`（求められれば）、`required`（暗号化なしでは受けない）、`off`', absent: '`offered`' },
  MATOI_SMTP_TLS_CERT: { means: '証明書（PEM）。起動時に読みます', absent: '自己署名。`<data>/smtp-tls.pem` に置きます' },
  MATOI_SMTP_TLS_KEY: { means: 'その秘密鍵', absent: '証明書と同じ' },
  MATOI_MAIL_MAX_BYTES: { means: '受け取るメールの最大の大きさ', absent: '`60000000`' },
  MATOI_IMAP_URL: {
    means: '読むメールボックス、`imaps://user@host/INBOX`。読み取り専用で開きます',
    absent: '画面で決めたもの。それもなければなし',
  },
  MATOI_IMAP_PASSWORD: { means: 'そのパスワード。アドレスに書かずに済みます', absent: 'アドレスから' },
  MATOI_IMAP_JUNK: { means: '迷惑メールのフォルダー。`none` なら読みません', absent: 'サーバーの示すもの' },
  MATOI_IMAP_POLL_SECONDS: { means: '少なくともこの秒数ごとに見ます', absent: '`120`' },
  MATOI_OWN_DOMAINS: {
    means:
      '自組織のメールドメインをコンマで区切って書きます（窓口のアドレスと最初の一人のドメインに加えて）。自組織のメーリングリストは報告の経路になり、自組織を名乗るメールは念入りに見ます',
    absent: 'なし',
  },
  MATOI_OWN_SERVERS: {
    means: '自組織の受信サーバーの名前をコンマで区切って書きます。SPF と DKIM の判定は、その言葉だけを使います',
    absent: 'なし',
  },
  MATOI_DNS: { means: '`system` にすると、差出人のドメインについてネームサーバーに問い合わせます', absent: '`off`' },
  MATOI_ADVISORY_MIRROR: {
    means:
      '公開された脆弱性情報のあるフォルダーか https のアドレス。`matoi advisories sync` が読みます。情報源ごとに一つのファイルかフォルダーで、名前は `kev`・`epss`・`ssvc`・`cpansa`・`myjvn`・`osv`・`cve`・`nvd`・`csaf`',
    absent: 'なし。手で取り込みます',
  },
  MATOI_SMTP_URL: {
    means: '職員への呼び出しと、承認した返信を送る中継サーバー、`smtps://user:password@relay:465`',
    absent: '画面（「設定」の「メールと公開アドレス」）で決めたもの。それもなければ何も送りません',
  },
  MATOI_DKIM_KEY: {
    means: 'デスクがメールに署名（DKIM）する秘密鍵のファイル（PEM、RSA または Ed25519）',
    absent: 'デスクは署名しません（送信サーバーが署名することはあります）',
  },
  MATOI_DKIM_DOMAIN: { means: 'その署名のドメイン。窓口のアドレスのドメインです', absent: 'デスクは署名しません' },
  MATOI_DKIM_SELECTOR: { means: 'その署名のセレクター。公開鍵は `<セレクター>._domainkey.<ドメイン>` に置きます', absent: '`matoi`' },
  MATOI_BOUNCE_DOMAIN: {
    means:
      '通知の不達が戻るドメイン。通知ごとに別のアドレス（`b-…@bounce.example.jp`）に戻ります。このドメインのすべてのアドレスが、デスクの読むメールボックスに届き、SPF が送信サーバーを含むようにします',
    absent: '窓口のアドレスに戻り、引用された内容から見分けます',
  },
  MATOI_MAIL_FROM: { means: '差出人になる窓口のアドレス', absent: '画面で決めたもの。それもなければ何も送りません' },
  MATOI_MODE: {
    means: '`practice`：本番と同じようにすべてを記録し、メールサーバーには何も渡しません。承認のたびに、そう示します',
    absent: '`real`',
  },
  MATOI_CHATS_INSIDE: {
    means: '画面で設定したチャットを置いてよい、組織内のアドレスか範囲。コンマで区切ります（`10.1.0.5`、`10.2.0.0/16`）',
    absent: 'なし。画面で設定できるのは外のチャットだけ。`MATOI_WEBHOOK_<NAME>` で指定したものはどこでもよい',
  },
  MATOI_PUSH_CONTACT: { means: 'ブラウザへの呼び出し（VAPID）の連絡先、`mailto:` か `https:`', absent: 'なし。ブラウザには送りません' },
  'MATOI_WEBHOOK_<NAME>': {
    means:
      '呼び出しの方針が名指せるチャットの webhook。同じ名前に `_TOKEN` を付けると、Chatwork や LINE WORKS のトークン、または単純な JSON に署名する秘密（Standard Webhooks）。`_SAYS` に `everything` で、件名・本文・リンクも出す',
    absent: 'なし',
  },
  MATOI_LOG_ROOTS: {
    means: 'この下のフォルダーに限り、ログの監視を設定できます。`:` で区切ります。1分に1回見て、リンクはたどりません',
    absent: 'なし',
  },
  MATOI_LOG_UPLOAD_BYTES: { means: 'アップロードできるログの最大の大きさ。ディスクに2倍の空きが要ります', absent: '50 GB' },
  MATOI_CLICKHOUSE_URL: { means: '自前の ClickHouse。実際のサーバーでは試していません', absent: '子プロセス' },
  MATOI_CHDB_FOLDER: { means: 'ログ検索エンジンのある場所', absent: '`engines/chdb`' },
  MATOI_LOGS_SMALL: { means: '`1` で、検索エンジンを 350 MB 以下に抑えます', absent: '900 MB' },
  MATOI_GATEWAYS: {
    means: '承認した計画を画面から適用してよい装置。`local`、または `ssh` で届くホストをコンマで区切って書きます',
    absent: 'なし',
  },
  MATOI_GATEWAY_FOLDER: { means: '適用したルールを装置のどこに置くか', absent: 'src/containment/README.md を見てください' },
  MATOI_GATEWAY_LOOK_SECONDS: {
    means: '確認済みの遮断がまだ装置に入っているかを、この秒数ごとに見ます',
    absent: '`300`',
  },
  MATOI_OIDC_ISSUER: { means: 'OpenID Connect の認証サービスのアドレス', absent: 'なし' },
  MATOI_OIDC_CLIENT_ID: { means: '認証サービスでのデスクの名前', absent: 'なし' },
  MATOI_OIDC_CLIENT_SECRET: { means: 'そのシークレット', absent: 'なし' },
  MATOI_OIDC_DOMAIN: { means: 'そこからサインインしてよい人のメールドメイン。コンマで区切ります', absent: 'なし' },
  MATOI_OIDC_NAME: { means: 'アドレスに使う名前', absent: '`oidc`' },
  MATOI_OIDC_SECOND_FACTOR: {
    means: '`own`：デスクで認証アプリを有効にした人には、認証サービスの後にもその番号を尋ねます。`provider`：認証サービスに任せます',
    absent: '`own`',
  },
  HTTP_PROXY: { means: '`http://` のアドレスへのプロキシ、`http://user:password@proxy:3128`。小文字の変数を先に見ます', absent: 'なし' },
  HTTPS_PROXY: { means: '`https://` のアドレスへのプロキシ（CONNECT）', absent: 'なし' },
  NO_PROXY: {
    means:
      'プロキシを使わない名前（下の名前も含みます）、アドレス、範囲（`10.0.0.0/8`）。コンマで区切り、`*` は全部です。このサーバーには常に使いません',
    absent: 'このサーバー',
  },
  MATOI_FONTS: {
    means: 'Noto Sans JP にない文字のための、PDF 用 TrueType・OpenType フォントのフォルダー',
    absent: 'Noto Sans JP のみ。ない文字は番号で印字',
  },
  MATOI_DEBUG: { means: '`1` で、コマンドの思わぬ失敗のときにスタックを出します', absent: 'オフ' },
  MATOI_WITHOUT_LOG_ENGINE: {
    means: '何かを設定すると、`npm start` はログ検索エンジン（546 MB）を入れず、次からもそうします。`no` で取り消します',
    absent: '入れます',
  },
  MATOI_NO_APT: {
    means: '何かを設定すると、`npm test` は実験用の Debian パッケージを入れません',
    absent: 'root なら入れます',
  },
};

/** Headings of the groups, by their English text up to a link or bracket. */
export const settingTitlesJa: Readonly<Record<string, string>> = {
  'Mail in': 'メールの受け取り（[チャット・チケット・グループ](how-to/reports-from-chat-and-tickets.ja.md)）',
  'Mail and pages out': '送るメールと呼び出し',
  Logs: 'ログ',
  Containment: '封じ込め',
  'Sign-in by a provider': '認証サービスでのサインイン（[方法](how-to/sign-in-with-oidc.ja.md)）',
  'Proxies for all that goes out by HTTP':
    'HTTP で外に出るもの（webhook、ブラウザへの呼び出し、脆弱性情報、認証サービス、アクセストークン）のプロキシ',
  Other: 'そのほか',
};
