import { z } from 'zod';
import { defineEvent, uuid } from '@stoa/platform/events';
import type { Id } from '@stoa/platform/ids';

/** A person whose data only the subject store holds; all other tables know this id and nothing more. */
export type SubjectId = Id<'SubjectId'>;

/** The key of a subject was destroyed: nobody can read that person's data any more, in no backup either. */
export const subjectErased = defineEvent('privacy.subject_erased', 1, z.object({ subjectId: uuid<SubjectId>() }));

/** A year is over until whose end things had to be kept: their key was destroyed, and what is left of them is to be cleared away. */
export const retentionEnded = defineEvent('privacy.retention_ended', 1, z.object({ endYear: z.int() }));
