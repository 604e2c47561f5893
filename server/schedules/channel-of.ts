/** The channel that a schedule is sent by. */
import type { ScheduleBody } from '../../metadata/schema/schedule.js';
import type { ChannelServer } from '../api.js';
import type { Context } from '../context.js';

export const usualChannel = 'mail';

/** Undefined: the plugin that brought it is gone. */
export const channelOf = (
  { channelServers }: Pick<Context, 'channelServers'>,
  { channel = usualChannel }: Pick<ScheduleBody, 'channel'>,
): ChannelServer | undefined => channelServers?.find(channel);
