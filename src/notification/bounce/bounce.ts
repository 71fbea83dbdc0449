// SPDX-License-Identifier: Apache-2.0

/** Why a mail did not arrive, in the field's words; `hard`: the address itself is at fault and another try is of no use. */
export const bounceReasons = {
  'user-unknown': { kind: 'hard', ja: '宛先のユーザーが存在しない', en: 'no such user' },
  'host-unknown': { kind: 'hard', ja: '宛先のドメインが存在しない', en: 'no such domain' },
  moved: { kind: 'hard', ja: '宛先が移転した', en: 'the address has moved' },
  'no-mail-here': { kind: 'hard', ja: '宛先のドメインはメールを受け取らない', en: 'the domain takes no mail' },
  'mailbox-full': { kind: 'soft', ja: '受信箱がいっぱい', en: 'mailbox full' },
  suspended: { kind: 'soft', ja: '宛先のアカウントが停止中', en: 'account suspended or inactive' },
  filtered: { kind: 'soft', ja: '受信者側の設定で拒否された', en: 'refused by the recipient’s own settings' },
  'message-too-big': { kind: 'soft', ja: 'メールが大きすぎる', en: 'message too big' },
  spam: { kind: 'soft', ja: '迷惑メールと判定された', en: 'taken for spam' },
  virus: { kind: 'soft', ja: 'ウイルスと判定された', en: 'taken for a virus' },
  content: { kind: 'soft', ja: '内容や形式を理由に拒否された', en: 'refused for its content or form' },
  authentication: { kind: 'soft', ja: 'SPF・DKIM・DMARC の検査に通らない', en: 'SPF, DKIM or DMARC did not pass' },
  'sender-refused': { kind: 'soft', ja: '差出人のアドレスが拒否された', en: 'the sender’s address was refused' },
  blocked: { kind: 'soft', ja: '送信元のサーバーが拒否されている', en: 'the sending server is blocked' },
  'reverse-dns': { kind: 'soft', ja: '送信元サーバーの逆引きがない', en: 'the sending server has no reverse DNS' },
  'rate-limited': { kind: 'soft', ja: '通数や接続数の制限を超えた', en: 'too many mails or connections' },
  policy: { kind: 'soft', ja: '宛先の方針で拒否された', en: 'refused by policy' },
  'relay-denied': { kind: 'soft', ja: '中継を拒否された', en: 'relaying denied' },
  security: { kind: 'soft', ja: '認証や暗号化の要件を満たさない', en: 'authentication or encryption required' },
  expired: { kind: 'soft', ja: '期限までに届けられなかった（遅延を含む）', en: 'delayed, or given up after retries' },
  network: { kind: 'soft', ja: '宛先のサーバーにつながらない', en: 'the destination cannot be reached' },
  system: { kind: 'soft', ja: '宛先のサーバーの障害', en: 'trouble at the destination’s server' },
  unknown: { kind: 'soft', ja: '理由が書かれていない', en: 'no reason is given' },
} as const satisfies Record<string, { readonly kind: 'hard' | 'soft'; readonly ja: string; readonly en: string }>;

export type BounceReason = keyof typeof bounceReasons;

/** One recipient that a report speaks of, as it says. */
export type FailedRecipient = {
  /** Lower-case domain, as written otherwise; '' where the report names nobody. */
  readonly address: string;
  /** RFC 3464 2.3.3; '' where the report has no field for it. */
  readonly action: string;
  /** RFC 3463, such as `5.1.1`; '' when absent. */
  readonly status: string;
  /** What the refusing server said, or the words beside the address. */
  readonly said: string;
};

/** `none`: nobody failed to get a mail (a receipt, an answering machine, a complaint, a person). */
export type Bounce = {
  readonly isBounce: boolean;
  readonly recipients: readonly string[];
  readonly status: string;
  readonly kind: 'hard' | 'soft' | 'none';
  readonly reason: BounceReason | 'not-a-bounce' | 'auto-reply' | 'complaint' | 'delivered';
  /** Which rule decided, for a person to doubt. */
  readonly ruleId: string;
};
