// SPDX-License-Identifier: Apache-2.0
import { NativeSelect } from '@mantine/core';
import { useWords } from '../../../lang/lang.tsx';
import { logsWords } from './words.ts';
import { deviceZone } from '../../../lang/time.ts';

/** Zones that logs are usually written in, the device's own first. */
const USUAL = ['Asia/Tokyo', 'UTC', 'Europe/London', 'Europe/Berlin', 'America/New_York', 'America/Los_Angeles', 'Asia/Singapore'];

export function ZoneSelect(props: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (zone: string) => void;
  /** Whether "not set" may be chosen. */
  readonly open: boolean;
}) {
  const w = useWords(logsWords);
  const zones = [...new Set([deviceZone(), ...USUAL])];
  return (
    <NativeSelect
      label={props.label}
      value={props.value}
      data={[...(props.open ? [{ value: '', label: w.zoneUnset }] : []), ...zones.map((zone) => ({ value: zone, label: zone }))]}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}
