// SPDX-License-Identifier: Apache-2.0
// The ways by which a stranger's mail comes in, each told what to bring: SMTP, the public form, files.
import { mkdtemp, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { runMatoi } from './process.ts';
import { smtpClient, stuffed } from './smtp-client.ts';
import { removeTree } from './remove-tree.ts';

export type Brought = { readonly taken: number; readonly faults: readonly string[] };

export async function bringBySmtp(port: number, mails: Iterable<Buffer>): Promise<Brought> {
  const faults: string[] = [];
  let taken = 0;
  const client = await smtpClient(port);
  for (const mail of mails) {
    const answer = await client.mail(stuffed(mail), 'x@hostile.example', 'desk@corp.example');
    if (answer.startsWith('250')) taken += 1;
    else faults.push(`by SMTP: ${answer.slice(0, 100)}`);
  }
  client.close();
  return { taken, faults };
}

/** `perSecond` mails a second for some seconds, over ten connections; what comes late is sent late, never left out. */
export async function bringSteadily(port: number, mails: (index: number) => Buffer, perSecond: number, seconds: number): Promise<Brought> {
  const lines = 10;
  const begun = performance.now();
  const each = await Promise.all(
    Array.from({ length: lines }, async (_, line): Promise<Brought> => {
      const client = await smtpClient(port);
      const faults: string[] = [];
      let taken = 0;
      for (let index = line; index < perSecond * seconds; index += lines) {
        await pause(Math.max(0, begun + (index / perSecond) * 1000 - performance.now()));
        const answer = await client.mail(stuffed(mails(index)), `reader${index}@mail.example`, 'desk@corp.example');
        if (answer.startsWith('250')) taken += 1;
        else faults.push(`mail ${index}: ${answer.slice(0, 100)}`);
      }
      client.close();
      return { taken, faults };
    }),
  );
  return { taken: each.reduce((sum, { taken }) => sum + taken, 0), faults: each.flatMap(({ faults }) => faults) };
}

/** As many strangers, each with an address of the loopback network: the form takes few from one. */
export async function bringByForm(url: string, mails: Iterable<Buffer>): Promise<Brought> {
  const faults: string[] = [];
  let taken = 0;
  let stranger = 0;
  for (const mail of mails) {
    stranger += 1;
    const status = await post(new URL('/report', url), `127.1.${(stranger >> 8) & 255}.${stranger & 255 || 1}`, mail, stranger);
    if (status === 200) taken += 1;
    else faults.push(`by the form: ${status}`);
  }
  return { taken, faults };
}

const FORM_TEXT = 40_000;

function post(to: URL, from: string, mail: Buffer, stranger: number): Promise<number> {
  const boundary = 'hostile-form';
  const field = (name: string, value: string): string =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;
  const body = Buffer.concat([
    Buffer.from(
      field('subject', `form ${stranger}`) + field('text', `${stranger} ${mail.toString('latin1', 0, FORM_TEXT).replaceAll(boundary, '')}`),
    ),
    Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="files"; filename="a.eml"\r\nContent-Type: message/rfc822\r\n\r\n`),
    mail.subarray(0, 9_000_000),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ]);
  const headers = { 'content-type': `multipart/form-data; boundary=${boundary}`, 'content-length': body.length, origin: to.origin };
  return new Promise((done, fail) => {
    const sent = request(to, { method: 'POST', headers, localAddress: from, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => done(answer.statusCode ?? 0));
    });
    sent.once('error', fail);
    sent.end(body);
  });
}

/** A folder of files, received by the command line beside the running desk. */
export async function bringByFile(dataFolder: string, mails: Iterable<Buffer>): Promise<Brought> {
  const folder = await mkdtemp(join(tmpdir(), 'matoi-hostile-files-'));
  try {
    let count = 0;
    for (const mail of mails) {
      count += 1;
      await writeFile(join(folder, `${String(count).padStart(5, '0')}.eml`), mail);
    }
    if (count === 0) return { taken: 0, faults: [] };
    const { code, stdout, stderr } = await runMatoi(['receive', folder, '--jsonl'], { MATOI_DATA: dataFolder });
    const taken = stdout.trim().split('\n').filter(Boolean).length;
    return { taken, faults: code === 0 ? [] : [`matoi receive ended with ${code}: ${stderr.slice(0, 300)}`] };
  } finally {
    removeTree(folder);
  }
}
