import { answer } from '@stoa/web-api-client';
import { queryOptions } from '@tanstack/react-query';
import { api } from '../app/auth.js';

/** The marketplaces to choose from, newest first. */
export const allTenantsQuery = queryOptions({ queryKey: ['tenant-choice'], queryFn: () => answer(api.GET('/v1/operator/tenants', { params: { query: { limit: 100 } } })), staleTime: 60_000 });
