import type { TxCtx } from '@stoa/platform/context';
import { namesOfMembers } from '../membership/membership.repository.js';
import { namesOfKeys } from './api-key.repository.js';

/** How those who did something here are called: people, and machines by their keys. */
export const namesOfUsers = async (ctx: TxCtx, ids: readonly string[]): Promise<Map<string, string>> => new Map([...(await namesOfMembers(ctx, ids)), ...(await namesOfKeys(ctx, ids))]);
