// SPDX-License-Identifier: Apache-2.0
// What the bench feeds: real access lines again and again, each copy on another day and from other addresses, so that
// columns do not collapse to nothing. Where the real log is absent, lines of our own.
import { closeSync, existsSync, openSync, readFileSync, readSync, writeFileSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';

const REAL = resolve(import.meta.dirname, '../../../shared/data/logs/apache-real/apache_logs');
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

export const source = existsSync(REAL) ? 'a real access log, replicated' : 'lines of our own (the real access log is absent)';

function originals(): readonly string[] {
  if (existsSync(REAL)) return readFileSync(REAL, 'latin1').trimEnd().split('\n');
  return Array.from({ length: 10_000 }, (_, at) => {
    const clock = [at % 24, (at * 7) % 60, (at * 13) % 60].map((part) => String(part).padStart(2, '0')).join(':');
    const url = `/${['shop', 'blog', 'img', 'api/v1/items'][at % 4]}/${(at * 31) % 997}${at % 5 === 0 ? `?id=${at}&q=%E7%BA%8F` : ''}`;
    const agent = `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${100 + (at % 30)}.0.0.0 Safari/537.36`;
    return `${1 + (at % 220)}.${at % 251}.${(at * 3) % 251}.${(at * 7) % 251} - - [17/May/2015:${clock} +0000] "GET ${url} HTTP/1.1" ${at % 9 === 0 ? 404 : 200} ${(at * 97) % 90_000} "http://www.example/${at % 400}" "${agent}"`;
  });
}

/** Lines written. */
export function writeAccessLog(path: string, bytes: number): number {
  const lines = originals();
  const file = openSync(path, 'w');
  let written = 0;
  let count = 0;
  for (let copy = 0; written < bytes; copy += 1) {
    const day = new Date(Date.UTC(2020, 0, 1) + (copy % 2500) * 86_400_000);
    const date = `[${String(day.getUTCDate()).padStart(2, '0')}/${MONTHS[day.getUTCMonth()]}/${day.getUTCFullYear()}:`;
    const block = lines
      .map((line, at) =>
        line
          .replace(/^(\d+)\.(\d+)/, (_, a: string, b: string) => `${((Number(a) * 7 + copy) % 223) + 1}.${(Number(b) + copy * 13) % 256}`)
          .replace(
            /\[\d\d\/\w{3}\/\d{4}:(\d\d):(\d\d)/,
            (_, hour: string, minute: string) => `${date}${hour}:${String((Number(minute) + at + copy) % 60).padStart(2, '0')}`,
          ),
      )
      .join('\n');
    written += writeSync(file, Buffer.from(`${block}\n`, 'latin1'));
    count += lines.length;
  }
  closeSync(file);
  return count;
}

/** 6,000 addresses, 3,000 names and 1,000 URLs. Every address also stands as a substring in others: 1.2.3.4 in 11.2.3.45. */
export function writeIndicators(path: string): readonly string[] {
  const all = Array.from({ length: 10_000 }, (_, at) =>
    at % 10 < 6
      ? `${1 + (at % 222)}.${(at * 7) % 250}.${(at * 13) % 250}.${(at * 3) % 25}`
      : at % 10 < 9
        ? `host${at}.bad${at % 50}.example`
        : `http://evil${at}.example/p/${at}`,
  );
  const listed = [...new Set(all)];
  writeFileSync(path, `${listed.join('\n')}\n`);
  return listed.filter((one) => /^[\d.]+$/.test(one));
}

/** Lines whose client address is one of these: what an exact search must count. */
export function countExact(path: string, addresses: readonly string[]): number {
  const wanted = new Set(addresses);
  const size = 1 << 24;
  const chunk = Buffer.alloc(size);
  const file = openSync(path, 'r');
  let count = 0;
  let rest = '';
  for (let read = readInto(file, chunk); read > 0; read = readInto(file, chunk)) {
    const lines = (rest + chunk.toString('latin1', 0, read)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (wanted.has(line.slice(0, line.indexOf(' ')))) count += 1;
  }
  closeSync(file);
  return count;
}

function readInto(file: number, chunk: Buffer): number {
  return readSync(file, chunk, 0, chunk.length, null);
}
