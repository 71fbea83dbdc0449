// SPDX-License-Identifier: Apache-2.0
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { domains } from '../../adapters/mail-authentication/domains.ts';
import { readNamed } from './named.ts';
import { readTimes } from './named-times.ts';

const NOW = '2026-11-29T00:00:00.000Z';
const whose = { own: ['bluebird.example'], sender: ['watch.example'] };
const read = (text: string) => readNamed(text, whose, NOW, domains.exists).map(({ kind, value, whose: of }) => `${kind} ${value} ${of}`);

describe('triage/named', () => {
  test('hosts, addresses of both kinds, ranges and links, defanged ones too, also where Japanese runs on around them', () => {
    expect(
      read('端末がcdn[.]pale[.]exampleと通信。宛先は192.0.2.44、2001:db8::7、198.51.100.0/24。hxxps://drop[.]pale[.]example/a/b?x=1 も。'),
    ).toEqual([
      'domain cdn.pale.example other',
      'ip 192.0.2.44 other',
      'ip 2001:db8::7 other',
      'cidr 198.51.100.0/24 other',
      'url drop.pale.example/a/b?x=1 other',
    ]);
  });

  test('hosts of ours and of the reporter are told apart; a path is a page of ours from the root down to a file', () => {
    expect(
      read('https://www.bluebird.example/cgi-bin/ask.cgi?to=1 and /shop/cart.php; mail me at ann@watch.example or www.watch.example'),
    ).toEqual([
      'url www.bluebird.example/cgi-bin/ask.cgi?to=1 own',
      'mail ann@watch.example sender',
      'domain www.watch.example sender',
      'path /shop/cart.php own',
    ]);
    expect(read('the folder /cgi-bin and a file called form.cgi')).not.toContainEqual(expect.stringMatching(/^path /));
  });

  test('ports and times stand beside them; a time of day is no port', () => {
    expect(read('192.0.2.44:8443, tcp/22 and port 3389 since 20 March 2016 10:05, last at 9:30')).toEqual(
      expect.arrayContaining(['port 8443 other', 'port 22 other', 'port 3389 other', 'time 2016-03-20T10:05 other']),
    );
    expect(read('192.0.2.44 at 9:30').filter((one) => one.startsWith('port'))).toEqual([]);
  });

  test('a day without its year is the last one that has been, and no date is made up', () => {
    expect(readTimes('12月24日 午後3時5分、11月28日', NOW)).toEqual(['2025-12-24T15:05', '2026-11-28']);
    expect(readTimes('2月30日、2026-13-01、version 1.2.3', NOW)).toEqual([]);
  });

  test('whatever the text, nothing throws, nothing comes twice and the list ends', () => {
    fc.assert(
      fc.property(anyText(400), (text) => {
        const found = readNamed(`${text} 192.0.2.1 。${text}`, whose, NOW, domains.exists);
        expect(found.length).toBeLessThanOrEqual(100);
        expect(new Set(found.map(({ kind, value }) => `${kind} ${value}`)).size).toBe(found.length);
      }),
    );
  });
});
