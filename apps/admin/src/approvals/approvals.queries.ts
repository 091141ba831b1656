import { answer, type components } from '@stoa/web-api-client';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../app/auth.js';
import { cursor } from '../app/rows.js';

export type Vendor = components['schemas']['Vendor'];
export type VendorLine = components['schemas']['VendorLine'];

export const countApprovals = async (): Promise<number> => 0;
