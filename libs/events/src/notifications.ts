import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';

export type MessageId = Id<'MessageId'>;

/** A mail was handed to the mail server. What it was about stands in `subjectKind` and `subjectId`, never its words or its address. */
export const mailSent = defineEvent(
  'notifications.mail_sent',
  1,
  z.object({ messageId: uuid<MessageId>(), template: z.string(), subjectKind: z.string(), subjectId: z.uuid() }),
);
