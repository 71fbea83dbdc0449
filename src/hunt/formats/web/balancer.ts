// SPDX-License-Identifier: Apache-2.0
// Access logs of load balancers: AWS (application and classic) and HAProxy (HTTP and TCP).
import { text } from '../../engine/sql.ts';
import { addresses, hostOfRequest } from '../read/address.ts';
import type { Format } from '../read/format.ts';
import { afterTime, messageSteps } from '../read/syslog.ts';
import { isoText, NO_TIME, timeColumns, timeReject, timeSteps } from '../read/time.ts';

const ALB = String.raw`^(?:(https?|h2|grpcs?|wss?) )?([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z) (\S+) (\S+) (\S+) (-?[0-9.]+) (-?[0-9.]+) (-?[0-9.]+) ([0-9]{1,3}|-) ([0-9]{1,3}|-) ([0-9]+) ([0-9]+) "([^"]*)" "((?:[^"\\]|\\.)*)" (\S+) (\S+)(.*)$`;
const alb = new RegExp(ALB);

/** Elastic Load Balancing User Guide, "Access log entries". */
export const albFormat: Format = {
  id: 'aws-elb',
  test: (line) => alb.test(line),
  plans: () => [
    {
      table: 'web',
      dataset: 'aws.elb',
      once: String.raw`[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z [^ ]+ [^ ]+:[0-9]+ `,
      steps: [
        ['g', `extractGroups(l, ${text(ALB)})`],
        ['t', `if(empty(g), ${NO_TIME}, ${isoText('g[2]')})`],
        ['request', 'g[13]'],
        ['method', `extract(request, '^([A-Za-z_-]{1,32}) ')`],
        ['url', `replaceRegexpOne(if(method = '', request, substring(request, length(method) + 2)), ' (?:HTTP/[0-9.]+|-)\\\\s*$', '')`],
      ],
      reject: `multiIf(l = '', 'blank', empty(g), 'not a line of an AWS load balancer', t = ${NO_TIME}, 'no time stamp', '')`,
      columns: {
        '@timestamp': 't',
        'event.time_origin': `'line'`,
        'event.timezone': `'UTC'`,
        extra: `mapFilter((k, v) -> v NOT IN ('', '-'), map('elb.name', g[3], 'elb.target', g[5], 'elb.target_status', g[10], 'elb.protocol', g[1], 'elb.behind', trimBoth(g[17])))`,
      },
      texts: {
        'source.ip': 'g[4]',
        'http.request.method': 'method',
        'url.original': 'url',
        'url.domain': hostOfRequest('url', 'method'),
        'http.version': `extract(request, ' HTTP/([0-9.]+)\\\\s*$')`,
        'http.response.status_code': 'g[9]',
        'http.request.body.bytes': 'g[11]',
        'http.response.body.bytes': 'g[12]',
        'user_agent.original': 'g[14]',
      },
      needs: ['source.ip'],
    },
  ],
};

const ACCEPTED = String.raw`haproxy(?:\[[0-9]+\])?: (\S+) \[([0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:[0-9:.]+(?: [+-][0-9]{4})?)\] (\S+) (\S+) `;
const HTTP = String.raw`${ACCEPTED}([0-9/+-]+) (-?[0-9]{1,3}) \+?([0-9]+) (\S+) (\S+) (\S{4}) ([0-9/+]+) ([0-9/+]+) (?:(\{.*?\}) )?(?:(\{.*?\}) )?"(.*)"?\s*$`;
const TCP = String.raw`${ACCEPTED}([0-9/+-]+) \+?([0-9]+) (\S{2}) ([0-9/+]+) ([0-9/+]+)\s*$`;

/** HAProxy Configuration Manual 8.2: `option httplog` and `option tcplog`. */
export const haproxyFormat: Format = {
  id: 'haproxy',
  test: (line) => [HTTP, TCP].some((pattern) => new RegExp(pattern).test(afterTime(line))),
  plans(_sample, zone) {
    const steps = (pattern: string) =>
      [...messageSteps(), ['g', `extractGroups(m, ${text(pattern)})`], ...timeSteps('g[2]', zone)] as const;
    const ended = `match(l, '"[^"]*"?\\\\s*$')`;
    return [
      {
        table: 'web',
        dataset: 'haproxy.http',
        once: String.raw`\[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:`,
        when: ended,
        steps: [
          ...steps(HTTP),
          ['request', `replaceRegexpOne(g[15], '"$', '')`],
          ['method', `extract(request, '^([A-Za-z_-]{1,32}) ')`],
          ['url', `replaceRegexpOne(if(method = '', request, substring(request, length(method) + 2)), ' HTTP/[0-9.]+$', '')`],
        ],
        reject: `multiIf(l = '', 'blank', empty(g), 'not an HTTP line of HAProxy', ${timeReject})`,
        columns: {
          ...timeColumns,
          'network.forwarded_ip': `arrayStringConcat(${addresses(`replaceRegexpAll(g[13], '[{}|]', ' ')`)}, ',')`,
          extra: `mapFilter((k, v) -> v != '', map('haproxy.frontend', g[3], 'haproxy.backend', g[4], 'haproxy.termination', g[10], 'haproxy.request_headers', g[13], 'haproxy.response_headers', g[14]))`,
        },
        texts: {
          'source.ip': 'g[1]',
          'http.request.method': 'method',
          'url.original': 'url',
          'url.domain': hostOfRequest('url', 'method'),
          'http.version': `extract(request, ' HTTP/([0-9.]+)$')`,
          'http.response.status_code': `replaceOne(g[6], '-1', '-')`,
          'http.response.body.bytes': 'g[7]',
        },
        needs: ['source.ip'],
      },
      {
        table: 'flow',
        dataset: 'haproxy.tcp',
        once: String.raw`\[[0-9]{2}/[A-Z][a-z]{2}/[0-9]{4}:`,
        when: `NOT ${ended}`,
        steps: steps(TCP),
        reject: `multiIf(l = '', 'blank', empty(g), 'not a TCP line of HAProxy', ${timeReject})`,
        columns: {
          ...timeColumns,
          extra: `map('haproxy.frontend', g[3], 'haproxy.backend', g[4], 'haproxy.termination', g[7])`,
        },
        texts: {
          'source.ip': 'g[1]',
          'source.port': `extract(g[1], ':([0-9]+)$')`,
          'destination.bytes': 'g[6]',
          'network.transport': `'tcp'`,
        },
        needs: ['source.ip'],
      },
    ];
  },
};
