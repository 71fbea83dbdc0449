// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unreadLanguage } from './language.ts';

describe('triage/text/language', () => {
  it.for([
    ['zh', '您好，我们在贵公司的网站上发现了一个严重的安全漏洞，攻击者可以读取所有客户的数据。请尽快与我们联系，我们会提供详细的报告。'],
    ['ko', '안녕하세요. 귀사의 웹사이트에서 심각한 보안 취약점을 발견했습니다. 공격자가 고객 정보를 볼 수 있습니다.'],
    ['ru', 'Здравствуйте, мы нашли уязвимость на вашем сайте, злоумышленник может прочитать данные клиентов.'],
    [
      'de',
      'Guten Tag, wir haben auf Ihrer Seite eine Lücke gefunden, mit der man die Daten der Kunden lesen kann. Bitte melden Sie sich bei uns, wir helfen gern und haben alles für Sie notiert.',
    ],
    [
      'vi',
      'Xin chào, chúng tôi đã tìm thấy một lỗ hổng trong trang web của bạn và dữ liệu của người dùng có thể bị đọc. Tôi sẽ gửi báo cáo cho bạn khi được yêu cầu.',
    ],
    [
      'fr',
      'Bonjour, nous avons trouvé une faille sur votre site qui permet de lire les données des clients. Nous vous enverrons un rapport avec les détails pour que vous puissiez la corriger.',
    ],
    [null, 'こんにちは。貴社のサイトに脆弱性を見つけました。個人情報が閲覧できる状態です。至急ご確認ください。'],
    [
      null,
      'Hello, we found a weakness on your site that lets anybody read the data of your customers. Please contact us and we will send you the details of it.',
    ],
    [null, '重要 障害報告'],
    [null, 'GET /cgi-bin/a.cgi HTTP/1.1 Host www.example.co.jp User-Agent curl Accept text html Apache PHP OpenSSL Ubuntu nginx MySQL'],
  ] as const)('names %s', ([language, text]) => expect(unreadLanguage(text)).toBe(language));

  it('is never moved by links and addresses, and takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => unreadLanguage(text) === null || text.length > 15));
    expect(unreadLanguage('https://der.die.das.example/und/ist/nicht '.repeat(30))).toBeNull();
  });
});
