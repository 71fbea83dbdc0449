// SPDX-License-Identifier: Apache-2.0
// Runs inside one namespace of the laboratory. Answers on every port, and tries connections on request:
// a JSON line {id, wait, probes} on standard input gives {id, passed} on standard output.
import { createSocket } from 'node:dgram';
import { connect, createServer } from 'node:net';
import { createInterface } from 'node:readline';

const { ports, addresses } = JSON.parse(process.argv[2] ?? '{"ports":[],"addresses":[]}');
const quiet = () => undefined;

const servers = ports.map(
  (port) =>
    new Promise((resolve) => {
      const server = createServer((socket) => {
        socket.on('error', quiet);
        socket.on('data', (data) => socket.write(data));
      });
      server.listen({ port, host: '::' }, resolve);
    }),
);
// A socket for each address and port: an answer must leave from the address that was asked.
const datagrams = addresses.flatMap((address) =>
  ports.map(
    (port) =>
      new Promise((resolve) => {
        const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
        socket.on('error', quiet);
        socket.on('message', (data, from) => socket.send(data, from.port, from.address));
        socket.bind({ port, address }, resolve);
      }),
  ),
);

function tcp({ src, dst, port }, deadline) {
  return new Promise((resolve) => {
    const socket = connect({ host: dst, port, localAddress: src });
    const end = (passed) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(passed);
    };
    const timer = setTimeout(() => end(false), deadline);
    socket.on('connect', () => socket.write('x'));
    socket.on('data', () => end(true));
    socket.on('error', () => end(false));
  });
}

function udp({ src, dst, port }, deadline) {
  return new Promise((resolve) => {
    const socket = createSocket(dst.includes(':') ? 'udp6' : 'udp4');
    let over = false;
    const end = (passed) => {
      if (over) return;
      over = true;
      clearTimeout(timer);
      socket.close();
      resolve(passed);
    };
    const timer = setTimeout(() => end(false), deadline);
    socket.on('error', () => end(false));
    socket.on('message', () => end(true));
    socket.bind({ address: src }, () => socket.send('x', port, dst, (error) => error && end(false)));
  });
}

await Promise.all([...servers, ...datagrams]);
process.stdout.write('{"ready":true}\n');
for await (const line of createInterface({ input: process.stdin })) {
  const { id, wait, probes } = JSON.parse(line);
  const passed = await Promise.all(probes.map((probe) => (probe.proto === 'udp' ? udp : tcp)(probe, wait)));
  process.stdout.write(`${JSON.stringify({ id, passed })}\n`);
}
process.exit(0);
