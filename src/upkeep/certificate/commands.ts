// SPDX-License-Identifier: Apache-2.0
import { parseV4 } from '../../common/address/ip-range.ts';
import type { CommandSpec } from '../../edge/command.ts';
import type { Clock } from '../../kernel/instant.ts';
import type { Lang } from '../../kernel/bilingual.ts';
import { upkeepProblem } from '../problems.ts';
import type { IssueCertificate, IssuedCertificate } from './issue.port.ts';

export type CertificateDeps = { readonly issue: IssueCertificate; readonly clock: Clock; readonly port: number };

/** A name of a host or an IPv4 address: nothing else is written into a certificate. */
const NAME = /^(?=.{1,200}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/;

/** `matoi certificate NAME…`: https without an authority of one's own. */
export function certificateCommands({ issue, clock, port }: CertificateDeps): readonly CommandSpec[] {
  return [
    {
      path: ['certificate'],
      summary: {
        ja: 'デスクの名前の証明書を作ります（組織内のネットワークで https にするため）',
        en: 'Make a certificate for the desk’s name, for https in your own network',
      },
      args: 'NAME…',
      options: {
        again: {
          type: 'boolean',
          about: {
            ja: '前に作ったものを置き換える（各端末での登録もやり直し）',
            en: 'replace the one there is; every device has to take in the new one',
          },
        },
      },
      async run(call) {
        const names = call.args.map((name) => name.toLowerCase());
        const wrong = names.find((name) => !NAME.test(name) || (/^[\d.]+$/.test(name) && parseV4(name) === null));
        if (wrong !== undefined) {
          call.out.problem(upkeepProblem('certificate.bad-name', undefined, { name: wrong.slice(0, 200) }));
          return 2;
        }
        const made = await issue([...new Set(names)], clock.now(), call.flag('again'));
        if (made === null) {
          call.out.problem(upkeepProblem('certificate.exists'));
          return 2;
        }
        const url = `https://${names[0] ?? ''}${port === 443 ? '' : `:${port}`}`;
        if (call.format === 'words') madeLines(call.lang, made, names, url).forEach(call.out.line);
        else call.out.json({ names, url, ...made });
        return 0;
      },
    },
  ];
}

function madeLines(lang: Lang, made: IssuedCertificate, names: readonly string[], url: string): readonly string[] {
  const settings = [`MATOI_URL=${url}`, `MATOI_TLS_CERT=${made.cert}`, `MATOI_TLS_KEY=${made.key}`].map((line) => `   ${line}`);
  return {
    ja: [
      `${names.join('、')} の証明書を作りました（${made.until} まで）。`,
      '',
      '1. 次の設定を加えて、デスクを起動し直します。以後は http では開けません。',
      ...settings,
      '',
      `2. デスクを開く端末ごとに、認証局 ${made.authority} を取り込みます。`,
      '   Windows: ファイルを開き「信頼されたルート証明機関」に入れます（Chrome と Edge にも効きます）。',
      '   macOS: キーチェーンアクセスに入れ、「常に信頼」にします。iPhone: プロファイルを入れ、「証明書信頼設定」で有効にします。',
      '   Firefox: 設定、「証明書を表示」、「認証局証明書」、「読み込む」。Linux の Chrome: 設定、「証明書の管理」。',
      '   取り込む前に、SHA-256 のフィンガープリントがこれと同じか確かめます。',
      `   ${made.fingerprint}`,
      '',
      'この認証局が保証できるのは上の名前だけで、その鍵は残していません。ほかのサイトの証明書は、誰にも作れません。',
      '取り込んでいない端末ではブラウザーが警告します。警告を押し切って開く習慣を付けないでください。',
    ],
    en: [
      `A certificate for ${names.join(', ')} was made, good until ${made.until}.`,
      '',
      '1. Add these settings and start the desk again. From then on it does not open by http.',
      ...settings,
      '',
      `2. On each device that opens the desk, take in the authority ${made.authority}:`,
      '   Windows: open the file and put it into “Trusted Root Certification Authorities” (Chrome and Edge use it too).',
      '   macOS: add it to Keychain Access and set “Always Trust”. iPhone: install the profile, then switch it on under Certificate Trust Settings.',
      '   Firefox: Settings, View Certificates, Authorities, Import. Chrome on Linux: Settings, Manage certificates.',
      '   Before that, see that the SHA-256 fingerprint is this one:',
      `   ${made.fingerprint}`,
      '',
      'The authority vouches for these names alone and its key was kept nowhere: nobody can make a certificate for any other site with it.',
      'A device that has not taken it in gets a warning. Do not let people learn to click through it.',
    ],
  }[lang];
}
