// SPDX-License-Identifier: Apache-2.0
// Runs in the namespace that stands for the Internet: every address answers on 80 and 443. {key, cert} as JSON in the first word.
import { createServer } from 'node:http';
import { createServer as createSecure } from 'node:https';

const answer = (_, response) => response.end('here');
const listening = (server, port) => new Promise((open) => server.listen(port, '0.0.0.0', open));
await listening(createServer(answer), 80);
await listening(createSecure(JSON.parse(process.argv[2]), answer), 443);
console.log('{"ready":true}');
process.stdin.resume();
process.stdin.on('end', () => process.exit());
