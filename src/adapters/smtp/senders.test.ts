// SPDX-License-Identifier: Apache-2.0
import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mailListener } from './listener.ts';

/** One dialogue over a socket, line by line; what the server answers to each. */
async function dialogue(port: number, lines: readonly string[]): Promise<readonly string[]> {
  const socket = connect(port, '127.0.0.1');
  const answers: string[] = [];
  let rest = '';
  const next = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const take = (): boolean => {
        const match = /^(?:\d{3}-[^\r\n]*\r\n)*\d{3} [^\r\n]*\r\n/.exec(rest);
        if (match === null) return false;
        rest = rest.slice(match[0].length);
        resolve(match[0].trim());
        return true;
      };
      if (take()) return;
      const onData = (bytes: Buffer): void => {
        rest += bytes.toString('utf8');
        if (take()) socket.off('data', onData);
      };
      socket.on('data', onData);
      socket.once('error', reject);
    });
  await next();
  for (const line of lines) {
    const answer = next();
    socket.write(`${line}\r\n`);
    answers.push(await answer);
  }
  socket.destroy();
  return answers;
}

describe('smtp: senders as they really are', () => {
  const senders: string[] = [];
  const listener = mailListener({ protocol: 'smtp', host: '127.0.0.1', port: 0, maxBytes: 10_000 }, (_bytes, source) => {
    senders.push(source.envelopeFrom ?? '');
    return Promise.resolve({ reportId: 'R-2026-00001' } as never);
  });
  beforeAll(() => listener.start());
  afterAll(() => listener.stop());

  test.each([
    '<umi.@docomo.ne.jp>',
    '<..umi..yama.@docomo.ne.jp>',
    '<.a-b_c.@ezweb.ne.jp>',
    '<a...b@softbank.ne.jp>',
    '<"umi..yama."@docomo.ne.jp>',
    '<"two words"@docomo.ne.jp>',
    '<"at@sign"@docomo.ne.jp>',
    '<a/b?c@docomo.ne.jp>',
    '<+umi=k@docomo.ne.jp>',
    '<>',
  ])('MAIL FROM:%s is taken', async (address) => {
    const answers = await dialogue(listener.port(), [
      'EHLO here.example',
      `MAIL FROM:${address}`,
      'RCPT TO:<web@harbor-tea.example>',
      'DATA',
      `Subject: x\r\n\r\nbody\r\n.`,
    ]);
    expect(answers.slice(1).map((answer) => answer.slice(0, 3))).toEqual(['250', '250', '354', '250']);
    expect(senders.at(-1)).toBe(address.slice(1, -1));
  });

  test.each(['<umi.@docomo.ne.jp>', '<..umi..yama.@docomo.ne.jp>', '<"two words"@docomo.ne.jp>'])('RCPT TO:%s too', async (address) => {
    const answers = await dialogue(listener.port(), ['EHLO here.example', 'MAIL FROM:<a@b.example>', `RCPT TO:${address}`]);
    expect(answers.at(-1)).toMatch(/^250/);
  });

  test.each(['umi', '<umi@>', '<@docomo.ne.jp>'])('MAIL FROM:%s is none', async (address) => {
    const answers = await dialogue(listener.port(), ['EHLO here.example', `MAIL FROM:${address}`]);
    expect(answers.at(-1)).toMatch(/^5/);
  });
});
