// SPDX-License-Identifier: Apache-2.0
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { mayRead } from '../edge/role.ts';
import { permits, whoAsks } from './access.ts';
import { endpoints } from './contract.ts';
import type { DeskEvent, Hub, Listener } from './events.ts';
import type { Gate } from './gate.ts';
import { sendProblem } from './answers/problem.ts';
import { serverProblem } from './answers/problems.ts';

export const eventsAccess = mayRead;
const MOST_STREAMS = 2000;
/** Screens that one person has open at once; with one more, the oldest ends. */
const MOST_OF_ONE = 10;
/** A client that lets this much pile up is cut off; it resumes by Last-Event-ID. */
const MOST_WAITING_BYTES = 1_000_000;

/** Live updates (WHATWG server-sent events). Each event's id is its number over the whole desk. */
export function mountEvents(app: FastifyInstance, gate: Gate, hub: Hub): void {
  const ofPerson = new Map<string, Set<Listener>>();
  app.get(endpoints.events.path, async (request, reply) => {
    const who = await whoAsks(gate, request);
    const refusal = permits(eventsAccess, who);
    if (refusal !== null || who === null) return sendProblem(reply, refusal ?? serverProblem('not-signed-in'));
    if (hub.count() >= MOST_STREAMS) return sendProblem(reply, serverProblem('too-many'));
    const listener = listenerOn(request, reply, gate);
    const own = ofPerson.get(who.personId) ?? new Set<Listener>();
    ofPerson.set(who.personId, own.add(listener));
    request.raw.once('close', () => {
      hub.leave(listener);
      if (own.delete(listener) && own.size === 0) ofPerson.delete(who.personId);
    });
    const [oldest] = own;
    if (own.size > MOST_OF_ONE && oldest !== undefined) {
      own.delete(oldest);
      hub.leave(oldest);
      oldest.end();
    }
    await hub.join(listener, lastSeen(request));
    return reply;
  });
}

function open(request: FastifyRequest, reply: FastifyReply): void {
  reply.hijack();
  for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    // The connection goes with the stream: kept for reuse, it would hold up the end of the desk.
    connection: 'close',
  });
  request.raw.socket.setKeepAlive(true);
  reply.raw.write('retry: 2000\n\n');
}

function listenerOn(request: FastifyRequest, reply: FastifyReply, gate: Gate): Listener {
  const write = (text: string): boolean => {
    if (reply.raw.destroyed) return false;
    reply.raw.write(text);
    return reply.raw.writableLength < MOST_WAITING_BYTES;
  };
  return {
    begin: () => open(request, reply),
    send: ({ global, stream, seq, kind }: DeskEvent) =>
      write(`id: ${global}\nevent: entry\ndata: ${JSON.stringify({ stream, seq, kind })}\n\n`),
    // Without an id: a reader that comes back resumes from the last entry.
    signal: (topic) => write(`event: signal\ndata: ${JSON.stringify({ topic })}\n\n`),
    // A session that ended, or a role that was taken away, ends the stream at the next beat.
    async beat() {
      const who = await whoAsks(gate, request).catch(() => null);
      return permits(eventsAccess, who) === null && write(': beat\n\n');
    },
    end: () => void (reply.raw.headersSent ? reply.raw.end() : reply.raw.destroy()),
  };
}

function lastSeen(request: FastifyRequest): number | null {
  const header = request.headers['last-event-id'];
  const asked = (request.query as Record<string, unknown>)['after'];
  const text = typeof header === 'string' ? header : asked;
  return typeof text === 'string' && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
