// SPDX-License-Identifier: Apache-2.0
// One event of Windows' event log as XML (schema http://schemas.microsoft.com/win/2004/08/events/event), flat: what the
// system says of it, and each named value of the event itself.
import { XMLParser } from 'fast-xml-parser';

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: true,
  removeNSPrefix: true,
});

/** An element of the XML: attributes under `@name`, text alone or under `#text`, children by their names. */
export type Node = Readonly<Record<string, unknown>>;

function node(value: unknown): Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const text = node(value)['#text'];
  return typeof text === 'string' ? text : '';
}

/** What cannot be parsed is given back under `broken`, so that the line is refused and not lost. */
export function eventOfXml(xml: string): Readonly<Record<string, string>> {
  let event: Node;
  try {
    event = node(node(parser.parse(xml))['Event']);
  } catch {
    return { broken: xml.slice(0, 1000) };
  }
  return eventOfNode(event);
}

/** The event whose element this is, flat: a value that bears a name of the system's is kept as `EventData_<name>`. */
export function eventOfNode(event: Node): Readonly<Record<string, string>> {
  const system = node(event['System']);
  const flat: Record<string, string> = {
    EventID: textOf(system['EventID']),
    Channel: textOf(system['Channel']),
    Computer: textOf(system['Computer']),
    Provider_Name: attribute(system['Provider'], 'Name'),
    TimeCreated: attribute(system['TimeCreated'], 'SystemTime'),
    EventRecordID: textOf(system['EventRecordID']),
    Level: textOf(system['Level']),
    Keywords: textOf(system['Keywords']),
    UserID: attribute(system['Security'], 'UserID'),
  };
  const add = (name: string, value: string): void => {
    if (value !== '') flat[flat[name] === undefined ? name : `EventData_${name}`] = value;
  };
  const data = node(event['EventData'])['Data'];
  for (const [at, one] of (Array.isArray(data) ? data : data === undefined ? [] : [data]).entries())
    add(attribute(one, 'Name') || `Data_${at + 1}`, textOf(one));
  leaves(event['UserData'], add);
  add('Message', textOf(node(event['RenderingInfo'])['Message']));
  return Object.fromEntries(Object.entries(flat).filter(([, value]) => value !== ''));
}

function attribute(value: unknown, name: string): string {
  const found = node(value)[`@${name}`];
  return typeof found === 'string' ? found : '';
}

function leaves(value: unknown, add: (name: string, value: string) => void): void {
  for (const [name, inner] of Object.entries(node(value)))
    if (typeof inner === 'string') {
      if (!name.startsWith('@')) add(name, inner);
    } else leaves(inner, add);
}
