// SPDX-License-Identifier: Apache-2.0
// Runs inside one namespace and keeps one connection open: {id, open: {src, dst, port}} opens it, {id, wait} sends a word
// and says whether it came back in time.
import { connect } from 'node:net';
import { createInterface } from 'node:readline';

let session = null;

function open({ src, dst, port }) {
  return new Promise((resolve) => {
    session = connect({ host: dst, port, localAddress: src });
    session.on('connect', () => resolve(true));
    session.on('error', () => resolve(false));
  });
}

function talk(wait) {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), wait);
    session.once('data', () => {
      clearTimeout(timer);
      resolve(true);
    });
    session.write('still here');
  });
}

process.stdout.write('{"ready":true}\n');
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  const alive = message.open === undefined ? await talk(message.wait) : await open(message.open);
  process.stdout.write(`${JSON.stringify({ id: message.id, alive })}\n`);
}
process.exit(0);
