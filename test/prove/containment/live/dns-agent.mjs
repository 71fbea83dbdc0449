// SPDX-License-Identifier: Apache-2.0
// Runs inside one namespace of the resolver's laboratory. With `serve` it is the name server that knows the answers of
// the day ({id, answers}); everywhere it asks a resolver on request, all questions at once ({id, wait, questions}).
import { createSocket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { createInterface } from 'node:readline';

const { serve = null, address = '127.0.0.1' } = JSON.parse(process.argv[2] ?? '{}');
const TYPES = { A: 1, AAAA: 28 };
const quiet = () => undefined;
let answers = {};

function nameBytes(name) {
  return Buffer.concat([...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])), Buffer.from([0])]);
}

/** Reads a name that is not compressed (questions never are); gives the offset after it. */
function readName(message, at) {
  const labels = [];
  while (message[at] !== 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + message[at]));
    at += 1 + message[at];
  }
  return { name: labels.join('.').toLowerCase(), next: at + 1 };
}

function addressBytes(address) {
  if (!isIPv6(address)) return Buffer.from(address.split('.').map(Number));
  const [head, tail = ''] = address.split('::');
  const groups = (text) => (text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16)));
  const [first, last] = [groups(head), groups(tail)];
  const all = [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last];
  return Buffer.from(all.flatMap((group) => [group >> 8, group & 255]));
}

function header(id, flags, answerCount) {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt16BE(id, 0);
  bytes.writeUInt16BE(flags, 2);
  bytes.writeUInt16BE(1, 4);
  bytes.writeUInt16BE(answerCount, 6);
  return bytes;
}

if (serve !== null) {
  const socket = createSocket('udp4');
  socket.on('error', quiet);
  socket.on('message', (message, from) => {
    const { name, next } = readName(message, 12);
    const question = message.subarray(12, next + 4);
    const known = answers[name]?.find((address) => TYPES[isIPv6(address) ? 'AAAA' : 'A'] === message.readUInt16BE(next));
    const data = known === undefined ? null : addressBytes(known);
    const record =
      data === null ? [] : [Buffer.from([0xc0, 12]), message.subarray(next, next + 4), Buffer.from([0, 0, 0, 60, 0, data.length]), data];
    socket.send(
      Buffer.concat([header(message.readUInt16BE(0), 0x8580, record.length > 0 ? 1 : 0), question, ...record]),
      from.port,
      from.address,
    );
  });
  await new Promise((resolve) => socket.bind({ port: serve, address }, resolve));
}

/** `open`: the address that was looked for came back. `denied`: no such name, or the null address. Everything else is named. */
function ask({ src, resolver, name, dst }, number, wait) {
  return new Promise((resolve) => {
    const socket = createSocket(isIPv6(src) ? 'udp6' : 'udp4');
    let over = false;
    const end = (verdict) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      socket.close();
      resolve(verdict);
    };
    const timer = setTimeout(() => end('no answer'), wait);
    const type = TYPES[isIPv6(dst) ? 'AAAA' : 'A'];
    const question = Buffer.concat([header(number, 0x0100, 0), nameBytes(name), Buffer.from([0, type, 0, 1])]);
    socket.on('error', (error) => end(`error ${error.code}`));
    socket.on('message', (message) => {
      const code = message[3] & 15;
      const wanted = addressBytes(dst);
      const found = message.includes(wanted, question.length);
      const empty = message[7] === 1 && message.subarray(-wanted.length).every((byte) => byte === 0);
      end(
        code === 3 || (code === 0 && empty)
          ? 'denied'
          : code === 0 && found
            ? 'open'
            : `code ${code}${found ? '' : ' without the address'}`,
      );
    });
    socket.bind({ address: src }, () => socket.send(question, 53, resolver, (error) => error && end(`error ${error.code}`)));
  });
}

process.stdout.write('{"ready":true}\n');
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  if (message.answers !== undefined) answers = message.answers;
  const ends = await Promise.all((message.questions ?? []).map((question, index) => ask(question, (index + 1) & 0xffff, message.wait)));
  process.stdout.write(`${JSON.stringify({ id: message.id, ends })}\n`);
}
process.exit(0);
