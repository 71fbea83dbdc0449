// SPDX-License-Identifier: Apache-2.0
import type { Lang } from '../../i18n/lang.tsx';

/** The run words its limits in English, for logs and pipes. Here they are said in Japanese; what is not known is shown as it came. */
const IN_JAPANESE: readonly (readonly [RegExp, (found: string) => string])[] = [
  [/^a list was cut: (.*)$/, (found) => `一覧が途中で切れた（${found}）`],
  [/^(\d+) objects refused to be read$/, (found) => `${found} 件は権限がなく読めなかった`],
  [/^ACLs are not evaluated: getfattr is missing$/, () => 'getfattr がないため ACL を判定していない'],
  [/^(\d+) records could not be read$/, (found) => `${found} 件の記録を解釈できなかった`],
  [/^(\d+) paths are longer than PATH_MAX/, (found) => `PATH_MAX を超えるパスが ${found} 件あり、ACL を判定していない`],
  [/^network file systems/, () => 'ネットワーク上のファイルシステムがある（可否は相手のサーバーが決める）'],
  [/^the tools reported other errors$/, () => '調査の道具がほかのエラーを報告した'],
  [/^no account has its home under the root/, () => 'この場所にホームを持つ利用者がいない（調べる相手がない）'],
  [/^jails and mount namespaces of tenants$/, () => '契約者ごとの jail・マウント名前空間'],
  [/^SELinux, AppArmor and other LSMs$/, () => 'SELinux・AppArmor などの強制アクセス制御'],
  [/^open_basedir and disable_functions/, () => 'open_basedir・disable_functions（CGI には効かない）'],
  [/^the kernel was asked about (\d+) findings$/, (found) => `${found} 件をカーネルに問い合わせて確認`],
];

export function reasonText(reason: string, lang: Lang): string {
  if (lang === 'en') return reason;
  for (const [pattern, say] of IN_JAPANESE) {
    const found = pattern.exec(reason);
    if (found !== null) return say(found[1] ?? '');
  }
  return reason;
}
